/* See watch_alarms.h. */
#include "actions/watch_alarms.h"

#include <assert.h>

#include "actions/climb_alarm.h"
#include "base/civil.h"
#include "store/absence_store.h"

#include "base/banned.h"

_Static_assert(sizeof(struct watch_alarms_plan) <= LANE_SCRATCH_BYTES, "a plan fits into the lane's scratch memory");

/* --- looking ----------------------------------------------------------------------------------------------------------- */

static enum err judge(struct db *db, struct watch_alarms_plan *plan, const struct missing_child *child,
                      enum alarm_kind kind)
{
    struct alarm_facts facts = {.kind = kind, .threshold_ms = child->threshold_ms, .entrance = plan->entrance};
    enum err err = alarm_store_facts(db, child->child_id, plan->missing.day, &facts);
    if (err != OK) {
        return err;
    }
    switch (alarm_judge(&facts, plan->missing.now_ms)) {
    case ALARM_RAISE:
        if (plan->due_n < WATCH_ALARMS_AT_ONCE) {
            plan->due[plan->due_n++] = (struct watch_alarms_due){child->child_id, kind};
        }
        break;
    case ALARM_CALL_ROLL:
        plan->call_roll = true;
        break;
    case ALARM_NOTHING:
    case ALARM_WAIT:
        break;
    }
    return OK;
}

static enum err judge_missing(struct db *db, struct watch_alarms_plan *plan)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < plan->missing.n; i++) {
        err = judge(db, plan, &plan->missing.list[i], ALARM_UNEXPLAINED);
    }
    return err;
}

/* R-ATT-15: from closing time on. */
static enum err judge_inside(struct db *db, struct watch_alarms_plan *plan)
{
    const struct missing *missing = &plan->missing;
    size_t n = 0;
    if (!missing->rules.open || missing->now_ms < missing->rules.policy.closing_ms) {
        return OK;
    }
    enum err err = alarm_store_inside(db, missing->site_id, missing->day, plan->inside, WATCH_ALARMS_OPEN_MAX, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        struct missing_child child = {plan->inside[i], missing->rules.policy.closing_ms};
        err = judge(db, plan, &child, ALARM_STILL_HERE);
    }
    return err;
}

/* Where a child turned out to be; ALARM_WHERE_NONE: still nobody knows. */
static enum err where_now(struct db *db, const struct alarm *alarm, enum alarm_where *ret)
{
    struct attendance_key key = {alarm->site_id, alarm->day, alarm->child_id};
    struct attendance_day day;
    struct absence_cover cover;
    enum err err = attendance_store_get(db, &key, &day);
    err = err == OK ? absence_store_cover(db, alarm->child_id, alarm->day, &cover) : err;
    if (err != OK) {
        return err;
    }
    *ret = ALARM_WHERE_NONE;
    if (alarm->kind == ALARM_STILL_HERE) {
        *ret = day.place == PUNCH_LEFT ? ALARM_LEFT : ALARM_WHERE_NONE;
    } else if (day.place != PUNCH_NOT_ARRIVED) {
        *ret = ALARM_ARRIVED;
    } else if (cover.whole != ABSENCE_NONE || cover.late) {
        *ret = ALARM_REPORTED;
    }
    return OK;
}

