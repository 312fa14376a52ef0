/* One-time pick-up tickets as their family and the nursery see them (core/pickup_ticket.h; R-CARE-03, R-REG-11). Sealed texts are opened on the lane, and
 * each reading that showed something is in the audit.
 *
 * The nursery's tablets get no number but what a number becomes under a key of that nursery and day: with it they check a ticket without network, and a
 * list of another day, or of another nursery, opens nothing. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/pickup_persons.h"
#include "base/secret.h"
#include "core/access.h"
#include "core/pickup_ticket.h"
#include "store/lane.h"

enum {
    TICKET_PLAIN_BYTES = 2 * PICKUP_NAME_BYTES + 64, /* a name of quotation marks is twice as long in JSON */
    TICKET_SEALED_BYTES = TICKET_PLAIN_BYTES + SECRET_SEAL_OVERHEAD,
    TICKET_USES_SHOWN = 8,
    TICKET_CHECK_BYTES = 16,
    TICKET_CHECK_TEXT = 2 * TICKET_CHECK_BYTES + 1,
    TICKETS_BACK_DAYS = 7, /* a family sees what was made so long ago */
};

struct ticket_use {
    int64_t at_ms;
    char by[PICKUP_NAME_BYTES];
};

/* Views live while the call lasts. */
struct ticket_seen {
    struct str id;
    char name[PICKUP_NAME_BYTES]; /* who comes */
    char number[PICKUP_TICKET_NUMBER + 1];
    char check[TICKET_CHECK_TEXT]; /* for the nursery: the number under the list's key, in hexadecimal */
    struct str maker;
    int64_t made_ms;
    struct pickup_ticket_facts facts;
    enum pickup_ticket_state state;
    enum pickup_ticket_conflict conflict;
    char children[PICKUP_TICKET_CHILDREN_MAX][SECRET_PUBLIC_ID_TEXT];
    size_t children_n;
    struct ticket_use uses[TICKET_USES_SHOWN];
    size_t uses_n;
};

struct read_tickets {
    const struct caller *caller;
    struct str site; /* a nursery, for its staff; "" for a guardian's own */
    int32_t day;     /* of a nursery */
    /* Called on the lane. Must not fail. */
    void (*allowed)(void *arg,
                    struct str child); /* a guardian's child for whom there are tickets; before all tickets */
    void (*take)(void *arg, const struct ticket_seen *seen);
    void *arg;
    /* Out, of a nursery: the key of that day's list. */
    unsigned char key[SECRET_KEY_BYTES];
    /* The action's own. */
    struct tx *tx;
    size_t shown;
};
/* ERR_NOT_FOUND: no such nursery, or the caller does not work there. */
enum err read_tickets(struct lane *lane, struct read_tickets *in) NODISCARD;
