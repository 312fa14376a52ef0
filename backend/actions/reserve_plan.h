/* What a request would come to, room by room, before anything is written: facts from the store, decisions from core. reserve_slot.c writes
 * it down, preview_reservation.c only tells it. Uses the action's scratch memory. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/room_day.h"
#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/reservation_facts.h"

enum { RESERVE_DAYS_MAX = 14, RESERVE_ROOMS_MAX = 3, RESERVE_CHILDREN_MAX = 4 };

/* One child of a request; siblings get places together or not at all (R-RSV-19). */
struct reserve_child {
    struct str child;
    struct illness illness;
    struct str condition; /* canonical JSON, sealed before it is stored */
};

struct reserve_asked {
    struct reserve_child children[RESERVE_CHILDREN_MAX];
    size_t children_n;
    struct str rooms[RESERVE_ROOMS_MAX]; /* in the order of the wishes */
    size_t rooms_n;
    struct str slot;
    int32_t channel;   /* 1 web, 2 phone, 3 counter */
    int64_t called_ms; /* by telephone: when the call came; 0 */
};

enum reserve_outcome { RESERVE_REFUSED, RESERVE_WAITS, RESERVE_PLACED };

/* One room on one day for all the children. */
struct reserve_room {
    struct site_id site;
    char phone[RESERVATION_PHONE_BYTES];
    bool by_staff;
    bool unknown_slot;
    enum reserve_outcome outcome;
    struct sick_day sick_day;
    uint32_t segments;
    int32_t days_max; /* of the room's rules */
    char slot[POLICY_ID_BYTES];
    int64_t queue_ms; /* where it would stand in its class */
    int64_t final_ms; /* when the day is decided; 0 never */
    const struct policy *policy;
    struct {
        struct child_id child;
        int64_t household_id;
        int32_t class;
        int32_t waits; /* rooms it waits for already */
        struct room_need need;
        struct reservation_decision decision;
        struct illness_view illness;
        bool provisional;
    } children[RESERVE_CHILDREN_MAX];
};

struct reserve_query {
    const struct caller *caller;
    const struct reserve_asked *asked;
    size_t room; /* index into asked->rooms */
    int32_t day;
    int32_t waits_more; /* entries of this request for the same day in earlier wishes */
};
/* ERR_NOT_FOUND: no such child or room, not this caller's, or no rules on that day. */
enum err reserve_plan_room(struct tx *tx, const struct reserve_query *query, struct reserve_room *ret) NODISCARD;
