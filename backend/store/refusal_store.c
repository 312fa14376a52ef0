/* See refusal_store.h. */
#include "store/refusal_store.h"

#include "base/banned.h"

enum err refusal_add(struct db *db, const struct refusal *refusal)
{
    QUERY(q, db, SQL_REFUSAL_ADD);
    query_int(&q, ":site_id", refusal->site_id);
    query_int(&q, ":day", refusal->day);
    query_int(&q, ":at_ms", refusal->at_ms);
    query_int(&q, ":reason", (int64_t)refusal->reason);
    query_int(&q, ":channel", refusal->channel);
    return query_run(&q);
}
