/* One request's memory: a fixed block handed out from the front and taken back at once by arena_reset.
 * Under AddressSanitizer what is not handed out is poisoned, so a pointer kept past the request traps. */
#pragma once

#include <stddef.h>

#include "base/str.h"

enum { ARENA_BYTES = 256 * 1024 };

struct arena {
    char *block;
    size_t used;
    size_t max;
};

/* Allocates the block (malloc); aborts when there is no memory at start-up. */
void arena_open(struct arena *arena, size_t bytes_max);
void arena_close(struct arena *arena);
void arena_reset(struct arena *arena);

/* Zeroed memory aligned for any type, or NULL when the arena is full (answer ERR_LIMIT). */
void *arena_alloc(struct arena *arena, size_t bytes);

/* A NUL-terminated copy inside the arena; .p is NULL when it is full. */
struct str arena_copy(struct arena *arena, struct str text);
