/* Who is not here: the children of a nursery that have not arrived on a day, and how many of them nobody has explained (R-ABS-03). Reads
 * only; the rule is core's. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

/* How many children are unexplained at now_ms (0 on a closed day, or where no rules hold). */
enum err missing_store_unexplained(struct db *db, int64_t site_id, int32_t day, int64_t now_ms,
                                   int64_t *ret_n) NODISCARD;
