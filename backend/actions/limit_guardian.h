/* Staff limit what one guardian sees of a child (R-REG-11): the ward office, or the head of the child's nursery. Neither this guardian nor the
 * others are told; what they are shown is what a household shows in which there is nothing to see. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

/* The version of a limit is made of the limit: it has no row of its own. */
int64_t limit_guardian_version(uint32_t hides);

struct limit_guardian {
    /* in */
    struct str account;
    struct str child;
    uint32_t hides;  /* enum hidden */
    int64_t version; /* If-Match; 0: whatever it is now */
    /* out */
    bool changed; /* 412 */
    uint32_t now; /* what is hidden; more than was asked for where the rest would tell it */
};

/* An act's verb. ERR_NOT_FOUND: no such guardian of no such child, or not the caller's to limit. */
enum err limit_guardian(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
