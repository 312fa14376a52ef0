/* A guardian lets another room see a reservation, for as long as they like (R-RSV-20): that room's staff then see it alone and on their board,
 * and change nothing of it. Other rooms and families never see it. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"

struct share_reservation {
    /* in */
    struct str id;
    struct str room;
    bool end; /* no longer */
    /* out */
    bool unknown_room;              /* no such room, or its own */
    enum reservation_reason reason; /* WRONG_STATE: nothing is to come of it any more; else NONE */
};
/* An act's verb. ERR_NOT_FOUND: no such reservation, or the caller is no guardian of the child. */
enum err share_reservation(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
