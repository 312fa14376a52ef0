/* A place fell free on a room's day: the waiting list is walked in its order, and the first for whom an assignment exists is offered it, or
 * gets it (R-WL-02, 03, 06, 07; R-ROOM-05: who is passed over keeps the rank). Siblings who wait together are placed together or passed over
 * together. Every walk is written down with whom it met (R-WL-12). Part of the actions that free places; run by the clock when quiet hours
 * end. Uses the scratch memory. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum promote_why {
    PROMOTE_FREED, /* ask, or give, or wait for the end of the quiet hours */
    PROMOTE_DRAWN, /* the opening minutes are over: places are given */
};

/* Nothing happens when nobody waits who could have it. */
enum err promote_waiting(struct tx *tx, struct site_id site, int32_t day, enum promote_why why) NODISCARD;
/* The same as soon as the present action is over: for places that fall free while another room's list is being walked. */
enum err promote_later(struct tx *tx, struct site_id site, int32_t day) NODISCARD;
