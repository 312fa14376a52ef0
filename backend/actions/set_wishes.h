/* A waiting family changes what it wants of its place on the list: accept beforehand until a time (R-WL-07), stay on the list of the day itself
 * (R-WL-09). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"

struct set_wishes {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    int64_t auto_until_ms;
    bool stays;
    /* out */
    bool changed;
    int64_t present_version;
    enum reservation_reason reason; /* WRONG_STATE: it does not wait */
};

enum err set_wishes(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
