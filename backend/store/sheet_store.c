/* See sheet_store.h. */
#include "store/sheet_store.h"

#include "base/banned.h"

struct str sheet_about(struct buf *buf, char *storage, size_t bytes, int64_t household_id, int64_t account_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "household_sheet|detail|");
    buf_int(buf, household_id);
    buf_char(buf, '|');
    buf_int(buf, account_id);
    return buf_view(buf);
}

enum err sheet_get(struct db *db, int64_t household_id, int64_t account_id, struct buf *out, int64_t *ret_version)
{
    QUERY(q, db, SQL_SHEET_GET);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    buf_str(out, query_col_blob(&q, 0));
    *ret_version = query_col_int(&q, 1);
    return out->overflow ? ERR_LIMIT : OK;
}

enum err sheet_put(struct db *db, int64_t household_id, int64_t account_id, struct str sealed, int64_t now_ms)
{
    QUERY(q, db, SQL_SHEET_PUT);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":account_id", account_id);
    query_blob(&q, ":detail", sealed.p, sealed.n);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}
