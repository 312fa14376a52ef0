/* A guardian makes a one-time pick-up ticket for somebody who is on no list, and takes it back (core/pickup_ticket.h; R-CARE-03). A guardian from whom it
 * is hidden who fetches the child (R-REG-11) has none and makes none. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "core/access.h"
#include "core/pickup_ticket.h"
#include "store/lane.h"

struct make_ticket {
    int32_t day;
    struct str name; /* who comes */
    struct str children[PICKUP_TICKET_CHILDREN_MAX];
    size_t children_n;
    /* Out. */
    char id[SECRET_PUBLIC_ID_TEXT];
    bool wrong_day;      /* over, or too far ahead */
    bool full;           /* there are too many open ones */
    bool several_places; /* the children are in different nurseries: each has a list of its own */
};
/* An act's verb. ERR_NOT_FOUND: no such child, in no nursery on that day, or not this guardian's to say. */
enum err make_ticket(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct take_back_ticket {
    struct str ticket;
    bool used; /* out: somebody has come with it already, or its day is over */
};
/* An act's verb. Taking back again does nothing. ERR_NOT_FOUND: no such ticket, or not this guardian's. */
enum err take_back_ticket(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
