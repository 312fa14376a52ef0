/* A family (or the room's staff for it) asks for places in sick-care rooms: what each room would say is planned (reserve_plan.h), the best
 * of it is written: rows, history, audit lines. Run inside act_do, which adds the idempotency record.
 *
 * Of several wishes the first room with a place for all is taken; without one the children wait in all of them. keep: go on waiting for the
 * better wishes when a lesser one has a place. R-RSV-02…06, R-RSV-10, R-RSV-14, R-RSV-19. */
#pragma once

#include <stdint.h>

#include "actions/reserve_plan.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"

enum { RESERVE_RESULTS_MAX = 48, RESERVE_ROOMS_BYTES = 512 };

/* What the booking means for the child's nursery (absent_for_room.h); ABSENT_NOT_THERE: nothing. */
enum absent_outcome { ABSENT_NOT_THERE, ABSENT_STANDS, ABSENT_WRITTEN };

struct reserve_result {
    char id[SECRET_PUBLIC_ID_TEXT]; /* "" when refused */
    size_t child;                   /* index into asked.children */
    size_t room;                    /* … asked.rooms */
    int32_t day;
    char slot[POLICY_ID_BYTES];
    struct reservation_decision decision;
    struct child_id child_id;
    enum absent_outcome nursery;
};

struct reserve_slot {
    /* in */
    struct reserve_asked asked;
    int32_t days[RESERVE_DAYS_MAX]; /* days × children × rooms at most RESERVE_RESULTS_MAX */
    size_t days_n;
    bool keep;
    bool stays;            /* remains on the list of the day itself (R-WL-09) */
    int64_t auto_until_ms; /* accepts beforehand until then (R-WL-07); 0 */
    int32_t planned_min;   /* planned arrival; POLICY_NONE */
    /* out */
    struct reserve_result results[RESERVE_RESULTS_MAX];
    size_t results_n;
    size_t taken_n;       /* rows that were written */
    bool channel_allowed; /* false when a family claims to be the counter */
    bool too_many_days;   /* more than the room allows in one request */
    bool unknown_slot;
    uint32_t unsaid;     /* bits of enum particular that the room's rules require (R-RSV-11) … */
    size_t unsaid_child; /* … of this child */
    char phone[RESERVATION_PHONE_BYTES];
    char accepted_by[RESERVE_ROOMS_BYTES]; /* DISEASE_REFUSED: rooms that take it, joined by spaces */
};

/* ERR_NOT_FOUND: no such child or room, or not this caller's. */
enum err reserve_slot(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Public ids of the rooms whose rules of that day take this illness (R-ROOM-07), joined by spaces. */
enum err reserve_accepting(struct tx *tx, int32_t day, const struct illness *illness, struct buf *rooms) NODISCARD;
