/* What is due to telephones, taken out of the outbox with addresses and keys unsealed: opened for the machine alone, so no reading is recorded. And
 * the other half: what became of each. As take_mail.h, whose messages go out as well. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/p256.h"
#include "core/push.h"
#include "store/lane.h"

enum { TAKE_PUSH_MAX = 16 };

struct take_push_one {
    int64_t id;
    int64_t device_id;
    enum push_kind kind;
    int32_t tries; /* this one included */
    int64_t ttl_s;
    char endpoint[PUSH_ENDPOINT_BYTES_MAX + 1];
    struct p256_reader reader;
};
struct take_push {
    struct take_push_one list[TAKE_PUSH_MAX]; /* out; to be wiped */
    size_t n;
    bool more; /* something was looked at: there may be more */
};
/* A lane job's run: arg is a struct take_push. */
enum err take_push(struct tx *tx, void *arg) NODISCARD;

struct settle_push {
    int64_t id;
    int64_t device_id;
    enum push_outcome outcome;
    int64_t wait_ms; /* AGAIN: until the next try */
    bool untried;    /* AGAIN: nobody has tried it */
};
/* A lane job's run: arg is a struct settle_push. */
enum err settle_push(struct tx *tx, void *arg) NODISCARD;
/* A lane job's run, at a start: what somebody was sending when the program ended is due again. */
enum err untake_push(struct tx *tx, void *arg) NODISCARD;
