/* How fast an entrance that catches up may send, so that the touches of others do not wait behind its yesterday (R-ATT-09, R-OPS-02). The only sign
 * of a queue that a box can see is how long its own receipts take: quick ones let its window grow, slow ones halve it, and a window of one is
 * followed by rests. One decision per way there and back. Pure; instants are microseconds of a clock that only goes forward. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    PACE_AIM_US = 100000,    /* a receipt that takes longer says that many wait */
    PACE_REST_US = 4000000,  /* the longest rest between two taps */
    PACE_SPREAD_US = 4000000 /* so far apart the boxes begin that a broker lets in together */
};

struct pace {
    int64_t window; /* taps that may be under way */
    int64_t window_max;
    int64_t rest_us;   /* after a receipt, while even one under way is too many */
    int64_t from_us;   /* the next tap goes no sooner */
    int64_t judged_us; /* receipts of taps that were sent before this say nothing new */
};

/* A new connection: one tap shows the way, from_us at the soonest. */
void pace_begin(struct pace *pace, int64_t window_max, int64_t from_us);
/* No receipt for long: all are sent again, and twice as many, since the first of them may be the one that nobody can receipt. */
void pace_silence(struct pace *pace);
/* How long the next tap that waits has to rest: 0 it may go, INT64_MAX a receipt must come first. */
int64_t pace_wait_us(const struct pace *pace, int64_t under_way, int64_t now_us);
/* A receipt for the tap that was sent at sent_us. */
void pace_receipted(struct pace *pace, int64_t sent_us, int64_t now_us);
/* Nothing waits any more: the next touch is one of now, and goes at once. */
void pace_caught_up(struct pace *pace);
