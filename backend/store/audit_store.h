/* The audit chain: each line's hash covers the line and the hash before it, so that a changed, missing or reordered line shows.
 * hash = BLAKE2b-256(previous hash ‖ canonical text); canonical text = "seq|at_ms|actor|action|object|reason". R-SEC-01. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"

struct audit_head {
    int64_t seq; /* 0: nothing yet */
    unsigned char hash[SECRET_HASH_BYTES];
};

/* The head as the database holds it. */
enum err audit_head_read(struct db *db, struct audit_head *ret) NODISCARD;
struct audit_line {
    int64_t at_ms;
    int64_t actor; /* account id, 0 the system, negative a gateway */
    struct str action;
    struct str object;
    struct str reason;
};

/* Appends a line after *head and moves it. Texts: at most 64 bytes of action, 128 of object and 400 of reason (longer: ERR_LIMIT). */
enum err audit_append(struct db *db, struct audit_head *head, const struct audit_line *line) NODISCARD;
/* Walks the whole chain. ERR_CONFLICT with the first line that does not fit in *ret_seq; OK: *ret_seq is the number of lines. */
enum err audit_verify(struct db *db, int64_t *ret_seq) NODISCARD;
