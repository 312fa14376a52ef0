/* See care_course.h. */
#include "actions/care_course.h"

#include <assert.h>

#include "actions/audit_reservation.h"
#include "actions/sealed.h"
#include "actions/staff_reservation.h"

#include "base/banned.h"

#define ENTRY "care_entry|detail"

static enum err look_at_struck(struct tx *tx, struct add_entry *ask, const struct reservation_kept *kept,
                               int64_t *ret_id)
{
    struct care_entry_found found;
    *ret_id = 0;
    if (ask->strikes.n == 0) {
        return OK;
    }
    enum err err = care_entry_find(tx->db, ask->strikes, &found);
    ask->unknown_entry = err != OK || found.struck || !str_is(str_of(found.reservation), kept->public_id);
    *ret_id = ask->unknown_entry ? 0 : found.id;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err write_down(struct tx *tx, const struct caller *caller, struct add_entry *ask,
                           const struct reservation_row *row, int64_t strikes_id)
{
    unsigned char sealed[CARE_ENTRY_DETAIL_MAX + SECRET_SEAL_OVERHEAD];
    struct care_entry_new new = {.reservation = row->id,
                                 .kind = ask->kind,
                                 .at_ms = ask->at_ms,
                                 .account_id = caller->account_id,
                                 .family = ask->family < 0 ? entry_for_family(ask->kind) : ask->family != 0,
                                 .strikes_id = strikes_id,
                                 .now_ms = tx->now_ms};
    if (ask->detail.n > CARE_ENTRY_DETAIL_MAX) {
        return ERR_LIMIT;
    }
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, ENTRY, new.public_id, ask->detail, sealed);
    new.detail = (struct str){(const char *)sealed, ask->detail.n + SECRET_SEAL_OVERHEAD};
    enum err err = str_copy(str_of(new.public_id), ask->entry, sizeof ask->entry);
    return err == OK ? care_entry_add(tx->db, &new) : err;
}

static void tell(struct tx *tx, const struct reservation_row *row)
{
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
}

enum err add_entry(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_entry *ask = arg;
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    int64_t strikes_id = 0;
    enum err err = staff_reservation(tx, caller, ask->id, &kept, &policy);
    err = err == OK ? look_at_struck(tx, ask, &kept, &strikes_id) : err;
    if (err != OK) {
        return err;
    }
    bool here = kept.row.state == RESERVATION_CHECKED_IN || kept.row.state == RESERVATION_CHECKED_OUT;
    ask->reason = here ? REASON_NONE : REASON_WRONG_STATE;
    ask->at_ms = ask->at_ms == 0 ? tx->now_ms : ask->at_ms;
    ask->wrong_time = ask->at_ms > tx->now_ms;
    if (ask->reason != REASON_NONE || ask->wrong_time || ask->unknown_entry) {
        return OK;
    }
    err = write_down(tx, caller, ask, &kept.row, strikes_id);
    if (err == OK) {
        tell(tx, &kept.row);
        err = audit_reservation(tx, caller->account_id, "care_entry", kept.row.public_id, entry_kind_word(ask->kind));
    }
    return err;
}

/* The audit names both: who looked, and at whose tablet. */
static enum err record_check(struct tx *tx, const struct caller *caller, int64_t second_id, struct str reservation)
{
    char storage[64];
    struct buf reason;
    buf_init(&reason, storage, sizeof storage);
    buf_puts(&reason, "second person");
    if (second_id != caller->account_id) {
        buf_puts(&reason, " at the tablet of account:");
        buf_int(&reason, caller->account_id);
    }
    return audit_reservation(tx, second_id, "care_check", reservation, storage);
}

enum err check_entry(struct tx *tx, const struct caller *caller, void *arg)
{
    struct check_entry *ask = arg;
    struct care_entry_found found;
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    const struct caller second = {.account_id = ask->second_id != 0 ? ask->second_id : caller->account_id};
    enum err err = care_entry_find(tx->db, ask->entry, &found);
    err = err == OK ? staff_reservation(tx, caller, str_of(found.reservation), &kept, &policy) : err;
    if (err == OK && ask->second_id != 0) {
        err = staff_reservation(tx, &second, str_of(found.reservation), &kept, &policy);
        ask->stranger = err == ERR_NOT_FOUND;
        err = ask->stranger ? OK : err;
    }
    if (err != OK || ask->stranger) {
        return err;
    }
    ask->not_needed = !entry_needs_second(found.kind) || found.struck;
    ask->same_person = !entry_second_may(found.account_id, second.account_id);
    ask->already = found.checked;
    if (ask->not_needed || ask->same_person || ask->already) {
        return OK;
    }
    enum care_check_method method = ask->second_id != 0 ? CARE_CHECK_PASSWORD : CARE_CHECK_SIGNED_IN;
    err = care_entry_check(tx->db, found.id, second.account_id, method, tx->now_ms);
    if (err == OK) {
        tell(tx, &kept.row);
        err = record_check(tx, caller, second.account_id, kept.row.public_id);
    }
    return err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static enum err take(void *arg, const struct care_entry_row *entry)
{
    char storage[CARE_ENTRY_DETAIL_MAX + 1];
    struct buf plain;
    struct read_course *in = arg;
    bool waits = entry_needs_second(entry->kind) && entry->second.n == 0;
    if (!in->staff && (!entry->family || entry->struck_by.n > 0 || waits)) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(in->tx->keys, ENTRY, entry->public_id, entry->detail, &plain);
    in->line(in->arg, entry, err == OK ? buf_view(&plain) : STR(""));
    return OK;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_course *in = arg;
    struct reservation_kept kept;
    enum err err = reservation_read(tx->db, in->caller->account_id, in->id, reservation_keep, &kept);
    if (err == OK && !kept.row.as_staff && !kept.row.as_guardian) {
        err = ERR_NOT_FOUND;
    }
    if (err != OK) {
        return err;
    }
    in->tx = tx;
    in->staff = kept.row.as_staff;
    err = audit_reservation(tx, in->caller->account_id, "read_course", kept.row.public_id, "");
    return err == OK ? care_entry_each(tx->db, kept.row.id, take, in) : err;
}

enum err read_course(struct lane *lane, struct read_course *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    assert(in->line != NULL);
    return lane_do(lane, &job);
}
