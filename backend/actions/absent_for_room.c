/* See absent_for_room.h. */
#include "actions/absent_for_room.h"

#include <assert.h>

#include "actions/absence_detail.h"
#include "actions/audit_reservation.h"
#include "actions/report_absence.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "core/condition.h"
#include "store/attendance_store.h"
#include "store/child_store.h"
#include "store/month_store.h"

#include "base/banned.h"

enum { GOES_ON_DAYS = 7, LOOK_BACK = 20 };

/* --- is there anything to say? ---------------------------------------------------------------------------------------- */

static enum err arrived(struct tx *tx, const struct attendance_child *child, int32_t day, bool *ret)
{
    struct attendance_day kept;
    const struct attendance_key key = {child->nursery_id, day, child->id};
    enum err err = attendance_store_get(tx->db, &key, &kept);
    *ret = err == OK && kept.place != PUNCH_NOT_ARRIVED;
    return err;
}

static enum err judge_there(struct tx *tx, const struct attendance_child *child, int32_t day, enum absent_outcome *ret)
{
    struct attendance_rules rules;
    struct absence_cover cover = {.whole = ABSENCE_NONE};
    bool closed = false;
    bool came = false;
    enum err err = attendance_store_rules(tx->db, child->nursery_id, day, &rules);
    if (err != OK || !rules.open) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    err = month_store_closed(tx->db, child->nursery_id, day, day, &closed);
    err = err == OK ? arrived(tx, child, day, &came) : err;
    err = err == OK ? absence_store_cover(tx->db, child->id, day, &cover) : err;
    if (err == OK && !closed && !came) {
        *ret = cover.whole == ABSENCE_NONE ? ABSENT_WRITTEN : ABSENT_STANDS;
    }
    return err;
}

static enum err judge(struct tx *tx, const struct attendance_child *child, int32_t day, enum absent_outcome *ret)
{
    *ret = ABSENT_NOT_THERE;
    bool there = child->nursery_id != 0 && attendance_store_enrolled(child, day);
    return there ? judge_there(tx, child, day, ret) : OK;
}

static enum err look_up(struct tx *tx, struct child_id id, struct attendance_child *ret)
{
    struct child row;
    enum err err = child_by_id(tx->db, id.v, &row);
    if (err == OK) {
        *ret = (struct attendance_child){.id = row.id,
                                         .household_id = row.household_id,
                                         .nursery_id = row.nursery_id,
                                         .enrolled_from_day = row.enrolled_from_day,
                                         .enrolled_to_day = row.enrolled_to_day};
    }
    return err;
}

/* --- writing ---------------------------------------------------------------------------------------------------------- */

struct going_on {
    struct tx *tx;
    const struct report_absence *report;
    bool found;
};

static enum err compare(void *arg, const struct absence *absence)
{
    struct going_on *going_on = arg;
    char reason[ABSENCE_REASON_BYTES];
    char diagnosis[ABSENCE_DIAGNOSIS_BYTES];
    int32_t before = going_on->report->from_day - absence->to_day;
    if (absence->withdrawn_ms != 0 || !absence_is_whole_day(absence->kind) || before < 0 || before > GOES_ON_DAYS) {
        return OK;
    }
    enum err err = absence_detail_open(going_on->tx->keys, absence, reason, diagnosis);
    secret_wipe(reason, sizeof reason);
    going_on->found = going_on->found || (err == OK && str_is(going_on->report->diagnosis, diagnosis));
    return err;
}

/* A run of days for which nothing was told yet. */
struct run {
    struct report_absence report;
    struct str reservations[RESERVE_DAYS_MAX];
    size_t n;
};

static enum err write_run(struct tx *tx, int64_t account_id, const struct attendance_child *child, struct run *run)
{
    int64_t id = 0;
    struct going_on going_on = {tx, &run->report, false};
    enum err err = absence_store_each(tx->db, child->id, LOOK_BACK, compare, &going_on);
    run->report.goes_on = going_on.found;
    err = err == OK ? report_absence_put(tx, account_id, child, &run->report, &id) : err;
    for (size_t i = 0; err == OK && i < run->n; i++) {
        err = absence_store_booked(tx->db, id, run->reservations[i]);
    }
    run->n = 0;
    return err;
}

/* Days between two places on which the nursery rests belong to the run. */
static enum err follows(struct tx *tx, const struct attendance_child *child, const struct run *run, int32_t day,
                        bool *ret)
{
    enum err err = OK;
    *ret = run->n > 0;
    for (int32_t between = run->report.to_day + 1; err == OK && *ret && between < day; between++) {
        struct attendance_rules rules;
        err = attendance_store_rules(tx->db, child->nursery_id, between, &rules);
        *ret = err == OK && !rules.open;
        err = err == ERR_NOT_FOUND ? OK : err;
    }
    return err;
}

