/* When requests for a day of use are taken (R-RSV-04, fixture F2), and when what was asked is decided (A8). Pure.
 *
 * R-RSV-04  opening and closing instants follow the windows of the policy: before → TOO_EARLY with the opening instant, after → TOO_LATE.
 * A closing instant is the first one outside (R-CAL-01). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/policy.h"

enum window_state {
    WINDOW_NEVER, /* no open day before, or no window */
    WINDOW_BEFORE,
    WINDOW_INSIDE,
    WINDOW_AFTER,
};

struct window_view {
    enum window_state state;
    int64_t opens_ms;  /* BEFORE: the next opening; INSIDE: of the window that is open */
    int64_t closes_ms; /* INSIDE: when it closes; AFTER: when the last one closed */
};

/* How the windows of a day look at an instant. */
struct window_view window_at(const struct policy *policy, const struct calendar *calendar, int32_t day, int64_t now_ms);

struct window_span {
    int64_t opens_ms;  /* of the first window */
    int64_t closes_ms; /* of the last */
};
/* All windows together; false: there is none for this day. */
bool window_span(const struct policy *policy, const struct calendar *calendar, int32_t day, struct window_span *ret);

/* Until when the requests of the opening minutes are collected to be decided together (priority, lottery); 0: they are not. */
int64_t window_collected_until(const struct policy *policy, const struct calendar *calendar, int32_t day);
