/* See spot_month.h. */
#include "actions/spot_month.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "core/calendar.h"
#include "store/child_store.h"

#include "base/banned.h"

static void take_count(void *arg, const struct spot_count *count)
{
    struct spot_month *month = arg;
    if (count->age != spot_age_of(month->class_age)) {
        return;
    }
    struct spot_month_day *day = &month->days[count->day - month->month_day];
    day->granted += count->state == SPOT_GRANTED ? count->n : 0;
    day->waiting += count->state == SPOT_WAITING ? count->n : 0;
    day->applied += count->state == SPOT_APPLIED ? count->n : 0;
}

static void take_mine(void *arg, const struct spot_row *row)
{
    struct spot_month *month = arg;
    month->days[row->day - month->month_day].mine = *row;
    month->asked++;
}

static enum err read_open(struct db *db, const struct attendance_child *child, struct spot_month *month)
{
    for (int32_t i = 0; i < month->days_n; i++) {
        struct attendance_rules rules;
        int32_t day = month->month_day + i;
        enum err err = attendance_store_rules(db, month->site_id, day, &rules);
        if (err != OK) {
            return err;
        }
        bool enrolled = day >= child->enrolled_from_day &&
                        (child->enrolled_to_day == 0 || day <= child->enrolled_to_day);
        month->days[i].open = rules.open && enrolled;
    }
    return OK;
}

enum err spot_month_read(struct db *db, const struct attendance_child *child, int32_t month_day, int64_t now_ms,
                         struct spot_month *ret)
{
    struct civil_date first = civil_date_of_day(month_day);
    struct child row;
    assert(first.day == 1);
    memset(ret, 0, sizeof *ret);
    ret->site_id = child->nursery_id;
    ret->month_day = month_day;
    ret->days_n = civil_days_in_month(first.year, first.month);
    enum err err = child_by_id(db, child->id, &row);
    err = err == OK ? spot_store_rules(db, ret->site_id, month_day, &ret->rules) : err;
    err = err == OK ? read_open(db, child, ret) : err;
    if (err != OK) {
        return err;
    }
    ret->class_age = calendar_class_age(row.birth_day, calendar_fiscal_year(month_day));
    err = draw_get(db, (struct site_id){ret->site_id}, month_day, &ret->draw, NULL);
    ret->committed = err == OK;
    ret->phase = spot_phase(&ret->rules, month_day, ret->committed && ret->draw.drawn_ms != 0, now_ms);
    err = err == OK || err == ERR_NOT_FOUND ? spot_store_counts(db, ret->site_id, month_day, take_count, ret) : err;
    return err == OK ? spot_store_of_child(db, child->id, month_day, take_mine, ret) : err;
}

struct spot_ask spot_month_ask(const struct spot_month *month, int32_t day, int64_t now_ms)
{
    assert(day >= month->month_day);
    assert(day < month->month_day + month->days_n);
    const struct spot_month_day *of = &month->days[day - month->month_day];
    return (struct spot_ask){.class_age = month->class_age,
                             .day = day,
                             .open = of->open,
                             .has = of->mine.state,
                             .days = month->asked,
                             .phase = month->phase,
                             .granted = of->granted,
                             .now_ms = now_ms};
}
