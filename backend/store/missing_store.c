#include "store/missing_store.h"

#include "base/civil.h"
#include "store/attendance_store.h"

#include "base/banned.h"

static void take(struct missing *missing, int64_t child_id, const struct attendance_view *view)
{
    if (child_id == 0 || attendance_state(view) != ATTENDANCE_UNEXPLAINED) {
        return;
    }
    if (missing->n < MISSING_LISTED_MAX) {
        missing->list[missing->n] = (struct missing_child){child_id, attendance_threshold_ms(view)};
        missing->n++;
    }
    missing->unexplained++;
}

enum err missing_store_read(struct db *db, struct missing *missing)
{
    int64_t child_id = 0;
    missing->unexplained = 0;
    missing->n = 0;
    enum err err = attendance_store_rules(db, missing->site_id, missing->day, &missing->rules);
    if (err != OK || !missing->rules.open) {
        missing->rules.open = false;
        return err == ERR_NOT_FOUND ? OK : err;
    }
    struct attendance_view view = {.enrolled = true,
                                   .open = true,
                                   .now_ms = missing->now_ms,
                                   .cutoff_ms = missing->rules.cutoff_ms,
                                   .grace_ms = missing->rules.grace_ms};
    QUERY(q, db, SQL_ATTENDANCE_MISSING);
    query_int(&q, ":site_id", missing->site_id);
    query_int(&q, ":day", missing->day);
    while (query_row(&q)) {
        if (query_col_int(&q, 0) != child_id) {
            take(missing, child_id, &view);
            child_id = query_col_int(&q, 0);
            view.planned_arrive_ms = civil_ms_at(missing->day, (int32_t)query_col_int(&q, 1));
            view.absence = (struct absence_cover){.whole = ABSENCE_NONE};
        }
        struct absence_report report = {.id = query_col_int(&q, 2),
                                        .kind = (enum absence_kind)query_col_int(&q, 3),
                                        .created_ms = query_col_int(&q, 4),
                                        .expected_ms = query_col_int(&q, 5)};
        absence_cover_add(&view.absence, &report);
    }
    take(missing, child_id, &view);
    return query_err(&q);
}
