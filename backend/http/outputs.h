/* A few blocks for answers whose body is shared (the vacancy snapshot, a page): head and body are joined there for one write. No lock
 * and no allocation on the way. */
#pragma once

#include <stddef.h>

enum { OUTPUTS_COUNT = 64, OUTPUTS_BYTES = 128 * 1024 };

void outputs_open(void); /* allocates; a second call changes nothing */
/* NULL: all are out, or bytes is too much. */
char *outputs_borrow(size_t bytes);
void outputs_return(char *block);
