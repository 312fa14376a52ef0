/* See draw_store.h. */
#include "store/draw_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum err draw_add(struct db *db, struct site_id site, int32_t day, const struct draw *draw)
{
    QUERY(q, db, SQL_DRAW_ADD);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_blob(&q, ":commitment", draw->commitment, sizeof draw->commitment);
    query_blob(&q, ":seed", draw->seed, sizeof draw->seed);
    query_int(&q, ":now_ms", draw->committed_ms);
    query_int(&q, ":opens_ms", draw->opens_ms);
    query_int(&q, ":closes_ms", draw->closes_ms);
    return query_run(&q);
}

static void copy_blob(const struct query *q, int column, unsigned char *out, size_t n)
{
    struct str blob = query_col_blob(q, column);
    assert(blob.n == n);
    memcpy(out, blob.p, n);
}

enum err draw_get(struct db *db, struct site_id site, int32_t day, struct draw *ret, struct buf *record)
{
    QUERY(q, db, SQL_DRAW_GET);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    copy_blob(&q, 0, ret->commitment, sizeof ret->commitment);
    copy_blob(&q, 1, ret->seed, sizeof ret->seed);
    ret->committed_ms = query_col_int(&q, 2);
    ret->opens_ms = query_col_int(&q, 3);
    ret->closes_ms = query_col_int(&q, 4);
    ret->drawn_ms = query_col_int(&q, 5);
    if (record != NULL) {
        buf_str(record, query_col_text(&q, 6));
    }
    return OK;
}

enum err draw_reveal(struct db *db, struct site_id site, int32_t day, struct str record, int64_t now_ms)
{
    QUERY(q, db, SQL_DRAW_REVEAL);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_text(&q, ":record", record);
    query_int(&q, ":now_ms", now_ms);
    return query_run_one(&q);
}
