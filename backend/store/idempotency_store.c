/* See idempotency_store.h. */
#include "store/idempotency_store.h"

#include <string.h>

#include "base/banned.h"

static void bind_key(struct query *q, const struct idempotency_key *key)
{
    query_int(q, ":account_id", key->account_id);
    query_int(q, ":route", key->route);
    query_text(q, ":key", key->key);
}

enum err idempotency_find(struct db *db, const struct idempotency_key *key, int *ret_status, struct buf *body)
{
    QUERY(q, db, SQL_IDEMPOTENCY_FIND);
    bind_key(&q, key);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    struct str fingerprint = query_col_blob(&q, 0);
    if (fingerprint.n != SECRET_HASH_BYTES || memcmp(fingerprint.p, key->fingerprint, SECRET_HASH_BYTES) != 0) {
        return ERR_CONFLICT;
    }
    *ret_status = (int)query_col_int(&q, 1);
    buf_str(body, query_col_blob(&q, 2));
    return body->overflow ? ERR_LIMIT : OK;
}

enum err idempotency_keep(struct db *db, const struct idempotency_key *key, int status, struct str body, int64_t now_ms)
{
    QUERY(q, db, SQL_IDEMPOTENCY_KEEP);
    bind_key(&q, key);
    query_blob(&q, ":body_hash", key->fingerprint, SECRET_HASH_BYTES);
    query_int(&q, ":status", status);
    query_blob(&q, ":answer", body.p, body.n);
    query_int(&q, ":created_ms", now_ms);
    return query_run(&q);
}

enum err idempotency_forget(struct db *db, int64_t now_ms, bool *ret_more)
{
    QUERY(q, db, SQL_IDEMPOTENCY_FORGET);
    query_int(&q, ":before_ms", now_ms - IDEMPOTENCY_KEEP_MS);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_more = db_changed(db) > 0;
    }
    return err;
}
