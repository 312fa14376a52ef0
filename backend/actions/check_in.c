/* See check_in.h. */
#include "actions/check_in.h"

#include <assert.h>

#include "actions/audit_reservation.h"
#include "actions/day_note.h"
#include "actions/sealed.h"
#include "actions/staff_reservation.h"
#include "base/civil.h"
#include "base/json.h"
#include "core/condition.h"
#include "store/note_store.h"
#include "store/day_sheet_store.h"
#include "store/visit_store.h"

#include "base/banned.h"

enum { CHECKS_BYTES = 512 };

/* One arrival under way. */
struct arriving {
    struct tx *tx;
    const struct caller *caller;
    struct check_in *ask;
    struct reservation_kept kept;
    const struct policy *policy;
    struct note_list notes;
    size_t note_at; /* the note that counts; notes.n: none */
    enum doctor_note_standing note;
    struct illness illness;
    bool signed_on_screen;
    size_t orders_off_note;
};

static enum err take_condition(void *arg, struct str condition, struct str need)
{
    struct arriving *arriving = arg;
    char storage[RESERVATION_CONDITION_BYTES_MAX + 1];
    struct buf plain;
    (void)need;
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(arriving->tx->keys, "reservation|condition", str_of(arriving->kept.public_id), condition,
                               &plain);
    /* One from before conditions had a form: today's temperature is measured against the room's maximum alone. */
    if (err != OK || condition_read(buf_view(&plain), &arriving->illness) != OK) {
        arriving->illness = (struct illness){.disease = disease_find(STR("OTHER")), .tenths = POLICY_NONE};
    }
    return OK;
}

static enum err take_signature(void *arg, const struct day_sheet_row *row)
{
    *(bool *)arg = row->signed_ms != 0;
    return OK;
}

static enum err look_at_family(struct arriving *arriving)
{
    struct day_note note;
    struct day_note_off off = {.n = 0};
    struct tx *tx = arriving->tx;
    const struct reservation_row *row = &arriving->kept.row;
    enum err err = day_sheet_of(tx->db, row->id, take_signature, &arriving->signed_on_screen);
    err = err == OK ? day_note(tx, row, arriving->policy, &note) : err;
    err = err == OK ? day_note_orders_off(tx, row, &note, &off) : err;
    arriving->orders_off_note = off.n;
    return err;
}

static enum err look(struct arriving *arriving)
{
    struct tx *tx = arriving->tx;
    const struct reservation_row *row = &arriving->kept.row;
    enum err err = audit_reservation(tx, arriving->caller->account_id, "read_condition", row->public_id, "check_in");
    err = err == OK ? reservation_sealed(tx->db, row->id, take_condition, arriving) : err;
    err = err == OK ? note_list_read(tx->db, row->child_id, row->day, &arriving->notes) : err;
    if (err == OK) {
        arriving->note = doctor_note_standing(&arriving->policy->note, arriving->notes.spans, arriving->notes.n,
                                              row->day, &arriving->note_at);
    }
    return err == OK ? look_at_family(arriving) : err;
}

/* Is everything there, and is the child well enough today? */
static void judge(struct arriving *arriving)
{
    struct check_in *ask = arriving->ask;
    const struct arrival arrival = {.identity = ask->identity,
                                    .note_seen = ask->note_seen,
                                    .note = arriving->note,
                                    .sheet_signed = ask->sheet_signed || arriving->signed_on_screen,
                                    .belongings = ask->belongings,
                                    .tenths = ask->tenths,
                                    .orders_off_note = arriving->orders_off_note};
    ask->faults_n = arrival_missing(&arriving->policy->note, &arrival, ask->faults);
    if (ask->faults_n > 0) {
        return;
    }
    arriving->illness.tenths = ask->tenths;
    struct illness_view view = illness_view(arriving->policy, &arriving->illness, arriving->kept.row.day);
    ask->reason = view.reason == REASON_CRITERIA_NOT_MET ? view.reason : REASON_NONE;
}

static void put_checks(const struct arriving *arriving, struct buf *buf)
{
    struct json_out out;
    const struct check_in *ask = arriving->ask;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_bool(&out, "identity", ask->identity);
    json_put_bool(&out, "note_seen", ask->note_seen);
    json_put_word(&out, "note", doctor_note_standing_word(arriving->note));
    if (arriving->note_at < arriving->notes.n) {
        json_put_word(&out, "note_id", arriving->notes.rows[arriving->note_at].public_id);
    }
    json_put_bool(&out, "sheet_on_paper", ask->sheet_signed);
    json_put_bool(&out, "sheet_on_screen", arriving->signed_on_screen);
    json_put_bool(&out, "belongings", ask->belongings);
    json_out_key(&out, "temperature_c");
    json_out_tenths(&out, ask->tenths);
    json_out_close(&out, '}');
    assert(!buf->overflow);
}

static enum err write_down(struct arriving *arriving)
{
    char plain[CHECKS_BYTES];
    unsigned char sealed[CHECKS_BYTES + SECRET_SEAL_OVERHEAD];
    struct buf checks;
    struct tx *tx = arriving->tx;
    const struct check_in *ask = arriving->ask;
    const struct reservation_row *row = &arriving->kept.row;
    buf_init(&checks, plain, sizeof plain);
    put_checks(arriving, &checks);
    sealed_close(tx->keys, "visit|checks", arriving->kept.public_id, buf_view(&checks), sealed);
    const struct visit_step step = {.id = row->id,
                                    .at_ms = ask->at_ms,
                                    .account_id = arriving->caller->account_id,
                                    .detail = {(const char *)sealed, checks.n + SECRET_SEAL_OVERHEAD},
                                    .now_ms = tx->now_ms};
    enum err err = visit_come(tx->db, &step);
    if (err == OK && ask->note_seen && arriving->note == DOCTOR_NOTE_VALID) {
        err = note_seen(tx->db, arriving->notes.rows[arriving->note_at].id, step.account_id, tx->now_ms);
    }
    return err == OK ? staff_moves(tx, arriving->caller, row, RESERVATION_CHECKED_IN, CAUSE_CAME) : err;
}

enum err check_in(struct tx *tx, const struct caller *caller, void *arg)
{
    struct check_in *ask = arg;
    struct arriving arriving = {.tx = tx, .caller = caller, .ask = ask};
    const struct reservation_row *row = &arriving.kept.row;
    enum err err = staff_reservation(tx, caller, ask->id, &arriving.kept, &arriving.policy);
    if (err != OK) {
        return err;
    }
    ask->present_version = row->version;
    ask->state = row->state;
    ask->changed = ask->version != 0 && ask->version != row->version;
    ask->reason = row->state == RESERVATION_CONFIRMED ? REASON_NONE : REASON_WRONG_STATE;
    ask->at_ms = ask->at_ms == 0 ? tx->now_ms : ask->at_ms;
    ask->wrong_time = ask->at_ms > tx->now_ms || civil_day_of_ms(ask->at_ms) != row->day;
    if (ask->changed || ask->reason != REASON_NONE || ask->wrong_time) {
        return OK;
    }
    err = look(&arriving);
    if (err != OK) {
        return err;
    }
    judge(&arriving);
    if (ask->faults_n > 0 || ask->reason != REASON_NONE) {
        return OK;
    }
    err = write_down(&arriving);
    if (err == OK) {
        ask->state = RESERVATION_CHECKED_IN;
        ask->present_version = row->version + 1;
        ask->came_ms = ask->at_ms;
    }
    return err;
}