/* --- a whole request ---------------------------------------------------------------------------------------------------- */

struct of_child {
    struct tx *tx;
    int64_t account_id;
    struct attendance_child child;
    struct run run;
};

static enum err add_day(struct of_child *of, struct reserve_result *result)
{
    bool goes_on = false;
    struct run *run = &of->run;
    enum err err = judge(of->tx, &of->child, result->day, &result->nursery);
    if (err != OK || result->nursery != ABSENT_WRITTEN) {
        return err;
    }
    err = follows(of->tx, &of->child, run, result->day, &goes_on);
    if (err == OK && !goes_on && run->n > 0) {
        err = write_run(of->tx, of->account_id, &of->child, run);
    }
    if (run->n == 0) {
        run->report.from_day = result->day;
    }
    run->report.to_day = result->day;
    run->reservations[run->n++] = str_of(result->id);
    return err;
}

/* The child's earliest place after `day`; NULL: none. */
static struct reserve_result *next_place(struct reserve_slot *ask, size_t child, int32_t day)
{
    struct reserve_result *next = NULL;
    for (size_t i = 0; i < ask->results_n; i++) {
        struct reserve_result *one = &ask->results[i];
        bool mine = one->child == child && reservation_holds(one->decision.state) && one->day > day;
        if (mine && (next == NULL || one->day < next->day)) {
            next = one;
        }
    }
    return next;
}

enum err absent_for_request(struct tx *tx, int64_t account_id, struct reserve_slot *ask)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < ask->asked.children_n; i++) {
        struct of_child of = {.tx = tx, .account_id = account_id};
        struct reserve_result *place = next_place(ask, i, INT32_MIN);
        if (place == NULL) {
            continue;
        }
        of.run.report.kind = ABSENCE_SICK;
        of.run.report.diagnosis = str_of(disease_list[ask->asked.children[i].illness.disease].code);
        of.run.report.onset_day = ask->asked.children[i].illness.onset_day;
        err = look_up(tx, place->child_id, &of.child);
        for (; err == OK && place != NULL; place = next_place(ask, i, place->day)) {
            err = add_day(&of, place);
        }
        err = err == OK && of.run.n > 0 ? write_run(tx, account_id, &of.child, &of.run) : err;
    }
    return err;
}

/* --- a place that came later ---------------------------------------------------------------------------------------------- */

struct opening {
    struct tx *tx;
    const struct reservation_row *row;
    int disease; /* −1: none is named */
    int32_t onset_day;
};

static enum err take_condition(void *arg, struct str condition, struct str need)
{
    struct opening *opening = arg;
    char storage[RESERVATION_CONDITION_BYTES_MAX + 1];
    struct illness illness;
    struct buf plain;
    (void)need;
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(opening->tx->keys, "reservation|condition", opening->row->public_id, condition, &plain);
    /* One from before conditions had a form names no illness. */
    if (err == OK && condition_read(buf_view(&plain), &illness) == OK) {
        opening->disease = illness.disease;
        opening->onset_day = illness.onset_day;
    }
    secret_wipe(storage, sizeof storage);
    return OK;
}

static enum err write_place(struct tx *tx, int64_t account_id, const struct reservation_row *row,
                            const struct attendance_child *child)
{
    struct run run = {.n = 1, .reservations = {row->public_id}};
    struct opening opening = {tx, row, -1, 0};
    int64_t asker = account_id;
    enum err err = asker == 0 ? reservation_asker(tx->db, row->id, &asker) : OK;
    err = err == OK ? audit_reservation(tx, account_id, "read_condition", row->public_id, "absence") : err;
    err = err == OK ? reservation_sealed(tx->db, row->id, take_condition, &opening) : err;
    run.report.kind = ABSENCE_SICK;
    run.report.from_day = row->day;
    run.report.to_day = row->day;
    run.report.diagnosis = opening.disease < 0 ? STR("") : str_of(disease_list[opening.disease].code);
    run.report.onset_day = opening.onset_day;
    return err == OK ? write_run(tx, asker, child, &run) : err;
}

enum err absent_for_place(struct tx *tx, int64_t account_id, const struct reservation_row *row)
{
    struct attendance_child child;
    enum absent_outcome outcome = ABSENT_NOT_THERE;
    enum err err = look_up(tx, row->child_id, &child);
    err = err == OK ? judge(tx, &child, row->day, &outcome) : err;
    return err == OK && outcome == ABSENT_WRITTEN ? write_place(tx, account_id, row, &child) : err;
}