static bool is_missing(const struct missing *missing, int64_t child_id)
{
    size_t low = 0;
    size_t high = missing->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (missing->list[middle].child_id < child_id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < missing->n && missing->list[low].child_id == child_id;
}

static enum alarm_where roll_call_over(const struct watch_alarms_plan *plan)
{
    if (plan->call_roll || plan->entrance == ALARM_ENTRANCE_WAITED) {
        return ALARM_WHERE_NONE;
    }
    return plan->entrance == ALARM_ENTRANCE_SILENT ? ALARM_ROLL_CALLED : ALARM_ENTRANCE_BACK;
}

static enum err look_at_open(struct db *db, struct watch_alarms_plan *plan, const struct alarm *alarm)
{
    enum alarm_where where = ALARM_WHERE_NONE;
    enum err err = OK;
    plan->mend = plan->mend || alarm->climb.stepped_ms > plan->missing.now_ms;
    plan->called = plan->called || alarm->kind == ALARM_ROLL_CALL;
    if (alarm->kind == ALARM_ROLL_CALL) {
        where = roll_call_over(plan);
    } else if (alarm->kind == ALARM_STILL_HERE ||
               (alarm->kind == ALARM_UNEXPLAINED && !is_missing(&plan->missing, alarm->child_id))) {
        err = where_now(db, alarm, &where);
    }
    if (err == OK && where != ALARM_WHERE_NONE && plan->over_n < WATCH_ALARMS_AT_ONCE) {
        plan->over[plan->over_n++] = (struct watch_alarms_over){alarm->id, where};
    }
    return err;
}

enum err watch_alarms_look(struct db *db, struct watch_alarms_plan *plan)
{
    struct alarm_rules rules;
    struct missing *missing = &plan->missing;
    plan->entrance = ALARM_ENTRANCE_NONE;
    plan->due_n = 0;
    plan->over_n = 0;
    plan->open_n = 0;
    plan->call_roll = false;
    plan->called = false;
    plan->mend = false;
    enum err err = missing_store_read(db, missing);
    err = err == OK ? alarm_store_rules(db, missing->site_id, missing->day, &rules) : err;
    if (err != OK) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    err = alarm_store_entrance(db, missing->site_id, &plan->watch, &rules, missing->now_ms, &plan->entrance);
    err = err == OK ? judge_missing(db, plan) : err;
    err = err == OK ? judge_inside(db, plan) : err;
    err = err == OK
              ? alarm_store_open(db, missing->site_id, missing->day, plan->open, WATCH_ALARMS_OPEN_MAX, &plan->open_n)
              : err;
    for (size_t i = 0; err == OK && i < plan->open_n; i++) {
        err = look_at_open(db, plan, &plan->open[i]);
    }
    return err;
}

bool watch_alarms_wanted(const struct watch_alarms_plan *plan)
{
    return plan->due_n > 0 || plan->over_n > 0 || plan->mend || (plan->call_roll && !plan->called);
}

/* --- doing ------------------------------------------------------------------------------------------------------------- */

static enum err raise(struct tx *tx, const struct watch_alarms_plan *plan, const struct watch_alarms_due *due)
{
    struct alarm alarm = {.site_id = plan->missing.site_id,
                          .day = plan->missing.day,
                          .kind = due->kind,
                          .child_id = due->child_id,
                          .opened_ms = tx->now_ms};
    enum err err = alarm_store_add(tx->db, &alarm);
    if (err != OK) {
        return err;
    }
    climb_alarm_tell(tx, &alarm);
    return climb_alarm(tx, &alarm);
}

static enum err raise_all(struct tx *tx, const struct watch_alarms_plan *plan, struct watch_alarms *in)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < plan->due_n; i++) {
        err = raise(tx, plan, &plan->due[i]);
        in->raised++;
    }
    if (err == OK && plan->call_roll && !plan->called) {
        err = raise(tx, plan, &(struct watch_alarms_due){0, ALARM_ROLL_CALL});
        in->raised++;
    }
    return err;
}

static enum err end_all(struct tx *tx, const struct watch_alarms_plan *plan, struct watch_alarms *in)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < plan->over_n; i++) {
        struct alarm_ending ending = {.state = ALARM_ENDED, .whereabouts = plan->over[i].where, .now_ms = tx->now_ms};
        err = alarm_store_end(tx->db, plan->over[i].alarm_id, &ending);
        in->ended++;
    }
    return err;
}

static enum err mend_all(struct tx *tx, struct watch_alarms_plan *plan)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && plan->mend && i < plan->open_n; i++) {
        struct alarm alarm;
        err = alarm_store_get(tx->db, plan->open[i].id, &alarm); /* it may have ended just now */
        err = err == OK ? climb_alarm(tx, &alarm) : err;
    }
    return err;
}

enum err watch_alarms(struct tx *tx, void *arg)
{
    struct watch_alarms *in = arg;
    struct watch_alarms_plan *plan = tx->scratch;
    plan->missing.site_id = in->site_id;
    plan->missing.now_ms = tx->now_ms;
    plan->missing.day = civil_day_of_ms(tx->now_ms);
    plan->watch = in->watch;
    in->raised = 0;
    in->ended = 0;
    enum err err = watch_alarms_look(tx->db, plan);
    if (err != OK) {
        return err;
    }
    err = end_all(tx, plan, in);
    err = err == OK ? raise_all(tx, plan, in) : err;
    err = err == OK ? mend_all(tx, plan) : err;
    in->more = plan->due_n == WATCH_ALARMS_AT_ONCE || plan->over_n == WATCH_ALARMS_AT_ONCE;
    if (err == OK && (in->raised > 0 || in->ended > 0)) {
        tx_change(tx, CHANGE_ALARM, in->site_id, plan->missing.day);
    }
    return err;
}
