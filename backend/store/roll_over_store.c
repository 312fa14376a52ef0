/* See roll_over_store.h. */
#include "store/roll_over_store.h"

#include "base/banned.h"

enum err roll_over_is_done(struct db *db, const struct roll_over_key *key, bool *ret)
{
    QUERY(q, db, SQL_ROLL_OVER_DONE);
    query_int(&q, ":nursery_id", key->nursery_id);
    query_int(&q, ":fiscal_year", key->fiscal_year);
    *ret = query_row(&q) && query_col_int(&q, 0) != 0;
    return query_err(&q);
}

enum err roll_over_next(struct db *db, const struct roll_over_key *key, int32_t first_day, int64_t after,
                        struct roll_over_row *list, size_t *n)
{
    size_t max = *n;
    QUERY(q, db, SQL_ROLL_OVER_NEXT);
    query_int(&q, ":nursery_id", key->nursery_id);
    query_int(&q, ":fiscal_year", key->fiscal_year);
    query_int(&q, ":first_day", first_day);
    query_int(&q, ":after", after);
    query_int(&q, ":n", (int64_t)max);
    *n = 0;
    while (*n < max && query_row(&q)) {
        struct roll_over_row *row = &list[(*n)++];
        row->child_id = query_col_int(&q, 0);
        query_col_copy(&q, 1, row->child, sizeof row->child);
        query_col_copy(&q, 2, row->class_name, sizeof row->class_name);
        row->enrolled_from_day = (int32_t)query_col_int(&q, 3);
        row->enrolled_to_day = (int32_t)query_col_int(&q, 4);
    }
    return query_err(&q);
}

enum err roll_over_add(struct db *db, const struct roll_over_key *key, const struct roll_over_row *row,
                       const char *to_class, int64_t now_ms)
{
    QUERY(q, db, SQL_ROLL_OVER_INSERT);
    query_int(&q, ":fiscal_year", key->fiscal_year);
    query_int(&q, ":child_id", row->child_id);
    query_int(&q, ":nursery_id", key->nursery_id);
    query_text(&q, ":from_class", str_of(row->class_name));
    if (to_class[0] != '\0') {
        query_text(&q, ":to_class", str_of(to_class));
    } else {
        query_null(&q, ":to_class");
    }
    query_int(&q, ":at_ms", now_ms);
    return query_run(&q);
}
