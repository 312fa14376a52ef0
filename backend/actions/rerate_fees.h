/* What became known of days that are over changes what they cost: unpaid bills are computed again, for paid ones a refund is offered (R-FEE-03).
 * With the rules and prices of the day of use. Part of other actions. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/fact_store.h"
#include "store/lane.h"

/* The fact that is now known, or no longer true. Facts that have nothing to do with money change nothing. */
struct rerate_fees {
    int64_t household_id;
    int64_t child_id; /* 0: all its children */
    enum fact_kind kind;
    int32_t from_day;
    int32_t to_day;
    int64_t account_id;
};
enum err rerate_fees(struct tx *tx, const struct rerate_fees *of) NODISCARD;
