/* A few large blocks for what fits into no arena (pictures). Whoever wants one waits a little; the memory of a block that comes back goes to the
 * system, so that nobody's picture stays in it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct blocks;

/* Allocates; aborts when there is no memory at the start. At most BLOCKS_MAX. */
enum { BLOCKS_MAX = 32 };
struct blocks *blocks_open(int count, size_t bytes);
void blocks_close(struct blocks *blocks); /* NULL is fine; all must be back */
/* NULL: none came back within wait_ms, or too many wait already. */
unsigned char *blocks_borrow(struct blocks *blocks, int64_t wait_ms);
void blocks_return(struct blocks *blocks, unsigned char *block);
