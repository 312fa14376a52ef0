/* See wait.h. */
#include "base/wait.h"

#include <assert.h>
#include <errno.h>

#include "base/banned.h"

enum { NS_PER_MS = 1000000, NS_PER_S = 1000000000 };

void wait_cond_init(pthread_cond_t *cond)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(cond, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

struct timespec wait_until(int64_t ms)
{
    struct timespec until;
    assert(ms >= 0);
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t ns = until.tv_nsec + ms % 1000 * NS_PER_MS;
    until.tv_sec += ms / 1000 + ns / NS_PER_S;
    until.tv_nsec = ns % NS_PER_S;
    return until;
}

void sleeper_init(struct sleeper *sleeper)
{
    *sleeper = (struct sleeper){.started = false};
    pthread_mutex_init(&sleeper->lock, NULL);
    wait_cond_init(&sleeper->woken);
}

enum err sleeper_start(struct sleeper *sleeper, void *(*run)(void *), void *arg)
{
    assert(!sleeper->started);
    sleeper->started = pthread_create(&sleeper->thread, NULL, run, arg) == 0;
    return sleeper->started ? OK : ERR_IO;
}

bool sleeper_rest(struct sleeper *sleeper, int64_t ms)
{
    struct timespec until = wait_until(ms);
    int rc = 0;
    pthread_mutex_lock(&sleeper->lock);
    while (!sleeper->stopping && rc != ETIMEDOUT) {
        rc = pthread_cond_timedwait(&sleeper->woken, &sleeper->lock, &until);
    }
    bool stopping = sleeper->stopping;
    pthread_mutex_unlock(&sleeper->lock);
    return stopping;
}

void sleeper_stop(struct sleeper *sleeper)
{
    pthread_mutex_lock(&sleeper->lock);
    sleeper->stopping = true;
    pthread_cond_signal(&sleeper->woken);
    pthread_mutex_unlock(&sleeper->lock);
    if (sleeper->started) {
        pthread_join(sleeper->thread, NULL);
    }
    pthread_cond_destroy(&sleeper->woken);
    pthread_mutex_destroy(&sleeper->lock);
}
