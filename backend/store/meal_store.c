#include "store/meal_store.h"

#include "base/civil.h"

#include "base/banned.h"

enum err meal_store_times(struct db *db, int64_t site_id, int32_t day, struct meal_times *ret)
{
    QUERY(q, db, SQL_MEAL_TIMES);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct meal_times){.count_ms = civil_ms_at(day, (int32_t)query_col_int(&q, 0)),
                               .served_ms = civil_ms_at(day, (int32_t)query_col_int(&q, 1))};
    return OK;
}

static enum err received(struct db *db, int64_t tap_id, int64_t *ret)
{
    QUERY(q, db, SQL_MEAL_TAP_RECEIVED);
    query_int(&q, ":id", tap_id);
    *ret = query_row(&q) ? query_col_int(&q, 0) : INT64_MAX;
    return query_err(&q);
}

static enum err reports_at(struct db *db, const struct attendance_key *key, int64_t at_ms, struct absence_cover *ret)
{
    QUERY(q, db, SQL_MEAL_REPORTS);
    query_int(&q, ":child_id", key->child_id);
    query_int(&q, ":day", key->day);
    query_int(&q, ":at_ms", at_ms);
    *ret = (struct absence_cover){.whole = ABSENCE_NONE};
    while (query_row(&q)) {
        struct absence_report report = {
            .id = query_col_int(&q, 0),
            .kind = (enum absence_kind)query_col_int(&q, 1),
            .created_ms = query_col_int(&q, 2),
            .expected_ms = query_col_int(&q, 3),
        };
        absence_cover_add(ret, &report);
    }
    return query_err(&q);
}

enum err meal_store_counted(struct db *db, const struct attendance_key *key, const struct meal_times *times,
                            int64_t at_ms, struct meal_work *work, bool *ret)
{
    struct attendance_day day;
    struct absence_cover cover;
    struct attendance_events *events = &work->fold.events;
    enum err err = attendance_store_derive(db, key, &work->fold, &day);
    for (size_t i = 0; err == OK && i < events->taps_n; i++) {
        err = received(db, events->taps[i].id, &work->received_ms[i]);
    }
    err = err == OK ? reports_at(db, key, at_ms, &cover) : err;
    if (err != OK) {
        return err;
    }
    meal_forget_later(events, work->received_ms, at_ms);
    attendance_fold(events, &day);
    *ret = meal_counts(&day, &cover, times);
    return OK;
}
