/* A family, or staff after a telephone call, says that a child stays away, comes late or leaves early (R-ABS-01, 02). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/absence.h"
#include "core/access.h"
#include "store/attendance_store.h"
#include "store/lane.h"

enum { REPORT_ABSENCE_DAYS_MAX = 186 }; /* half a year: a longer one is a change of enrolment */

enum report_absence_outcome {
    REPORT_DONE,
    REPORT_PAST,   /* the day is over: only staff may add to it */
    REPORT_CLOSED, /* its month is closed: the head may re-open it (R-SHEET-04) */
};

struct report_absence {
    struct str child;
    int32_t from_day;
    int32_t to_day;
    enum absence_kind kind;
    int64_t expected_ms; /* 0: not said */
    struct str reason;
    struct str diagnosis; /* a code of the list, or empty */
    int32_t onset_day;    /* on which the illness began; 0: not said */
    bool goes_on;         /* of an illness that was told before: coming back is asked about there */
    /* Out. */
    enum report_absence_outcome outcome;
    char id[SECRET_PUBLIC_ID_TEXT];
};

/* An act's verb: arg is a struct report_absence. ERR_NOT_FOUND: no such child, or not this account's; ERR_LIMIT: the reason is too long. */
enum err report_absence(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* Part of other actions: writes down what was judged already, for a child that they know. */
enum err report_absence_put(struct tx *tx, int64_t account_id, const struct attendance_child *child,
                            struct report_absence *in, int64_t *ret_id) NODISCARD;
