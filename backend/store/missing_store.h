/* Who is not here: the children of a nursery that have not arrived on a day and that nobody has explained (R-ABS-03). Reads only; the rule is
 * core's. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/attendance_store.h"
#include "store/db.h"

enum { MISSING_LISTED_MAX = 512 };

struct missing_child {
    int64_t child_id;
    int64_t threshold_ms;
};

struct missing {
    /* In. */
    int64_t site_id;
    int32_t day;
    int64_t now_ms;
    /* Out. */
    struct attendance_rules rules; /* not open: a closed day, or no rules hold */
    int64_t unexplained;
    struct missing_child list[MISSING_LISTED_MAX]; /* the first of them, in the order of their ids */
    size_t n;
};

enum err missing_store_read(struct db *db, struct missing *missing) NODISCARD;
