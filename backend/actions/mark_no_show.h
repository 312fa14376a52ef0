/* Staff say that a child did not come (R-CAN-05): only they, and only once the time is over after which they are asked. The place goes to the
 * next in line; the registration may rest (R-CAN-06: suspend_absent.h). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"

struct mark_no_show {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    /* out */
    bool changed;
    bool too_early;
    int64_t prompt_ms; /* from when on */
    int64_t present_version;
    int32_t suspended_to_day; /* the registration rests until then; 0 it does not */
    enum reservation_state state;
    enum reservation_reason reason; /* WRONG_STATE, else NONE */
};
/* An act's verb. ERR_NOT_FOUND: no such reservation, or not of a room in which the caller works. */
enum err mark_no_show(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
