/* The monthly run of extended care (R-EXT-05, R-EXT-06): every child's month priced by the prices that hold on its first day and by what the family had
 * agreed on each day, kept as a version beside the earlier ones. Where nothing differs from the last run none is added. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "store/extension_store.h"
#include "store/lane.h"

enum run_extension_outcome {
    RUN_EXTENSION_DONE,
    RUN_EXTENSION_SAME,      /* as the last run said */
    RUN_EXTENSION_NO_PRICES, /* no document holds for that nursery on the first of the month */
    RUN_EXTENSION_NOT_BEGUN, /* the month */
};

struct run_extension {
    struct str site;
    int32_t month_day; /* the first of the month */
    /* Out. */
    enum run_extension_outcome outcome;
    int32_t version;
    struct extension_sum sum;
};

/* An act's verb: arg is a struct run_extension. ERR_NOT_FOUND: not a nursery of theirs. */
enum err run_extension(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
