/* R-CAN-06: who did not come n times within w days cannot book for b days, where the room's rules say so: the registration rests, the family is
 * told why and whom to ask. It is lifted by the calendar (turn_registrations.h) or by the owner's staff. Part of other actions. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "core/policy.h"
#include "store/lane.h"
#include "store/reservation_store.h"

struct suspend_absent {
    const struct reservation_row *row; /* the day that has just been counted */
    const struct policy *policy;
    int64_t account_id;
    int32_t to_day; /* out: the last day on which it rests; 0 it does not */
};
enum err suspend_absent(struct tx *tx, struct suspend_absent *of) NODISCARD;
