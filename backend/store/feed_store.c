/* See feed_store.h. */
#include "store/feed_store.h"

#include "core/notice.h"

#include "base/banned.h"

enum err feed_of(struct db *db, int64_t account_id, struct feed *ret)
{
    QUERY(q, db, SQL_FEED_OF);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    *ret = (struct feed){.account_id = account_id, .created_ms = query_col_int(&q, 1)};
    query_col_copy(&q, 0, ret->public_id, sizeof ret->public_id);
    return OK;
}

enum err feed_by_token(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], struct feed *ret)
{
    QUERY(q, db, SQL_FEED_BY_TOKEN);
    query_blob(&q, ":token_hash", token_hash, SECRET_HASH_BYTES);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    *ret = (struct feed){.account_id = query_col_int(&q, 0), .created_ms = query_col_int(&q, 1)};
    str_cut(query_col_text(&q, 2), ret->language, sizeof ret->language);
    return OK;
}

enum err feed_put(struct db *db, int64_t account_id, const char *public_id,
                  const unsigned char token_hash[SECRET_HASH_BYTES], int64_t now_ms)
{
    QUERY(q, db, SQL_FEED_PUT);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":public_id", str_of(public_id));
    query_blob(&q, ":token_hash", token_hash, SECRET_HASH_BYTES);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err feed_remove(struct db *db, int64_t account_id)
{
    QUERY(q, db, SQL_FEED_REMOVE);
    query_int(&q, ":account_id", account_id);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_NOT_FOUND : err;
}

enum err feed_nurseries(struct db *db, int64_t account_id, int32_t today,
                        enum err (*row)(void *arg, const struct feed_nursery *nursery), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_FEED_NURSERIES);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":day", today);
    while (err == OK && query_row(&q)) {
        const struct feed_nursery nursery = {query_col_int(&q, 0), query_col_text(&q, 1), query_col_text(&q, 2),
                                             (int32_t)query_col_int(&q, 3)};
        err = row(arg, &nursery);
    }
    return err == OK ? query_err(&q) : err;
}

static void bind_span(struct query *q, const struct feed_span *span)
{
    query_int(q, ":from_day", span->from_day);
    query_int(q, ":to_day", span->to_day);
}

enum err feed_days(struct db *db, int64_t site_id, const struct feed_span *span,
                   void (*row)(void *arg, int32_t day, int32_t decided, int64_t version), void *arg)
{
    QUERY(q, db, SQL_FEED_DAYS);
    query_int(&q, ":site_id", site_id);
    bind_span(&q, span);
    while (query_row(&q)) {
        row(arg, (int32_t)query_col_int(&q, 0), (int32_t)query_col_int(&q, 1), query_col_int(&q, 2));
    }
    return query_err(&q);
}

enum err feed_events(struct db *db, const struct feed_span *span,
                     void (*row)(void *arg, const struct feed_event *event), void *arg)
{
    QUERY(q, db, SQL_FEED_EVENTS);
    query_int(&q, ":account_id", span->account_id);
    query_int(&q, ":n", FEED_ROWS_MAX);
    bind_span(&q, span);
    while (query_row(&q)) {
        const struct feed_event event = {
            .public_id = query_col_text(&q, 0),
            .nursery = query_col_text(&q, 1),
            .recalled = query_col_int(&q, 2) == NOTICE_RECALLED,
            .title = query_col_text(&q, 3),
            .day = (int32_t)query_col_int(&q, 4),
            .from_min = (int32_t)query_col_int(&q, 5),
            .to_min = (int32_t)query_col_int(&q, 6),
            .version = query_col_int(&q, 7),
            .changed_ms = query_col_int(&q, 8),
        };
        row(arg, &event);
    }
    return query_err(&q);
}

enum err feed_reservations(struct db *db, const struct feed_span *span,
                           enum err (*row)(void *arg, const struct feed_reservation *reservation), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_FEED_RESERVATIONS);
    query_int(&q, ":account_id", span->account_id);
    query_int(&q, ":n", FEED_ROWS_MAX);
    bind_span(&q, span);
    while (err == OK && query_row(&q)) {
        const struct feed_reservation reservation = {
            .public_id = query_col_text(&q, 0),
            .room = query_col_text(&q, 1),
            .site_id = query_col_int(&q, 2),
            .day = (int32_t)query_col_int(&q, 3),
            .slot = query_col_text(&q, 4),
            .state = (enum reservation_state)query_col_int(&q, 5),
            .version = query_col_int(&q, 6),
            .changed_ms = query_col_int(&q, 7),
        };
        err = row(arg, &reservation);
    }
    return err == OK ? query_err(&q) : err;
}
