/* One thing somebody does, exactly once: the idempotency record, the verb, the encoded answer and the audit in one savepoint.
 * The door fills an act and waits; act_do runs it on the lane. R-RSV-05, contract 3 "Repeats and edits". */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

/* What goes back to the one who asked; the storage of body is the door's and outlives the act. */
struct answer {
    int status;
    struct buf body; /* JSON, application/json below 400, application/problem+json from 400 on */
};

struct act {
    const struct caller *caller;
    enum access_operation operation;
    struct str key; /* Idempotency-Key; empty: the operation is repeatable by nature and nothing is recorded */
    unsigned char fingerprint[SECRET_HASH_BYTES]; /* hash of path and body */
    /* The verb: expected outcomes (full, too early, …) are put into *arg and it returns OK; an err rolls everything back. */
    enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg);
    /* The door's: turns the outcome in *arg into the answer, before the commit. Must not fail; an overflow of body is ERR_LIMIT. */
    void (*encode)(const void *arg, struct answer *answer);
    void *arg;
    struct answer *answer;
    bool replayed; /* out: the answer is the stored one of an earlier request */
    bool mismatch; /* out, with ERR_INVALID: the key was used for another request */
};

/* OK: the answer is filled (and durable). ERR_INVALID with act->mismatch; else what the verb returned, ERR_BUSY or ERR_IO. */
enum err act_do(struct lane *lane, struct act *act, enum lane_priority priority) NODISCARD;
