/* What the calendar does to registrations, once a day and in pieces: reminded from 1 March, run out on 1 April, a suspension over, closed when
 * the household lives elsewhere or the child is too old (R-REG-06, R-REG-12). Doing it again does nothing. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"

struct turn_registrations {
    int64_t after; /* in and out: the last one that was looked at */
    bool more;     /* out */
    int32_t turned;
};
/* A lane job's run: some of them. */
enum err turn_registrations(struct tx *tx, void *arg) NODISCARD;
/* All of them, piece after piece. */
enum err turn_all_registrations(struct lane *lane, int32_t *ret_turned) NODISCARD;
