/* A family (or the room's staff for it) asks for places in a sick-care room: facts in one query, core decides, store writes the row,
 * its history and the audit line. Run inside act_do, which adds the idempotency record. R-RSV-02…06, R-RSV-14. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum { RESERVE_DAYS_MAX = 14, RESERVE_CONDITION_BYTES_MAX = 2048, RESERVE_ROOMS_BYTES = 512 };

struct reserve_result {
    char id[SECRET_PUBLIC_ID_TEXT]; /* "" when refused */
    int32_t day;
    struct reservation_decision decision;
};

struct reserve_slot {
    /* in */
    struct str child;
    struct str room;
    int32_t days[RESERVE_DAYS_MAX];
    size_t days_n;
    struct str slot;
    struct str diagnosis;
    struct str condition; /* canonical JSON, sealed before it is stored */
    int32_t channel;      /* 1 web, 2 phone, 3 counter */
    bool channel_allowed; /* out: false when a family claims to be the counter */
    /* out */
    struct reserve_result results[RESERVE_DAYS_MAX];
    size_t taken_n;     /* days confirmed or waitlisted */
    bool too_many_days; /* more than the room allows in one request */
    int32_t days_max;
    char phone[RESERVATION_PHONE_BYTES];
    char accepted_by[RESERVE_ROOMS_BYTES]; /* DISEASE_REFUSED: rooms that take it, joined by spaces */
};

/* ERR_NOT_FOUND: no such child or room, or not this caller's. */
enum err reserve_slot(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
