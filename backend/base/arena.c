/* The arena: see arena.h. */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

#include "base/banned.h"

enum { ARENA_ALIGN = 16 };

void arena_open(struct arena *arena, size_t bytes_max)
{
    assert(bytes_max > 0);
    arena->block = malloc(bytes_max);
    if (arena->block == NULL) {
        abort();
    }
    arena->used = 0;
    arena->max = bytes_max;
    ASAN_POISON_MEMORY_REGION(arena->block, bytes_max);
}

void arena_close(struct arena *arena)
{
    if (arena == NULL || arena->block == NULL) {
        return;
    }
    ASAN_UNPOISON_MEMORY_REGION(arena->block, arena->max);
    free(arena->block);
    arena->block = NULL;
}

void arena_reset(struct arena *arena)
{
    assert(arena->block != NULL);
    ASAN_POISON_MEMORY_REGION(arena->block, arena->max);
    arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    assert(arena->block != NULL);
    if (bytes > SIZE_MAX - ARENA_ALIGN) {
        return NULL;
    }
    size_t rounded = (bytes + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (rounded > arena->max - arena->used) {
        return NULL;
    }
    char *at = arena->block + arena->used;
    arena->used += rounded;
    ASAN_UNPOISON_MEMORY_REGION(at, bytes);
    memset(at, 0, bytes);
    return at;
}

struct str arena_copy(struct arena *arena, struct str text)
{
    char *copy = arena_alloc(arena, text.n + 1);
    if (copy == NULL) {
        return (struct str){NULL, 0};
    }
    if (text.n > 0) {
        memcpy(copy, text.p, text.n);
    }
    copy[text.n] = '\0';
    return (struct str){copy, text.n};
}
