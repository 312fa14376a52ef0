/* What guardians asked the nursery to give, and what was given: of a child for its guardians, of a day for the nursery's staff. Every reading that
 * shows something is recorded. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/access.h"
#include "store/lane.h"
#include "store/medicine_store.h"

struct read_medicines {
    const struct caller *caller;
    struct str site;  /* a nursery, for its staff: from_day; or */
    struct str child; /* a child, for its guardians */
    int32_t from_day;
    int32_t to_day;
    /* Called on the lane; detail "": it cannot be read. Must not fail. */
    void (*take)(void *arg, const struct medicine_row *row, struct str detail);
    void *arg;
    /* The action's own. */
    struct tx *tx;
    size_t shown;
};
/* ERR_NOT_FOUND: no such nursery or child, or nothing to do with the caller. */
enum err read_medicines(struct lane *lane, struct read_medicines *in) NODISCARD;
