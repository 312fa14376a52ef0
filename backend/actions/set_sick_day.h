/* The room's staff plan a day: who is on duty, extra places taken upon themselves, or the whole day closed (R-STF-01, R-RSV-10, R-RSV-16). Where
 * fewer places remain than are held, the plan is first answered with the reservations that would lose theirs, in reverse priority; only when
 * it is sent again with that number confirmed are they cancelled by the facility: each family is told, with the rooms that still have places,
 * and nothing is deleted. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum { SET_DAY_AFFECTED_MAX = CARE_CHILDREN_MAX, SET_DAY_KEEP = -2 };

struct set_sick_day {
    /* in */
    struct str room;
    int32_t day;
    int64_t version; /* If-Match; 0: whatever it is now */
    int32_t nurses;  /* SET_DAY_KEEP: as it is; POLICY_NONE: as the rules say */
    int32_t teachers;
    int32_t extra;     /* SET_DAY_KEEP */
    int closed;        /* 1 close, 0 open, SET_DAY_KEEP */
    int32_t confirmed; /* how many are to lose their places, as the answer before said; POLICY_NONE: not confirmed */
    struct str reason; /* of extra places or of closing: a word, for the audit line */
    /* out */
    bool changed;          /* 412 */
    bool needs_confirming; /* nothing was done: look at the affected and confirm their number */
    bool is_open;          /* after it */
    int64_t present_version;
    int32_t capacity; /* as it is now, or would be */
    char affected[SET_DAY_AFFECTED_MAX][SECRET_PUBLIC_ID_TEXT];
    size_t affected_n;
};

/* An act's verb. ERR_NOT_FOUND: no such room, or the caller does not work there. */
enum err set_sick_day(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
