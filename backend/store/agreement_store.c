/* See agreement_store.h. */
#include "store/agreement_store.h"

#include "base/banned.h"

enum err agreement_of(struct db *db, int64_t child_id, int64_t *ret_ms)
{
    QUERY(q, db, SQL_AGREEMENT_OF);
    query_int(&q, ":child_id", child_id);
    *ret_ms = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err agreement_begin(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_AGREEMENT_BEGIN);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err agreement_end(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_AGREEMENT_END);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}
