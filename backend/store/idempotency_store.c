/* See idempotency_store.h. */
#include "store/idempotency_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { DIGEST_BYTES = 16, CANONICAL_BYTES = 256 };

/* Two keys of one account and route have two digests; 128 bits leave no chance to two others. */
static void digest_of(const struct idempotency_key *key, unsigned char digest[DIGEST_BYTES])
{
    char storage[CANONICAL_BYTES];
    unsigned char hash[SECRET_HASH_BYTES];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_int(&buf, key->account_id);
    buf_char(&buf, '|');
    buf_int(&buf, key->route);
    buf_char(&buf, '|');
    buf_str(&buf, key->key);
    assert(!buf.overflow);
    secret_hash(buf.p, buf.n, hash);
    memcpy(digest, hash, DIGEST_BYTES);
}

enum err idempotency_find(struct db *db, const struct idempotency_key *key, int *ret_status, struct buf *body)
{
    unsigned char digest[DIGEST_BYTES];
    digest_of(key, digest);
    QUERY(q, db, SQL_IDEMPOTENCY_FIND);
    query_blob(&q, ":digest", digest, sizeof digest);
    if (!query_row(&q)) {
        return query_no_row(&q);
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
    unsigned char digest[DIGEST_BYTES];
    digest_of(key, digest);
    QUERY(q, db, SQL_IDEMPOTENCY_KEEP);
    query_blob(&q, ":digest", digest, sizeof digest);
    query_int(&q, ":account_id", key->account_id);
    query_int(&q, ":route", key->route);
    query_text(&q, ":key", key->key);
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
