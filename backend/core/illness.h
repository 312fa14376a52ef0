/* Does a room take a child with this illness on that day (A6, A4)? What the family says is measured against the room's table. Pure.
 *
 * R-ROOM-01  the table says accept, isolate or refuse; what it does not know, and "judge", a nurse must judge.
 * R-ROOM-06  an undiagnosed fever needs a staff decision.
 * R-ROOM-07  a refused disease → DISEASE_REFUSED.
 * R-ROOM-08  temperature at or above the maximum at the last measurement, an antipyretic on the day of use where that is not allowed, fewer
 *            days since onset than asked for → CRITERIA_NOT_MET.
 * R-RSV-12   a note is needed with the request (NOTE_MISSING), at entry, or not.
 * R-RSV-13   a note is valid on the day of issue and the valid_days − 1 days after it, unless diagnosis or drugs changed (fixture F13). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/policy.h"
#include "core/reason.h"

enum illness_note { ILLNESS_NOTE_NONE, ILLNESS_NOTE_VISIT_BOOKED, ILLNESS_NOTE_IN_HAND };

/* What a family says; 0 or POLICY_NONE: not said. */
struct illness {
    int disease;       /* index into disease_list */
    int32_t onset_day; /* day 0 */
    int32_t tenths;    /* last temperature; POLICY_NONE */
    int64_t antipyretic_ms;
    int64_t treated_ms; /* first dose of an antibiotic */
    enum illness_note note;
    int32_t note_issued_day; /* 0: not said */
    int32_t note_void_day;   /* from then on another diagnosis or other drugs; 0: never */
};

struct illness_view {
    enum reservation_reason reason; /* REASON_NONE: it may come */
    bool isolate;
    bool judge;    /* a nurse decides */
    int32_t group; /* its disease group */
};

struct illness_view illness_view(const struct policy *policy, const struct illness *illness, int32_t day);
/* R-RSV-13. issued_day 0: there is none. */
bool illness_note_valid(const struct policy_note *rule, int32_t issued_day, int32_t void_day, int32_t day);
