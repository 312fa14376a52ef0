/* R-ATT-21: who is in the house right now, with whom to call, allergies, and who may fetch the child: what is taken along when everybody must leave.
 * All classes, whichever its reader's. Sealed texts are opened on the lane, and the audit line of the reading is committed before anybody sees them. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "core/access.h"
#include "store/child_store.h"
#include "store/lane.h"

/* Called on the lane, for one child after another; must not fail. */
struct read_evacuation_pen {
    void (*child)(void *arg, const struct child *child, bool stepped_out);
    void (*allergy)(void *arg, struct str what, struct str care);
    void (*person)(void *arg, struct str name, struct str relation, struct str number); /* number "": none is known */
    void *arg;
};

struct read_evacuation {
    const struct caller *caller;
    struct str site;
    struct read_evacuation_pen pen;
    /* Out. */
    int64_t as_of_ms;
    /* The action's own. */
    struct tx *tx;
};
/* ERR_NOT_FOUND: no such nursery, or the caller does not work there. */
enum err read_evacuation(struct lane *lane, struct read_evacuation *in) NODISCARD;
