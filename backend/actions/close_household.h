/* A household leaves the municipality on a day (R-REG-12): from that day on nothing new, its later reservations are cancelled at once, each with a
 * message, and their places go to the next. On the day itself its registrations are closed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

struct close_household {
    /* in */
    struct str household;
    int32_t day; /* the first on which it lives elsewhere */
    /* out */
    bool past;         /* 422 */
    int32_t cancelled; /* reservations */
};

/* An act's verb. ERR_NOT_FOUND: no such household. */
enum err close_household(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
