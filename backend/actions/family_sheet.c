/* See family_sheet.h. */
#include "actions/family_sheet.h"

#include <assert.h>

#include "actions/audit_reservation.h"
#include "actions/day_note.h"
#include "actions/sealed.h"
#include "store/policy_store.h"

#include "base/banned.h"

#define SHEET "family_sheet|detail"
#define ORDER "medication_order|detail"

/* Its family or its room; a room to which it was only shown does not see the sheet. */
static enum err read_own(struct tx *tx, const struct caller *caller, struct str id, struct reservation_kept *kept)
{
    enum err err = reservation_read(tx->db, caller->account_id, id, reservation_keep, kept);
    return err == OK && !kept->row.as_staff && !kept->row.as_guardian ? ERR_NOT_FOUND : err;
}

static enum reservation_reason still_open(enum reservation_state state)
{
    bool open = reservation_active(state) && state != RESERVATION_CHECKED_OUT;
    return open ? REASON_NONE : REASON_WRONG_STATE;
}

static void tell(struct tx *tx, const struct reservation_row *row)
{
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
}

static enum err take_version(void *arg, const struct day_sheet_row *row)
{
    *(int64_t *)arg = row->version;
    return OK;
}

static enum err write_sheet(struct tx *tx, const struct caller *caller, const struct put_family_sheet *ask,
                            const struct reservation_kept *kept)
{
    unsigned char sealed[DAY_SHEET_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    if (ask->detail.n > DAY_SHEET_BYTES_MAX) {
        return ERR_LIMIT;
    }
    sealed_close(tx->keys, SHEET, kept->public_id, ask->detail, sealed);
    const struct day_sheet_new new = {.id = kept->row.id,
                                      .detail = {(const char *)sealed, ask->detail.n + SECRET_SEAL_OVERHEAD},
                                      .signed_ms = ask->signed_ms,
                                      .account_id = caller->account_id,
                                      .now_ms = tx->now_ms};
    return day_sheet_put(tx->db, &new);
}

enum err put_family_sheet(struct tx *tx, const struct caller *caller, void *arg)
{
    struct put_family_sheet *ask = arg;
    struct reservation_kept kept;
    enum err err = read_own(tx, caller, ask->id, &kept);
    err = err == OK ? day_sheet_of(tx->db, kept.row.id, take_version, &ask->present_version) : err;
    if (err != OK) {
        return err;
    }
    ask->changed = ask->version != ask->present_version;
    ask->reason = still_open(kept.row.state);
    ask->not_yours = ask->sign && !kept.row.as_guardian;
    if (ask->changed || ask->reason != REASON_NONE || ask->not_yours) {
        return OK;
    }
    ask->signed_ms = ask->sign ? tx->now_ms : 0;
    err = write_sheet(tx, caller, ask, &kept);
    ask->present_version++;
    tell(tx, &kept.row);
    return err == OK ? audit_reservation(tx, caller->account_id, "family_sheet", kept.row.public_id,
                                         ask->sign ? "signed" : "written")
                     : err;
}

static enum err count(void *arg, const struct order_row *row)
{
    *(size_t *)arg += row->taken_back_ms == 0 ? 1 : 0;
    return OK;
}

static enum err look_at_note(struct tx *tx, const struct add_order *ask, const struct reservation_row *row,
                             bool *ret_off)
{
    struct day_note note;
    const struct policy *policy = NULL;
    enum err err = policy_on(tx->db, row->site.v, row->day, &policy);
    err = err == OK ? day_note(tx, row, policy, &note) : err;
    *ret_off = err == OK && !(note.known && doctor_note_has(&note.note, ask->drug));
    return err;
}

static enum err write_order(struct tx *tx, const struct caller *caller, struct add_order *ask,
                            const struct reservation_row *row)
{
    unsigned char sealed[ORDER_DETAIL_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    struct order_new new = {.id = row->id, .account_id = caller->account_id, .now_ms = tx->now_ms};
    if (ask->detail.n > ORDER_DETAIL_BYTES_MAX) {
        return ERR_LIMIT;
    }
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, ORDER, new.public_id, ask->detail, sealed);
    new.detail = (struct str){(const char *)sealed, ask->detail.n + SECRET_SEAL_OVERHEAD};
    enum err err = str_copy(str_of(new.public_id), ask->order, sizeof ask->order);
    return err == OK ? order_add(tx->db, &new) : err;
}

enum err add_order(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_order *ask = arg;
    struct reservation_kept kept;
    size_t n = 0;
    enum err err = read_own(tx, caller, ask->id, &kept);
    err = err == OK ? order_each(tx->db, kept.row.id, count, &n) : err;
    if (err != OK) {
        return err;
    }
    ask->reason = still_open(kept.row.state);
    ask->full = n >= ORDERS_MAX;
    if (ask->reason != REASON_NONE || ask->full) {
        return OK;
    }
    /* The form is opened for the answer: recorded whatever it is. */
    err = audit_reservation(tx, caller->account_id, "medicine_order", kept.row.public_id, "asked");
    err = err == OK ? look_at_note(tx, ask, &kept.row, &ask->not_on_note) : err;
    if (err != OK || ask->not_on_note) {
        return err;
    }
    tell(tx, &kept.row);
    return write_order(tx, caller, ask, &kept.row);
}

enum err remove_order(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct remove_order *ask = arg;
    struct reservation_kept kept;
    enum err err = read_own(tx, caller, ask->id, &kept);
    if (err == OK) {
        const struct order_removal removal = {kept.row.id, ask->order, ORDER_BY_HAND, tx->now_ms};
        err = order_remove(tx->db, &removal);
        tell(tx, &kept.row);
    }
    return err == OK ? audit_reservation(tx, caller->account_id, "medicine_order", kept.row.public_id, "removed") : err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static enum err take_sheet(void *arg, const struct day_sheet_row *row)
{
    char storage[DAY_SHEET_BYTES_MAX + 1];
    struct buf plain;
    struct read_family_sheet *in = arg;
    buf_init(&plain, storage, sizeof storage);
    enum err err = row->version == 0
                       ? ERR_NOT_FOUND
                       : sealed_open(in->tx->keys, SHEET, str_of(in->kept.public_id), row->detail, &plain);
    in->sheet(in->arg, row, err == OK ? buf_view(&plain) : STR(""));
    return OK;
}

static enum err take_order(void *arg, const struct order_row *row)
{
    char storage[ORDER_DETAIL_BYTES_MAX + 1];
    struct buf plain;
    struct read_family_sheet *in = arg;
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(in->tx->keys, ORDER, row->public_id, row->detail, &plain);
    in->order(in->arg, row, err == OK ? buf_view(&plain) : STR(""));
    return OK;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_family_sheet *in = arg;
    in->tx = tx;
    enum err err = read_own(tx, in->caller, in->id, &in->kept);
    err = err == OK ? audit_reservation(tx, in->caller->account_id, "read_family_sheet", in->kept.row.public_id, "")
                    : err;
    err = err == OK ? day_sheet_of(tx->db, in->kept.row.id, take_sheet, in) : err;
    return err == OK ? order_each(tx->db, in->kept.row.id, take_order, in) : err;
}

enum err read_family_sheet(struct lane *lane, struct read_family_sheet *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    assert(in->sheet != NULL);
    assert(in->order != NULL);
    return lane_do(lane, &job);
}
