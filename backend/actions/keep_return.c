/* See keep_return.h. */
#include "actions/keep_return.h"

#include <assert.h>
#include <string.h>

#include "actions/absence_detail.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "core/calendar.h"
#include "store/attendance_store.h"

#include "base/banned.h"

#define DETAIL "absence_return|detail"

/* --- the sealed text -------------------------------------------------------------------------------------------------- */

static void put_day(struct json_out *out, const char *key, int32_t day)
{
    if (day != RETURN_UNKNOWN) {
        json_put_day(out, key, day);
    }
}

static void encode(const struct return_known *known, struct buf *text)
{
    struct json_out out;
    json_out_init(&out, text);
    json_out_open(&out, '{');
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        put_day(&out, return_event_word((enum return_event)i), known->dates.day[i]);
    }
    put_day(&out, "released", known->dates.released_day);
    put_day(&out, "visited", known->form.visited_day);
    json_put_word(&out, "clinic", known->form.clinic);
    json_out_close(&out, '}');
    assert(!text->overflow);
}

static enum err decode(struct str text, struct return_known *known)
{
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(text, &in, &faults);
    if (err != OK) {
        return ERR_IO;
    }
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        known->dates.day[i] = json_day(&in, return_event_word((enum return_event)i), JSON_OPTIONAL, RETURN_UNKNOWN);
    }
    known->dates.released_day = json_day(&in, "released", JSON_OPTIONAL, RETURN_UNKNOWN);
    known->form.visited_day = json_day(&in, "visited", JSON_OPTIONAL, RETURN_UNKNOWN);
    err = str_copy(json_text(&in, "clinic", JSON_OPTIONAL, RETURN_CLINIC_BYTES), known->form.clinic,
                   sizeof known->form.clinic);
    assert(err == OK);
    return json_close(&in) == OK ? OK : ERR_IO;
}

/* --- looking ------------------------------------------------------------------------------------------------------------ */

struct looking {
    struct tx *tx;
    struct attendance_child child;
    struct absence absence;
    struct return_known *known;
};

static enum err take_row(void *arg, const struct return_row *row)
{
    struct looking *looking = arg;
    char storage[RETURN_DETAIL_BYTES_MAX + 1];
    struct buf plain;
    struct return_known *known = looking->known;
    known->version = row->version;
    known->filed_ms = row->filed_ms;
    known->seen_ms = row->seen_ms;
    if (row->version == 0) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(looking->tx->keys, DETAIL, str_of(looking->absence.public_id), row->detail, &plain);
    return err == OK ? decode(buf_view(&plain), known) : err;
}

static void nothing_known(struct return_known *known)
{
    memset(known, 0, sizeof *known);
    known->disease = -1;
    return_dates_init(&known->dates);
    known->form.visited_day = RETURN_UNKNOWN;
    known->view.day = RETURN_UNKNOWN;
}

/* The first day at school is nobody's in a nursery: who is not at school yet is an infant. */
static enum err judge(struct tx *tx, int32_t day, int32_t birth_day, struct return_known *known)
{
    struct return_rules rules; /* not the lane's scratch: a promotion that reports an absence is walking there */
    enum return_stage stage = calendar_grade(birth_day, day) < 1 ? RETURN_INFANT : RETURN_SCHOOL;
    if (known->disease < 0) {
        return OK;
    }
    enum err err = return_policy_on(tx->db, day, &rules);
    if (err == OK) {
        known->view = return_earliest(&rules, known->disease, stage, &known->dates);
        known->view.rule = NULL; /* it does not outlive the table */
        known->disease = known->view.excluded ? known->disease : -1;
    }
    return err;
}

static int32_t birth_day_of(struct tx *tx, int64_t child_id, enum err *err)
{
    struct child row = {.birth_day = 0};
    *err = *err == OK ? child_by_id(tx->db, child_id, &row) : *err;
    return row.birth_day;
}

static enum err look(struct looking *looking, int64_t account_id, struct str child, struct str absence)
{
    struct tx *tx = looking->tx;
    char reason[ABSENCE_REASON_BYTES];
    char diagnosis[ABSENCE_DIAGNOSIS_BYTES];
    nothing_known(looking->known);
    enum err err = attendance_store_child(tx->db, child, account_id, &looking->child);
    err = err == OK && looking->child.hidden ? ERR_NOT_FOUND : err;
    err = err == OK ? absence_store_by_public_id(tx->db, absence, looking->child.id, &looking->absence) : err;
    err = err == OK ? absence_detail_open(tx->keys, &looking->absence, reason, diagnosis) : err;
    if (err != OK) {
        return err;
    }
    secret_wipe(reason, sizeof reason);
    looking->known->disease = diagnosis[0] == '\0' ? -1 : disease_find(str_of(diagnosis));
    err = return_of(tx->db, looking->absence.id, take_row, looking);
    int32_t birth_day = birth_day_of(tx, looking->child.id, &err);
    return err == OK ? judge(tx, looking->absence.from_day, birth_day, looking->known) : err;
}

