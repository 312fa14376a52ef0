/* A pool of workers, each a query_only connection and an arena, borrowed per request and given back before a stream sleeps. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/db.h"

struct worker {
    struct db *db; /* DB_READ */
    struct arena arena;
    struct worker *next;
};

struct readers;

enum err readers_open(const char *path, int count, struct readers **ret) NODISCARD;
void readers_close(struct readers *readers); /* NULL is fine; all must have been given back */
/* Waits at most wait_ms for a free one; NULL when none came (answer ERR_BUSY). */
struct worker *readers_borrow(struct readers *readers, int64_t wait_ms);
/* Resets the arena and gives it back. */
void readers_return(struct readers *readers, struct worker *worker);
