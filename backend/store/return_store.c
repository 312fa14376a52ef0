/* See return_store.h. */
#include "store/return_store.h"

#include <string.h>

#include "base/banned.h"

enum err return_policy_on(struct db *db, int32_t day, struct return_rules *ret)
{
    struct return_head head;
    struct json_faults faults;
    QUERY(q, db, SQL_RETURN_POLICY_ON);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    return return_decode(query_col_text(&q, 0), ret, &head, &faults);
}

enum err return_policy_add(struct db *db, int32_t valid_from_day, struct str document, int64_t now_ms)
{
    QUERY(q, db, SQL_RETURN_POLICY_ADD);
    query_int(&q, ":valid_from_day", valid_from_day);
    query_text(&q, ":document", document);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err return_of(struct db *db, int64_t absence_id, enum err (*take)(void *arg, const struct return_row *row),
                   void *arg)
{
    QUERY(q, db, SQL_RETURN_OF);
    struct return_row row = {.detail = STR(""), .earliest_day = RETURN_UNKNOWN};
    query_int(&q, ":absence_id", absence_id);
    if (query_row(&q)) {
        int32_t day = (int32_t)query_col_int(&q, 1);
        row = (struct return_row){.detail = query_col_blob(&q, 0),
                                  .earliest_day = day < 0 ? RETURN_UNKNOWN : day,
                                  .paper = (enum return_paper)query_col_int(&q, 2),
                                  .filed_ms = query_col_int(&q, 3),
                                  .seen_ms = query_col_int(&q, 4),
                                  .version = query_col_int(&q, 5)};
    }
    return query_err(&q) == OK ? take(arg, &row) : query_err(&q);
}

enum err return_put(struct db *db, const struct return_new *new)
{
    QUERY(q, db, SQL_RETURN_PUT);
    query_int(&q, ":absence_id", new->absence_id);
    query_int(&q, ":child_id", new->child_id);
    query_blob(&q, ":detail", new->row.detail.p, new->row.detail.n);
    if (new->row.earliest_day == RETURN_UNKNOWN) {
        query_null(&q, ":earliest_day");
    } else {
        query_int(&q, ":earliest_day", new->row.earliest_day);
    }
    query_int(&q, ":paper", (int64_t) new->row.paper);
    query_int(&q, ":filed_ms", new->row.filed_ms);
    query_int(&q, ":seen_ms", new->row.seen_ms);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err return_spread(struct db *db, const struct return_span *span,
                       enum err (*take)(void *arg, const struct return_told *told), void *arg)
{
    enum err err = OK;
    struct absence *absence = span->absence;
    QUERY(q, db, SQL_RETURN_SPREAD);
    query_int(&q, ":site_id", span->site_id);
    query_int(&q, ":from_day", span->from_day);
    query_int(&q, ":to_day", span->to_day);
    query_int(&q, ":n", RETURN_SPREAD_MAX);
    while (err == OK && query_row(&q)) {
        struct str sealed = query_col_blob(&q, 3);
        query_col_copy(&q, 0, absence->public_id, sizeof absence->public_id);
        absence->child_id = query_col_int(&q, 1);
        absence->from_day = (int32_t)query_col_int(&q, 4);
        absence->detail_n = sealed.n <= sizeof absence->detail ? sealed.n : 0;
        memcpy(absence->detail, sealed.p, absence->detail_n);
        const struct return_told told = {absence, query_col_text(&q, 2)};
        err = take(arg, &told);
    }
    return err == OK ? query_err(&q) : err;
}

enum err return_enrolled(struct db *db, int64_t site_id, int32_t day,
                         void (*take)(void *arg, struct str class_name, int64_t n), void *arg)
{
    QUERY(q, db, SQL_RETURN_ENROLLED);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0), query_col_int(&q, 1));
    }
    return query_err(&q);
}

enum err return_site(struct db *db, struct str site, int64_t account_id, int64_t *ret_id, bool *ret_staff)
{
    QUERY(q, db, SQL_RETURN_SITE);
    query_text(&q, ":site", site);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret_staff = query_col_int(&q, 1) != 0;
    return OK;
}
