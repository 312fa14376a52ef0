/* See drill_store.h. */
#include "store/drill_store.h"

#include "base/banned.h"

enum err drill_store_add(struct db *db, int64_t site_id, const struct drill *drill, const char *public_id,
                         int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_DRILL_ADD);
    query_text(&q, ":public_id", str_of(public_id));
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", drill->day);
    query_int(&q, ":kind", (int64_t)drill->kind);
    query_int(&q, ":held", drill->held ? 1 : 0);
    query_int(&q, ":start_min", drill->start_min);
    query_int(&q, ":seconds", drill->seconds);
    query_int(&q, ":children", drill->children);
    query_int(&q, ":staff", drill->staff);
    query_text(&q, ":note", drill->note);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":account_id", account_id);
    return query_run(&q);
}

enum err drill_store_list(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day,
                          void (*take)(void *arg, const struct drill *drill), void *arg)
{
    QUERY(q, db, SQL_DRILL_LIST);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    query_int(&q, ":n", DRILL_LIST_MAX);
    while (query_row(&q)) {
        struct drill drill = {
            .public_id = query_col_text(&q, 0),
            .day = (int32_t)query_col_int(&q, 1),
            .kind = (enum drill_kind)query_col_int(&q, 2),
            .held = query_col_int(&q, 3) != 0,
            .start_min = (int32_t)query_col_int(&q, 4),
            .seconds = (int32_t)query_col_int(&q, 5),
            .children = (int32_t)query_col_int(&q, 6),
            .staff = (int32_t)query_col_int(&q, 7),
            .note = query_col_text(&q, 8),
            .by = query_col_text(&q, 9),
        };
        take(arg, &drill);
    }
    return query_err(&q);
}
