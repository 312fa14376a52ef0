/* The ring of committed changes: see changes.h. */
#include "store/changes.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "base/wait.h"

#include "base/banned.h"

struct changes {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct change ring[CHANGES_RING];
    int64_t last;
    bool stopped;
};

struct changes *changes_open(void)
{
    struct changes *changes = calloc(1, sizeof *changes);
    if (changes == NULL) {
        abort();
    }
    pthread_mutex_init(&changes->lock, NULL);
    wait_cond_init(&changes->more);
    return changes;
}

void changes_close(struct changes *changes)
{
    if (changes == NULL) {
        return;
    }
    pthread_cond_destroy(&changes->more);
    pthread_mutex_destroy(&changes->lock);
    free(changes);
}

void changes_push(struct changes *changes, struct change *list, size_t n)
{
    if (n == 0) {
        return;
    }
    pthread_mutex_lock(&changes->lock);
    for (size_t i = 0; i < n; i++) {
        list[i].seq = ++changes->last;
        changes->ring[list[i].seq % CHANGES_RING] = list[i];
    }
    pthread_cond_broadcast(&changes->more);
    pthread_mutex_unlock(&changes->lock);
}

int64_t changes_last(struct changes *changes)
{
    pthread_mutex_lock(&changes->lock);
    int64_t last = changes->last;
    pthread_mutex_unlock(&changes->lock);
    return last;
}

size_t changes_wait(struct changes *changes, int64_t after, int64_t wait_ms, struct change *out, size_t max,
                    bool *ret_lost)
{
    size_t n = 0;
    struct timespec deadline = wait_until(wait_ms);
    *ret_lost = false;
    pthread_mutex_lock(&changes->lock);
    while (!changes->stopped && changes->last <= after) {
        if (pthread_cond_timedwait(&changes->more, &changes->lock, &deadline) == ETIMEDOUT) {
            break;
        }
    }
    if (after > changes->last || changes->last - after > CHANGES_RING) {
        *ret_lost = after != changes->last;
    } else {
        for (int64_t seq = after + 1; seq <= changes->last && n < max; seq++) {
            out[n++] = changes->ring[seq % CHANGES_RING];
        }
    }
    pthread_mutex_unlock(&changes->lock);
    return n;
}

void changes_stop(struct changes *changes)
{
    pthread_mutex_lock(&changes->lock);
    changes->stopped = true;
    pthread_cond_broadcast(&changes->more);
    pthread_mutex_unlock(&changes->lock);
}

bool changes_stopped(struct changes *changes)
{
    pthread_mutex_lock(&changes->lock);
    bool stopped = changes->stopped;
    pthread_mutex_unlock(&changes->lock);
    return stopped;
}
