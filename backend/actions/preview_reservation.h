/* What a request would be told if it were sent now (anchor b4): for every child, room and day "confirmed now", "a nurse must judge", "on the
 * list at rank n" or "not possible because …". Writes nothing; it is done on the lane because the others' needs are sealed. */
#pragma once

#include "actions/reserve_slot.h"
#include "base/err.h"
#include "store/lane.h"

enum { PREVIEW_HISTORY_MAX = 120 };

struct preview_result {
    size_t child;
    size_t room;
    int32_t day;
    struct reservation_decision decision;
    bool judge;
    int32_t days_max;             /* when more days are asked for than the room takes at once; else 0 */
    struct waiting_chance chance; /* when it would wait */
};

struct preview_reservation {
    struct reserve_slot ask; /* as for reserve_slot */
    struct preview_result results[RESERVE_RESULTS_MAX];
    size_t results_n;
    char accepted_by[RESERVE_ROOMS_BYTES];
};

/* An act's verb: arg is a struct preview_reservation. */
enum err preview_reservation(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
