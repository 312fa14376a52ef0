/* Staff write down what a call had left open of a reservation (R-RSV-11): the temperature, the note's day, the allergies, who fetches the child and
 * when, and when it comes. What was said of the illness stays; the place, the rank and the state stay too. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"

struct tell_particulars {
    /* in */
    struct str id;
    int64_t version;     /* If-Match; 0: whatever it is now */
    struct str told;     /* members of the condition that are said now, as JSON */
    int32_t planned_min; /* when the child comes; POLICY_NONE: nothing is said of it */
    /* out */
    bool changed;
    int64_t present_version;
    enum reservation_state state;
    enum reservation_reason reason; /* WRONG_STATE: it is over, or the child is there */
};

/* ERR_NOT_FOUND: there is none, or the caller does not work in its room. ERR_LIMIT: it would be longer than a condition may be. */
enum err tell_particulars(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
