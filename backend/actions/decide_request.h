/* The room's staff decide what the machine may not: a request that a nurse must judge is confirmed, put on the list or declined with one main
 * reason (R-RSV-07, R-RSV-17, R-ROOM-06); and a child is put into a room and stays there (a pin). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum decide_as { DECIDE_CONFIRM, DECIDE_WAITLIST, DECIDE_DECLINE };

struct decide_request {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    enum decide_as as;
    enum reservation_reason reason; /* DECIDE_DECLINE, DECIDE_WAITLIST */
    struct str room; /* DECIDE_CONFIRM: the care room to put the child into; empty: as the assignment says */
    /* out */
    bool changed;
    bool no_such_room;
    int64_t present_version;
    enum reservation_state state;
    enum reservation_reason refused; /* WRONG_STATE; ISOLATION_FULL: no assignment with this pin; else NONE */
};
/* An act's verb. ERR_NOT_FOUND: no such reservation, or not of a room in which the caller works. */
enum err decide_request(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct place_child {
    /* in */
    struct str id;
    struct str room; /* empty: the pin is taken away */
    /* out */
    bool no_such_room;
    enum reservation_reason refused; /* WRONG_STATE: it holds no place; ISOLATION_FULL: no assignment exists then */
};
/* An act's verb, likewise. */
enum err place_child(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
