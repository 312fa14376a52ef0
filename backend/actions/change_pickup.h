/* Who fetches a child today, and when, if it is not as always: told by a guardian in a few presses, shown on the nursery's board (R-ABS-01).
 *
 * R-CARE-03  only a guardian or somebody from the list of those who may fetch the child is taken. The latest word of a day counts, the earlier ones stay.
 *            A guardian from whom the list is hidden (R-REG-11) chooses among itself and whom it named, and sees its own word alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/pickup_persons.h"
#include "core/access.h"
#include "store/lane.h"

struct change_pickup {
    struct str child;
    int32_t day;
    struct str person; /* id from the list */
    int32_t at_min;    /* −1: at the usual time */
    /* out */
    bool unknown_person; /* not, or no longer, on the list */
    bool past;           /* the day is over */
};
/* An act's verb, for guardians. ERR_NOT_FOUND: no such child, or not this guardian's. */
enum err change_pickup(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Views live while the call lasts. */
struct pickup_said {
    struct str child;
    struct str person;
    char name[PICKUP_NAME_BYTES];
    char relation[PICKUP_RELATION_BYTES]; /* "" of a guardian */
    int32_t at_min;                       /* −1: at the usual time */
    int64_t said_ms;
};

struct read_pickups {
    const struct caller *caller;
    struct str site;  /* a nursery, for its staff; or */
    struct str child; /* a child, for its guardians */
    int32_t day;
    /* Called on the lane. Must not fail. */
    void (*take)(void *arg, const struct pickup_said *said);
    void *arg;
    /* The action's own. */
    struct tx *tx;
    size_t shown;
};
/* ERR_NOT_FOUND: no such nursery or child, or nothing to do with the caller. */
enum err read_pickups(struct lane *lane, struct read_pickups *in) NODISCARD;
