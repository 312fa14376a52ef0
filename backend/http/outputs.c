/* The blocks: see outputs.h. Taken by flag from the front, so that the first few stay warm in the cache; untouched pages cost nothing. */
#include "http/outputs.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/banned.h"

static char *blocks;
static atomic_flag taken[OUTPUTS_COUNT];

void outputs_open(void)
{
    if (blocks == NULL) {
        blocks = malloc((size_t)OUTPUTS_COUNT * OUTPUTS_BYTES);
        if (blocks == NULL) {
            abort();
        }
    }
}

char *outputs_borrow(size_t bytes)
{
    if (bytes > OUTPUTS_BYTES || blocks == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < OUTPUTS_COUNT; i++) {
        if (!atomic_flag_test_and_set_explicit(&taken[i], memory_order_acquire)) {
            return blocks + i * OUTPUTS_BYTES;
        }
    }
    return NULL;
}

void outputs_return(char *block)
{
    size_t i = (size_t)(block - blocks) / OUTPUTS_BYTES;
    assert(i < OUTPUTS_COUNT);
    atomic_flag_clear_explicit(&taken[i], memory_order_release);
}
