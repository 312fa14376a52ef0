/* See add_note.h. */
#include "actions/add_note.h"

#include <assert.h>

#include "actions/audit_reservation.h"
#include "actions/sealed.h"
#include "actions/take_back_orders.h"
#include "actions/tell_family.h"
#include "base/civil.h"
#include "core/condition.h"
#include "core/note_sheet.h"
#include "store/policy_store.h"

#include "base/banned.h"

#define DETAIL "doctor_note|detail"

/* One form being entered. */
struct entering {
    struct tx *tx;
    const struct caller *caller;
    struct add_note *ask;
    struct note_child child;
    int64_t ends[NOTE_SPANS_MAX]; /* older forms that it ends */
    size_t ends_n;
    int32_t ended_issued; /* the newest of them; 0: none */
    int32_t void_day;     /* a form issued later says otherwise from then on; 0: none */
    int disease;          /* of the place that is looked at */
};

static enum err audit_child(struct tx *tx, int64_t account_id, const char *action, struct str child)
{
    return tx_audit_of(tx, account_id, action, "child", child, STR(""));
}

static enum err compare(void *arg, const struct note_detail *other)
{
    char storage[NOTE_DETAIL_BYTES_MAX];
    struct buf plain;
    struct doctor_note note;
    struct entering *entering = arg;
    const struct add_note *ask = entering->ask;
    buf_init(&plain, storage, sizeof storage);
    if (sealed_open(entering->tx->keys, DETAIL, str_of(other->row.public_id), other->sealed, &plain) != OK ||
        note_sheet_stored(buf_view(&plain), &note) != OK) {
        return OK; /* of one that cannot be read nothing follows */
    }
    int32_t issued = other->span.issued_day;
    if (issued <= ask->issued_day && doctor_note_voids(&ask->note, &note)) {
        entering->ends[entering->ends_n++] = other->row.id;
        entering->ended_issued = issued > entering->ended_issued ? issued : entering->ended_issued;
    }
    if (issued > ask->issued_day && doctor_note_voids(&note, &ask->note) &&
        (entering->void_day == 0 || issued < entering->void_day)) {
        entering->void_day = issued;
    }
    return OK;
}

static enum err write_note(struct entering *entering)
{
    unsigned char sealed[NOTE_SHEET_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    struct tx *tx = entering->tx;
    struct add_note *ask = entering->ask;
    struct note_new new = {.child = entering->child.child,
                           .issued_day = ask->issued_day,
                           .void_day = entering->void_day,
                           .extends = ask->extends,
                           .account_id = entering->caller->account_id,
                           .now_ms = tx->now_ms};
    if (ask->sheet.n > NOTE_SHEET_BYTES_MAX) {
        return ERR_LIMIT;
    }
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, DETAIL, new.public_id, ask->sheet, sealed);
    new.detail = (struct str){(const char *)sealed, ask->sheet.n + SECRET_SEAL_OVERHEAD};
    enum err err = str_copy(str_of(new.public_id), ask->id, sizeof ask->id);
    for (size_t i = 0; err == OK && i < entering->ends_n; i++) {
        err = note_void(tx->db, entering->ends[i], ask->issued_day);
    }
    ask->voided = entering->ends_n;
    return err == OK ? note_add(tx->db, &new) : err;
}

static enum err take_condition(void *arg, struct str condition, struct str need)
{
    char storage[RESERVATION_CONDITION_BYTES_MAX + 1];
    struct buf plain;
    struct illness illness;
    struct entering *entering = arg;
    (void)need;
    buf_init(&plain, storage, sizeof storage);
    const char *id = entering->ask->moved[entering->ask->moved_n];
    bool known = sealed_open(entering->tx->keys, "reservation|condition", str_of(id), condition, &plain) == OK &&
                 condition_read(buf_view(&plain), &illness) == OK;
    entering->disease = known ? illness.disease : -1;
    return OK;
}

/* Is the illness another than the one for which the place was given, or are the drugs others while the older form still held? */
static bool is_another(const struct entering *entering, const struct policy *policy)
{
    const struct add_note *ask = entering->ask;
    bool held = entering->ended_issued != 0 && entering->ended_issued + policy->note.valid_days > ask->issued_day;
    return held || (entering->disease >= 0 && entering->disease != ask->note.disease);
}

