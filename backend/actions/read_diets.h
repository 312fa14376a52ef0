/* Who of the children that eat today must not get what the others get (R-ABS-06: the count goes to the kitchen by diet as well): with an allergy, without,
 * or not known, from the sheets that families registered with. No name and no allergen leaves here; the reading is in the audit. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "core/meal.h"
#include "store/lane.h"

struct read_diets {
    const struct caller *caller;
    struct str site;
    const int64_t *children; /* whom the caller counted */
    size_t n;
    enum meal_diet *ret; /* one for each */
};
/* ERR_NOT_FOUND: no such nursery, or the caller does not work there. */
enum err read_diets(struct lane *lane, struct read_diets *in) NODISCARD;
