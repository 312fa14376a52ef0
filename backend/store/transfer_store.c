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
