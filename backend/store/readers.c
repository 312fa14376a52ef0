/* The pool of readers: see readers.h. */
#include "store/readers.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/wait.h"

#include "base/banned.h"

enum { READERS_MAX = 64 };

struct readers {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct worker *idle;
    int count;
    int out;
    struct worker all[READERS_MAX];
};

enum err readers_open(const char *path, int count, struct readers **ret)
{
    assert(count > 0);
    assert(count <= READERS_MAX);
    struct readers *readers = calloc(1, sizeof *readers);
    if (readers == NULL) {
        return ERR_IO;
    }
    pthread_mutex_init(&readers->lock, NULL);
    wait_cond_init(&readers->given_back);
    for (int i = 0; i < count; i++) {
        struct worker *worker = &readers->all[i];
        if (db_open(path, DB_READ, &worker->db) != OK) {
            readers_close(readers);
            return ERR_IO;
        }
        db_lock_schema(worker->db);
        arena_open(&worker->arena, ARENA_BYTES);
        worker->next = readers->idle;
        readers->idle = worker;
        readers->count++;
    }
    *ret = readers;
    return OK;
}

void readers_close(struct readers *readers)
{
    if (readers == NULL) {
        return;
    }
    assert(readers->out == 0);
    for (int i = 0; i < readers->count; i++) {
        db_close(readers->all[i].db);
        arena_close(&readers->all[i].arena);
    }
    pthread_cond_destroy(&readers->given_back);
    pthread_mutex_destroy(&readers->lock);
    free(readers);
}

struct worker *readers_borrow(struct readers *readers, int64_t wait_ms)
{
    struct timespec deadline = wait_until(wait_ms);
    pthread_mutex_lock(&readers->lock);
    while (readers->idle == NULL) {
        if (pthread_cond_timedwait(&readers->given_back, &readers->lock, &deadline) == ETIMEDOUT) {
            break;
        }
    }
    struct worker *worker = readers->idle;
    if (worker != NULL) {
        readers->idle = worker->next;
        readers->out++;
    }
    pthread_mutex_unlock(&readers->lock);
    return worker;
}

void readers_return(struct readers *readers, struct worker *worker)
{
    arena_reset(&worker->arena);
    pthread_mutex_lock(&readers->lock);
    assert(readers->out > 0);
    readers->out--;
    worker->next = readers->idle;
    readers->idle = worker;
    pthread_cond_signal(&readers->given_back);
    pthread_mutex_unlock(&readers->lock);
}
