/* One open stream: what it listens to, and how the hub wakes it. It lives on the stack of the thread that writes it. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "http/live_ring.h"

struct live_stream {
    struct live_wish wish;
    int64_t account_id;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool pending; /* something may be in the ring */
    bool over;    /* end now: the server stops or the account changed */
    struct live_stream *next;
    struct live_stream *previous;
};

struct live;

/* false: all places are taken. */
bool live_join(struct live *live, struct live_stream *stream);
void live_leave(struct live *live, struct live_stream *stream);
struct live_ring *live_events(struct live *live);
