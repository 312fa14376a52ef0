#include "store/missing_store.h"

#include "base/civil.h"
#include "store/attendance_store.h"

#include "base/banned.h"

static int64_t unexplained(const struct attendance_view *view)
{
    return attendance_state(view) == ATTENDANCE_UNEXPLAINED ? 1 : 0;
}

enum err missing_store_unexplained(struct db *db, int64_t site_id, int32_t day, int64_t now_ms, int64_t *ret_n)
{
    struct attendance_rules rules;
    enum err err = attendance_store_rules(db, site_id, day, &rules);
    if (err != OK || !rules.open) {
        *ret_n = 0;
        return err == ERR_NOT_FOUND ? OK : err;
    }
    struct attendance_view view = {
        .enrolled = true, .open = true, .now_ms = now_ms, .cutoff_ms = rules.cutoff_ms, .grace_ms = rules.grace_ms};
    int64_t child_id = 0;
    int64_t n = 0;
    QUERY(q, db, SQL_ATTENDANCE_MISSING);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        if (query_col_int(&q, 0) != child_id) {
            n += child_id != 0 ? unexplained(&view) : 0;
            child_id = query_col_int(&q, 0);
            view.planned_arrive_ms = civil_ms_at(day, (int32_t)query_col_int(&q, 1));
            view.absence = (struct absence_cover){.whole = ABSENCE_NONE};
        }
        struct absence_report report = {.id = query_col_int(&q, 2),
                                        .kind = (enum absence_kind)query_col_int(&q, 3),
                                        .created_ms = query_col_int(&q, 4),
                                        .expected_ms = query_col_int(&q, 5)};
        absence_cover_add(&view.absence, &report);
    }
    err = query_err(&q);
    if (err == OK) {
        *ret_n = n + (child_id != 0 ? unexplained(&view) : 0);
    }
    return err;
}
