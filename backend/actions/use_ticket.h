/* Staff took a one-time pick-up ticket (core/pickup_ticket.h; R-CARE-03), perhaps on a tablet that was without network. What contradicts it is kept and
 * shown, not refused: the children have left. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "core/pickup_ticket.h"
#include "store/lane.h"

struct use_ticket {
    struct str site;
    struct str ticket;
    int64_t at_ms; /* by the tablet's clock */
    /* Out. */
    bool wrong_time; /* not on the ticket's day, or yet to come */
    size_t uses_n;   /* with this one */
    enum pickup_ticket_conflict conflict;
};
/* An act's verb. ERR_NOT_FOUND: no such ticket at this nursery, or the caller does not work there. */
enum err use_ticket(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
