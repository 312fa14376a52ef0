/* Staff's word about a child's day: appended with a reason, the raw taps stay (R-ATT-11), the day folded anew. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/attendance.h"
#include "store/attendance_store.h"
#include "store/child_store.h"
#include "store/lane.h"

enum correct_attendance_outcome {
    CORRECT_DONE,
    CORRECT_FUTURE,      /* the instant, or the day, is yet to come */
    CORRECT_NO_TAP,      /* that child has no such tap, or no such word that stands, on that day */
    CORRECT_NOT_ARRIVED, /* leaving or stepping out before the child arrived */
    CORRECT_TOO_MANY,    /* the day holds as many corrections as it can */
    CORRECT_CHANGED,     /* the day is not what the page showed: both are to be shown, nothing is written */
    CORRECT_CLOSED,      /* its month is closed: the head may re-open it (R-SHEET-04) */
};

enum { CORRECT_ANY_VERSION = -1 };

struct correct_attendance {
    int64_t seen_version; /* of the child's day, as whoever pressed saw it; CORRECT_ANY_VERSION: whatever it is now */
    struct str site;
    struct str child;
    int32_t day;
    enum correction_kind kind;
    int64_t at_ms;   /* of that day; 0 with void */
    struct str tap;  /* with void: the touch, or */
    struct str word; /* the id of an earlier word of staff */
    struct str reason;
    /* Out. */
    enum correct_attendance_outcome outcome;
    char id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int64_t nursery_id;
    int64_t now_ms;
    struct child row; /* with CORRECT_DONE and CORRECT_CHANGED: what the board shows now */
    struct attendance_rules rules;
    struct absence_cover absence;
    struct attendance_day after;
    int64_t version;
};

/* An act's verb: arg is a struct correct_attendance. ERR_NOT_FOUND: the child is not one of that nursery's that this account looks after. */
enum err correct_attendance(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
