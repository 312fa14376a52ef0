/* See register_store.h. */
#include "store/register_store.h"

#include <assert.h>
#include <string.h>

#include "core/calendar.h"
#include "store/attendance_store.h"

#include "base/banned.h"

static enum err read_days(struct db *db, const struct register_ask *ask, struct register_child *child)
{
    enum err err = OK;
    for (int32_t day = ask->from_day; day <= ask->to_day && err == OK; day++) {
        struct attendance_key key = {ask->site_id, day, child->id};
        err = attendance_store_get(db, &key, &child->days[day - ask->from_day]);
    }
    return err;
}

static enum err read_absences(struct db *db, const struct register_ask *ask, struct register_child *child)
{
    memset(child->absences, 0, sizeof child->absences);
    QUERY(q, db, SQL_REGISTER_ABSENCES);
    query_int(&q, ":child_id", child->id);
    query_int(&q, ":from_day", ask->from_day);
    query_int(&q, ":to_day", ask->to_day);
    while (query_row(&q)) {
        int32_t from = (int32_t)query_col_int(&q, 1);
        int32_t to = (int32_t)query_col_int(&q, 2);
        const struct absence_report report = {.id = query_col_int(&q, 0),
                                              .kind = (enum absence_kind)query_col_int(&q, 3),
                                              .created_ms = query_col_int(&q, 4),
                                              .expected_ms = query_col_int(&q, 5)};
        from = from < ask->from_day ? ask->from_day : from;
        for (int32_t day = from; day <= to && day <= ask->to_day; day++) {
            absence_cover_add(&child->absences[day - ask->from_day], &report);
        }
    }
    return query_err(&q);
}

enum err register_store_each(struct db *db, const struct register_ask *ask)
{
    struct register_child *child = ask->child;
    enum err err = OK;
    assert(ask->to_day >= ask->from_day);
    assert(ask->to_day - ask->from_day < REGISTER_DAYS_MAX);
    QUERY(q, db, SQL_REGISTER_CHILDREN);
    query_int(&q, ":site_id", ask->site_id);
    query_int(&q, ":account_id", ask->account_id);
    query_text(&q, ":class", ask->class_name.n == 0 ? STR("") : ask->class_name); /* a null text is no text */
    query_int(&q, ":from_day", ask->from_day);
    query_int(&q, ":to_day", ask->to_day);
    query_int(&q, ":fiscal_year", calendar_fiscal_year(ask->from_day));
    while (err == OK && query_row(&q)) {
        child->id = query_col_int(&q, 0);
        query_col_copy(&q, 1, child->public_id, sizeof child->public_id);
        query_col_copy(&q, 2, child->name, sizeof child->name);
        query_col_copy(&q, 3, child->class_name, sizeof child->class_name);
        child->enrolled_from_day = (int32_t)query_col_int(&q, 4);
        child->enrolled_to_day = (int32_t)query_col_int(&q, 5);
        child->planned_arrive_min = (int32_t)query_col_int(&q, 6);
        child->planned_leave_min = (int32_t)query_col_int(&q, 7);
        child->birth_day = (int32_t)query_col_int(&q, 8);
        err = read_days(db, ask, child);
        err = err == OK ? read_absences(db, ask, child) : err;
        err = err == OK ? ask->take(ask->arg, child) : err;
    }
    return err == OK ? query_err(&q) : err;
}

bool register_store_enrolled(const struct register_child *child, int32_t day)
{
    return day >= child->enrolled_from_day && (child->enrolled_to_day == 0 || day <= child->enrolled_to_day);
}
