/* A child comes into the sick-care room: staff go through the check list, and the illness is measured against the room's criteria again with
 * today's temperature (R-CARE-01, R-RSV-12, R-ROOM-08). What is missing is named; nothing is stored before all of it is there. The check list
 * is sealed; opening the condition is recorded also when the child is sent away. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/arrival.h"
#include "core/reservation.h"
#include "store/lane.h"

struct check_in {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    bool identity;
    bool note_seen;
    bool sheet_signed;
    bool belongings;
    int32_t tenths; /* POLICY_NONE: not measured */
    int64_t at_ms;  /* 0: now */
    /* out */
    bool changed;
    bool wrong_time; /* not on the day of use, or still to come */
    int64_t present_version;
    enum reservation_state state;
    enum reservation_reason reason; /* WRONG_STATE; CRITERIA_NOT_MET: not with this temperature; else NONE */
    struct arrival_fault faults[ARRIVAL_FAULTS_MAX];
    size_t faults_n; /* > 0: CHECK_MISSING */
    int64_t came_ms;
};

/* An act's verb. ERR_NOT_FOUND: no such reservation, or not of a room in which the caller works. */
enum err check_in(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
