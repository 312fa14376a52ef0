/* How illnesses spread in a nursery, from what families told with their absences: for its staff, and for the families of its children, who learn
 * the disease, the class and how many, never who (R-INF-04, R-INF-05). Opened on the lane, behind the audit line of the reading. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "core/infection.h"
#include "store/lane.h"

struct read_infections {
    const struct caller *caller;
    struct str site;
    int32_t day; /* the last of INFECTION_DAYS */
    /* Out; the counts are the caller's. */
    struct infection_counts *counts;
    bool as_staff;
};
/* ERR_NOT_FOUND: no such nursery, or neither staff nor the family of one of its children asks. */
enum err read_infections(struct lane *lane, struct read_infections *in) NODISCARD;
