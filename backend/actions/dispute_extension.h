/* A guardian disputes a month of extended care: the text is sealed, and the evidence is attached as it then is: the bill, and every touch and word of
 * staff of the days that cost something. Lead or head answer it, which closes it. R-EXT-06, R-ATT-11. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "core/access.h"
#include "store/extension_store.h"
#include "store/lane.h"

struct dispute_extension {
    struct str child;
    int32_t month_day; /* the first of the month */
    struct str text;   /* at most EXTENSION_DISPUTE_BYTES */
    /* Out. */
    bool wrong_state; /* there is no bill, or a dispute is open already */
    char id[SECRET_PUBLIC_ID_TEXT];
};

/* An act's verb: arg is a struct dispute_extension. ERR_NOT_FOUND: not a child of theirs. */
enum err dispute_extension(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct answer_dispute {
    struct str dispute;
    struct str text;
    bool wrong_state; /* out: answered already */
};

/* An act's verb: arg is a struct answer_dispute. ERR_NOT_FOUND: none of their nursery's. */
enum err answer_dispute(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* A child's month of extended care, disputes opened behind the audit line of their reading. */
struct read_extension {
    const struct caller *caller;
    struct str child;
    int32_t month_day;
    struct json_out *out; /* members of an object that is open */
};
enum err read_extension(struct lane *lane, struct read_extension *in) NODISCARD;
