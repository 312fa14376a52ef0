/* Answers kept for repeats (contract 3): same account, route and key within 48 hours give the same answer and no second effect. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"

#define IDEMPOTENCY_KEEP_MS (INT64_C(48) * 3600 * 1000)

struct idempotency_key {
    int64_t account_id;
    int64_t route; /* enum access_operation */
    struct str key;
    const unsigned char *fingerprint; /* SECRET_HASH_BYTES */
};

/* ERR_NOT_FOUND: a new key. ERR_CONFLICT: known with another fingerprint. OK: *ret_status and the body appended to `body`. */
enum err idempotency_find(struct db *db, const struct idempotency_key *key, int *ret_status,
                          struct buf *body) NODISCARD;
enum err idempotency_keep(struct db *db, const struct idempotency_key *key, int status, struct str body,
                          int64_t now_ms) NODISCARD;
/* Forgets at most 500 answers older than 48 h; *ret_more says whether it should be called again. */
enum err idempotency_forget(struct db *db, int64_t now_ms, bool *ret_more) NODISCARD;
