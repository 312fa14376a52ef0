/* See transfer_store.h. */
#include "store/transfer_store.h"

#include "base/banned.h"

enum err transfer_agree(struct db *db, const struct transfer *transfer)
{
    QUERY(q, db, SQL_TRANSFER_AGREE);
    query_int(&q, ":reservation_id", transfer->id.v);
    query_int(&q, ":site_id", transfer->site.v);
    query_int(&q, ":account_id", transfer->account_id);
    query_int(&q, ":now_ms", transfer->now_ms);
    return query_run(&q);
}

enum err transfer_end(struct db *db, const struct transfer *transfer)
{
    QUERY(q, db, SQL_TRANSFER_END);
    query_int(&q, ":reservation_id", transfer->id.v);
    query_int(&q, ":site_id", transfer->site.v);
    query_int(&q, ":now_ms", transfer->now_ms);
    return query_run(&q);
}

enum err transfer_each(struct db *db, struct reservation_id id, void (*room)(void *arg, struct str room), void *arg)
{
    QUERY(q, db, SQL_TRANSFER_OF);
    query_int(&q, ":reservation_id", id.v);
    while (query_row(&q)) {
        room(arg, query_col_text(&q, 0));
    }
    return query_err(&q);
}
