/* Somebody opens what was written between a family and its nursery; the reading is written down in the same transaction (R-SEC-01). */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/talk_store.h"

/* What stands above the words. */
struct talk_head {
    const struct talk_place *place;
    int32_t opens_min; /* −1: nobody said */
    int32_t closes_min;
};
struct read_talk {
    const struct caller *caller;
    struct str child;
    struct str before; /* the words before this one; empty: the newest */
    /* Called on the lane: begin once, then said for each, in the order in which they were written. */
    void (*begin)(void *arg, const struct talk_head *head);
    void (*said)(void *arg, const struct talk_row *talk, struct str text);
    void *arg;
    struct tx *tx; /* its own */
};
/* Waits for the lane. ERR_NOT_FOUND: the caller has no part in the child's words. */
enum err read_talk(struct lane *lane, struct read_talk *ask) NODISCARD;
