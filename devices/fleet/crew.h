/* A thread with its share of the fleet's entrances, and one poll(2) over their sockets. Taps are due at an even pace (or, at pace 0, as fast
 * as the windows allow) and go to whichever entrance is next in turn and has room: being late counts as waiting. */
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "fleet/latency.h"
#include "fleet/member.h"

/* What all crews watch. */
struct crew_orders {
    _Atomic int64_t begin_us; /* taps are due from this instant on (monotonic); 0: not yet */
    atomic_bool stop;         /* no new taps; what is under way is waited for, at most 15 s */
    atomic_bool give_up;      /* at once */
};

struct crew {
    pthread_t thread;
    struct crew_orders *orders;
    struct member *members;
    size_t n;
    int64_t per_1000_s; /* taps in a thousand seconds; 0 as fast as the windows allow */
    int64_t backlog;    /* 0, or how many taps wait at each entrance when it begins; then there are no others */
    _Atomic size_t up;  /* entrances that are connected */
    _Atomic int64_t receipted;
    size_t turn;
    int64_t due;
    struct latency latency;
};

void crew_start(struct crew *crew);
void crew_join(struct crew *crew);
