/* See visit_store.h. */
#include "store/visit_store.h"

#include "base/banned.h"

enum err visit_come(struct db *db, const struct visit_step *step)
{
    QUERY(q, db, SQL_VISIT_COME);
    query_int(&q, ":reservation_id", step->id.v);
    query_int(&q, ":came_ms", step->at_ms);
    query_int(&q, ":came_by", step->account_id);
    query_blob(&q, ":checks", step->detail.p, step->detail.n);
    query_int(&q, ":now_ms", step->now_ms);
    return query_run(&q);
}

enum err visit_leave(struct db *db, const struct visit_step *step)
{
    QUERY(q, db, SQL_VISIT_LEAVE);
    query_int(&q, ":reservation_id", step->id.v);
    query_int(&q, ":went_ms", step->at_ms);
    query_int(&q, ":went_by", step->account_id);
    query_blob(&q, ":handed", step->detail.p, step->detail.n);
    query_int(&q, ":now_ms", step->now_ms);
    return query_run_one(&q);
}

enum err visit_times(struct db *db, struct reservation_id id, struct visit_times *ret)
{
    QUERY(q, db, SQL_VISIT_TIMES);
    query_int(&q, ":reservation_id", id.v);
    *ret = (struct visit_times){0, 0};
    if (query_row(&q)) {
        *ret = (struct visit_times){query_col_int(&q, 0), query_col_int(&q, 1)};
    }
    return query_err(&q);
}

enum err visit_left(struct db *db, struct site_id site, int32_t day, char list[VISIT_LEFT_MAX][SECRET_PUBLIC_ID_TEXT],
                    size_t *ret_n)
{
    QUERY(q, db, SQL_VISIT_LEFT);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":n", VISIT_LEFT_MAX);
    *ret_n = 0;
    while (query_row(&q)) {
        query_col_copy(&q, 0, list[(*ret_n)++], SECRET_PUBLIC_ID_TEXT);
    }
    return query_err(&q);
}

enum err visit_no_shows(struct db *db, const struct visit_no_shows *of, int32_t days[VISIT_NO_SHOWS_MAX], size_t *ret_n)
{
    QUERY(q, db, SQL_VISIT_NO_SHOWS);
    query_int(&q, ":child_id", of->child.v);
    query_int(&q, ":from_day", of->from_day);
    query_int(&q, ":to_day", of->to_day);
    query_int(&q, ":id", of->but.v);
    query_int(&q, ":site_id", of->site.v);
    *ret_n = 0;
    while (*ret_n < VISIT_NO_SHOWS_MAX && query_row(&q)) {
        days[(*ret_n)++] = (int32_t)query_col_int(&q, 0);
    }
    return query_err(&q);
}