static enum err audit(struct tx *tx, int64_t account_id, const char *action, const char *public_id)
{
    return tx_audit_of(tx, account_id, action, "absence", str_of(public_id), STR(""));
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

static enum err put(struct tx *tx, int64_t account_id, const struct absence *absence, const struct return_known *known)
{
    char storage[RETURN_DETAIL_BYTES_MAX + 1 - SECRET_SEAL_OVERHEAD];
    unsigned char sealed[RETURN_DETAIL_BYTES_MAX];
    struct buf text;
    buf_init(&text, storage, sizeof storage);
    encode(known, &text);
    sealed_close(tx->keys, DETAIL, absence->public_id, buf_view(&text), sealed);
    const struct return_new new = {.absence_id = absence->id,
                                   .child_id = absence->child_id,
                                   .row = {.detail = {(const char *)sealed, text.n + SECRET_SEAL_OVERHEAD},
                                           .earliest_day = known->view.known ? known->view.day : RETURN_UNKNOWN,
                                           .paper = known->view.paper,
                                           .filed_ms = known->filed_ms,
                                           .seen_ms = known->seen_ms},
                                   .account_id = account_id,
                                   .now_ms = tx->now_ms};
    return return_put(tx->db, &new);
}

enum err begin_return(struct tx *tx, const struct absence *absence, struct str diagnosis, int32_t onset_day)
{
    struct return_known known;
    enum err err = OK;
    nothing_known(&known);
    known.disease = diagnosis.n > 0 ? disease_find(diagnosis) : -1;
    known.dates.day[RETURN_ONSET] = onset_day == 0 ? RETURN_UNKNOWN : onset_day;
    int32_t birth_day = birth_day_of(tx, absence->child_id, &err);
    err = err == OK ? judge(tx, absence->from_day, birth_day, &known) : err;
    return err == OK && known.disease >= 0 ? put(tx, absence->account_id, absence, &known) : err;
}

static void take_ask(struct tx *tx, const struct keep_return *ask, struct return_known *known)
{
    bool filed = ask->form.visited_day != RETURN_UNKNOWN;
    known->dates = ask->dates;
    known->form = filed ? ask->form : known->form;
    known->filed_ms = filed ? tx->now_ms : known->filed_ms;
    known->seen_ms = ask->seen ? tx->now_ms : known->seen_ms;
}

enum err keep_return(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_return *ask = arg;
    struct looking looking = {.tx = tx, .known = &ask->known};
    enum err err = look(&looking, caller->account_id, ask->child, ask->absence);
    if (err != OK) {
        return err;
    }
    bool staffs = ask->seen || ask->dates.released_day != ask->known.dates.released_day;
    ask->no_disease = ask->known.disease < 0;
    ask->not_yours = staffs && !looking.child.as_staff;
    ask->changed = ask->known.version != ask->version;
    if (ask->no_disease || ask->not_yours || ask->changed) {
        return OK;
    }
    take_ask(tx, ask, &ask->known);
    int32_t birth_day = birth_day_of(tx, looking.child.id, &err);
    err = err == OK ? judge(tx, looking.absence.from_day, birth_day, &ask->known) : err;
    looking.absence.child_id = looking.child.id;
    err = err == OK ? put(tx, caller->account_id, &looking.absence, &ask->known) : err;
    ask->known.version++;
    tx_change(tx, CHANGE_ATTENDANCE, looking.child.nursery_id, civil_day_of_ms(tx->now_ms));
    tx_change(tx, CHANGE_ROSTER, looking.child.nursery_id, 0); /* the entrance may want a word no more */
    tx_change(tx, CHANGE_HOUSEHOLD, looking.child.household_id, 0);
    return err == OK ? audit(tx, caller->account_id, "keep_return", looking.absence.public_id) : err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum err run_read(struct tx *tx, void *arg)
{
    struct read_return *in = arg;
    struct looking looking = {.tx = tx, .known = &in->known};
    enum err err = look(&looking, in->caller->account_id, in->child, in->absence);
    return err == OK ? audit(tx, in->caller->account_id, "read_return", looking.absence.public_id) : err;
}

enum err read_return(struct lane *lane, struct read_return *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run_read, .arg = in};
    return lane_do(lane, &job);
}
