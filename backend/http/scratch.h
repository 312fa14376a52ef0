/* Arenas without a database reader, for requests that only decode, act on the lane and encode: hundreds may wait for one commit while the
 * readers stay free. Given out as struct worker with db NULL, so that handlers need not know. */
#pragma once

#include <stdint.h>

#include "store/readers.h"

enum { SCRATCH_COUNT = 512, SCRATCH_BYTES = 64 * 1024 };

void scratch_open(void); /* allocates; a second call changes nothing */
/* NULL when all are out (answer ERR_BUSY). */
struct worker *scratch_borrow(void);
void scratch_return(struct worker *worker);
