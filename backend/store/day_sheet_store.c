/* See day_sheet_store.h. */
#include "store/day_sheet_store.h"

#include "base/banned.h"

enum err day_sheet_put(struct db *db, const struct day_sheet_new *new)
{
    QUERY(q, db, SQL_DAY_SHEET_PUT);
    query_int(&q, ":reservation_id", new->id.v);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int(&q, ":signed_ms", new->signed_ms);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err day_sheet_of(struct db *db, struct reservation_id id,
                      enum err (*take)(void *arg, const struct day_sheet_row *row), void *arg)
{
    QUERY(q, db, SQL_DAY_SHEET_OF);
    struct day_sheet_row row = {STR(""), 0, 0};
    query_int(&q, ":reservation_id", id.v);
    if (query_row(&q)) {
        row = (struct day_sheet_row){query_col_blob(&q, 0), query_col_int(&q, 1), query_col_int(&q, 2)};
    }
    return query_err(&q) == OK ? take(arg, &row) : query_err(&q);
}

enum err order_add(struct db *db, const struct order_new *new)
{
    QUERY(q, db, SQL_ORDER_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":reservation_id", new->id.v);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err order_remove(struct db *db, const struct order_removal *removal)
{
    QUERY(q, db, SQL_ORDER_REMOVE);
    query_int(&q, ":reservation_id", removal->id.v);
    query_text(&q, ":public_id", removal->public_id);
    query_int(&q, ":why", removal->why);
    query_int(&q, ":now_ms", removal->now_ms);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) != 1 ? ERR_NOT_FOUND : err;
}

enum err order_each(struct db *db, struct reservation_id id, enum err (*take)(void *arg, const struct order_row *row),
                    void *arg)
{
    QUERY(q, db, SQL_ORDER_OF);
    enum err err = OK;
    query_int(&q, ":reservation_id", id.v);
    query_int(&q, ":n", 2 * ORDERS_MAX);
    while (err == OK && query_row(&q)) {
        const struct order_row row = {query_col_text(&q, 0), query_col_blob(&q, 1), query_col_int(&q, 2)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}
