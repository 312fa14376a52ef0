/* Waiting with an end, by the monotonic clock: a step of the wall clock shortens and lengthens nothing. And the thread that most of what
 * happens by itself is: it looks, rests, and looks again until it is told to stop. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/err.h"

/* A condition for pthread_cond_timedwait with wait_until's instants. The caller destroys it. */
void wait_cond_init(pthread_cond_t *cond);
/* ms from now; not negative. */
struct timespec wait_until(int64_t ms);

struct sleeper {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool started;
    bool stopping;
};

/* Before everything else; ends with sleeper_stop, whether a thread was started or not. */
void sleeper_init(struct sleeper *sleeper);
/* run(arg) on a thread of its own: it goes on while sleeper_rest says false. ERR_IO when there is no thread to be had. */
enum err sleeper_start(struct sleeper *sleeper, void *(*run)(void *), void *arg) NODISCARD;
/* On that thread. true: it is time to stop, at once when that is said meanwhile. */
bool sleeper_rest(struct sleeper *sleeper, int64_t ms);
/* Says so, and waits until the thread has ended. */
void sleeper_stop(struct sleeper *sleeper);
