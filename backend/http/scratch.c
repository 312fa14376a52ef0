/* See scratch.h. A stack under one lock: the arena used last is the one still in the cache. */
#include "http/scratch.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/banned.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct worker all[SCRATCH_COUNT];
static struct worker *idle;
static bool opened;

void scratch_open(void)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < SCRATCH_COUNT && !opened; i++) {
        arena_open(&all[i].arena, SCRATCH_BYTES);
        all[i].next = idle;
        idle = &all[i];
    }
    opened = true;
    pthread_mutex_unlock(&lock);
}

struct worker *scratch_borrow(void)
{
    pthread_mutex_lock(&lock);
    struct worker *worker = idle;
    if (worker != NULL) {
        idle = worker->next;
    }
    pthread_mutex_unlock(&lock);
    return worker;
}

void scratch_return(struct worker *worker)
{
    assert(worker->db == NULL);
    arena_reset(&worker->arena);
    pthread_mutex_lock(&lock);
    worker->next = idle;
    idle = worker;
    pthread_mutex_unlock(&lock);
}
