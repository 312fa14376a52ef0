/* Staff call a name at the bus (R-SAFE-02): see core/bus_roll.h. Without network the call waits on the tablet with its own time. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "core/bus_roll.h"
#include "store/lane.h"
#include "store/outing_store.h"

struct call_bus {
    struct str id; /* the outing */
    struct str child;
    enum bus_call call;
    int64_t at_ms; /* 0: now */
    /* Out. */
    bool over;       /* the outing is, or it has no vehicle */
    bool unknown;    /* the child is not expected */
    bool wrong_time; /* not of the outing's day, or yet to come */
    enum bus_place place;
};
/* An act's verb. ERR_NOT_FOUND: no such outing, or the caller does not work there. */
enum err call_bus(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Is somebody aboard who has not alighted? Part of other actions. */
enum err bus_is_not_empty(struct tx *tx, const struct outing *outing, bool *ret) NODISCARD;