static enum err move_back(struct entering *entering, const struct reservation_row *row, const struct policy *policy)
{
    struct tx *tx = entering->tx;
    struct reservation_move move = reservation_move_of(row, RESERVATION_REQUESTED, CAUSE_NOTE_CHANGED, tx->now_ms);
    struct telling telling = {
        .household_id = row->household_id, .reservation = row->id, .kind = MESSAGE_CHANGED, .quiet = &policy->waiting};
    move.account_id = entering->caller->account_id;
    enum err err = reservation_move(tx->db, &move);
    err = err == OK ? audit_reservation(tx, entering->caller->account_id, "note_changed", row->public_id, "requested")
                    : err;
    err = err == OK ? tell_family(tx, &telling) : err;
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    return err;
}

static enum err look_at_place(struct entering *entering, struct reservation_id id)
{
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    struct tx *tx = entering->tx;
    struct add_note *ask = entering->ask;
    enum err err = reservation_by_id(tx->db, id, reservation_keep, &kept);
    err = err == OK ? policy_on(tx->db, kept.row.site.v, kept.row.day, &policy) : err;
    err = err == OK ? str_copy(kept.row.public_id, ask->moved[ask->moved_n], SECRET_PUBLIC_ID_TEXT) : err;
    err = err == OK ? audit_reservation(tx, entering->caller->account_id, "read_condition", kept.row.public_id, "note")
                    : err;
    err = err == OK ? reservation_sealed(tx->db, id, take_condition, entering) : err;
    if (err != OK || !is_another(entering, policy)) {
        return err;
    }
    ask->moved_n++;
    return move_back(entering, &kept.row, policy);
}

static enum err look_at_places(struct entering *entering)
{
    struct reservation_id list[NOTE_PLACES_MAX];
    size_t n = 0;
    int32_t today = civil_day_of_ms(entering->tx->now_ms);
    int32_t from_day = entering->ask->issued_day > today ? entering->ask->issued_day : today;
    enum err err = OK;
    if (entering->void_day == 0) { /* a later form has the last word */
        err = note_places(entering->tx->db, entering->child.child, from_day, list, &n);
    }
    for (size_t i = 0; err == OK && i < n; i++) {
        err = look_at_place(entering, list[i]);
    }
    return err;
}

enum err add_note(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_note *ask = arg;
    struct entering entering = {.tx = tx, .caller = caller, .ask = ask};
    int32_t today = civil_day_of_ms(tx->now_ms);
    enum err err = note_child(tx->db, caller->account_id, ask->child, today, &entering.child);
    ask->moved_n = 0;
    ask->wrong_day = ask->issued_day > today || ask->issued_day < today - NOTE_LOOK_BACK_DAYS;
    if (err != OK || ask->wrong_day) {
        return err;
    }
    const struct note_range range = {entering.child.child, ask->issued_day - NOTE_LOOK_BACK_DAYS, today};
    err = audit_child(tx, caller->account_id, "add_note", ask->child);
    err = err == OK ? note_each(tx->db, &range, compare, &entering) : err;
    err = err == OK ? write_note(&entering) : err;
    err = err == OK ? look_at_places(&entering) : err;
    return err == OK ? take_back_orders(tx, caller->account_id, entering.child.child, today, &ask->taken_back) : err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static enum err take(void *arg, const struct note_detail *note)
{
    char storage[NOTE_DETAIL_BYTES_MAX];
    struct buf plain;
    struct read_notes *in = arg;
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(in->keys, DETAIL, str_of(note->row.public_id), note->sealed, &plain);
    in->note(in->arg, note, err == OK ? buf_view(&plain) : STR(""));
    return OK;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_notes *in = arg;
    struct note_child child;
    int32_t today = civil_day_of_ms(tx->now_ms);
    in->keys = tx->keys;
    enum err err = note_child(tx->db, in->caller->account_id, in->child, today, &child);
    err = err == OK ? audit_child(tx, in->caller->account_id, "read_notes", in->child) : err;
    const struct note_range range = {child.child, today - NOTE_LOOK_BACK_DAYS, today};
    return err == OK ? note_each(tx->db, &range, take, in) : err;
}

enum err read_notes(struct lane *lane, struct read_notes *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    assert(in->note != NULL);
    return lane_do(lane, &job);
}
