/* A child's reports with their sealed reasons, for its guardians and its nursery's staff. Health data is opened only on the lane, and the
 * audit line of the reading is committed before anybody sees it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "actions/absence_detail.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/absence.h"
#include "core/access.h"
#include "store/lane.h"

enum { READ_ABSENCES_MAX = 40 };

struct read_absence {
    char id[SECRET_PUBLIC_ID_TEXT];
    int32_t from_day;
    int32_t to_day;
    enum absence_kind kind;
    int64_t expected_ms;
    bool withdrawn;
    bool booked; /* written with a booking in a sick-care room */
    char reason[ABSENCE_REASON_BYTES];
    char diagnosis[ABSENCE_DIAGNOSIS_BYTES];
};

struct read_absences {
    const struct caller *caller;
    struct str child;
    int32_t from_day; /* only reports that touch these days */
    int32_t to_day;
    /* Out: newest first, the caller's array of READ_ABSENCES_MAX. */
    struct read_absence *list;
    size_t list_n;
    const struct keys *keys; /* the action's own */
};

/* ERR_NOT_FOUND: no such child, or not this caller's. */
enum err read_absences(struct lane *lane, struct read_absences *in) NODISCARD;
