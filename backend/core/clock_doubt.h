/* What a family is billed by when the time of a touch is in doubt: the doubt is theirs to keep, never to pay for. Pure.
 *   R-ATT-08  who arrives is taken to have arrived as late as can be, who leaves to have left as early as can be, within what the clock did not know.
 *             Minutes are cut off afterwards, as everywhere.
 *   R-OPS-06  a clock that nobody set does not move a day: a leave that its box puts more than a day before the receipt stays where the receipt is,
 *             and its flag keeps it with the staff.
 *
 * Whoever fills extension_facts.stays takes from_min from clock_doubt_arrived_ms and to_min from clock_doubt_left_ms; the register, the board and the
 * family's page go on showing the time that counts (event_ms). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_DOUBT_HELD_MS = 24 * 3600 * 1000, CLOCK_DOUBT_TRUSTED_MS = 120000 };

struct clock_doubt {
    int64_t event_ms;       /* the time that counts */
    int64_t device_ms;      /* as the box's clock had it */
    int64_t received_ms;    /* as the server's had it */
    int64_t uncertainty_ms; /* what the box said of its clock */
    bool doubt;             /* event_ms is the receipt's, because the box's clock was not to be believed */
};

/* The latest moment at which it can have been. */
int64_t clock_doubt_arrived_ms(const struct clock_doubt *touch);
/* The earliest; never before not_before_ms (the arrival). */
int64_t clock_doubt_left_ms(const struct clock_doubt *touch, int64_t not_before_ms);
