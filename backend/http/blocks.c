/* See blocks.h. */
#include "http/blocks.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/wait.h"

#include "base/banned.h"

enum { PAGE_BYTES = 64 * 1024 /* of any machine */, WAITING_MAX = 32 };

struct blocks {
    pthread_mutex_t lock;
    pthread_cond_t back;
    unsigned char *first;
    size_t bytes;
    int count;
    int waiting;
    bool taken[BLOCKS_MAX];
};

struct blocks *blocks_open(int count, size_t bytes)
{
    struct blocks *blocks = calloc(1, sizeof *blocks);
    assert(count >= 1);
    assert(count <= BLOCKS_MAX);
    if (blocks == NULL) {
        abort();
    }
    blocks->count = count;
    blocks->bytes = (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    blocks->first = aligned_alloc(PAGE_BYTES, blocks->bytes * (size_t)count);
    if (blocks->first == NULL) {
        abort();
    }
    pthread_mutex_init(&blocks->lock, NULL);
    wait_cond_init(&blocks->back);
    return blocks;
}

void blocks_close(struct blocks *blocks)
{
    if (blocks == NULL) {
        return;
    }
    free(blocks->first);
    pthread_cond_destroy(&blocks->back);
    pthread_mutex_destroy(&blocks->lock);
    free(blocks);
}

static unsigned char *take_free(struct blocks *blocks)
{
    for (int i = 0; i < blocks->count; i++) {
        if (!blocks->taken[i]) {
            blocks->taken[i] = true;
            return blocks->first + (size_t)i * blocks->bytes;
        }
    }
    return NULL;
}

unsigned char *blocks_borrow(struct blocks *blocks, int64_t wait_ms)
{
    const struct timespec until = wait_until(wait_ms);
    pthread_mutex_lock(&blocks->lock);
    unsigned char *block = take_free(blocks);
    bool waits = block == NULL && blocks->waiting < WAITING_MAX;
    blocks->waiting += waits ? 1 : 0;
    int rc = 0;
    while (waits && block == NULL && rc == 0) {
        rc = pthread_cond_timedwait(&blocks->back, &blocks->lock, &until);
        block = take_free(blocks);
    }
    blocks->waiting -= waits ? 1 : 0;
    pthread_mutex_unlock(&blocks->lock);
    return block;
}

void blocks_return(struct blocks *blocks, unsigned char *block)
{
    size_t i = (size_t)(block - blocks->first) / blocks->bytes;
    assert(i < (size_t)blocks->count);
    /* The system takes the memory, and gives it again empty. */
    int rc = madvise(block, blocks->bytes, MADV_DONTNEED);
    assert(rc == 0);
    pthread_mutex_lock(&blocks->lock);
    assert(blocks->taken[i]);
    blocks->taken[i] = false;
    pthread_cond_signal(&blocks->back);
    pthread_mutex_unlock(&blocks->lock);
}
