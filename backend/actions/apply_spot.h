/* A family asks for days of extended care, and gives one back (R-EXT-07): see core/spot_place.h. In the window a wish takes part in the draw; after it
 * the place is there at once, or the child waits for one. Staff ask for families that telephone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "core/draw.h"
#include "store/lane.h"
#include "store/spot_store.h"

struct apply_spot_result {
    int32_t day;
    enum spot_refusal refusal;
    enum spot_state state; /* with SPOT_OK */
    int32_t rank;          /* 1 … while it waits; 0 */
    char id[SECRET_PUBLIC_ID_TEXT];
    char ticket[DRAW_TICKET_TEXT];
};

struct apply_spot {
    struct str child;
    const int32_t *days; /* of one month */
    size_t days_n;
    /* Out. */
    bool other_month; /* they are of several: nothing was done */
    int64_t opens_ms; /* of the window */
    struct apply_spot_result results[SPOT_DAYS_MAX];
};
/* Act's verbs. ERR_NOT_FOUND: no such child of a nursery or no such place, or it is nothing of the caller's. */
enum err apply_spot(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct cancel_spot {
    struct str id;
    /* Out. */
    bool wrong_state; /* it is given back already, or its day is over */
};
enum err cancel_spot(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
