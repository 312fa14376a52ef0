/* Words for enum err. */
#include "base/err.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

const char *err_word(enum err err)
{
    static const char *const words[] = {
        [OK] = "ok",
        [ERR_INVALID] = "invalid",
        [ERR_NOT_FOUND] = "not_found",
        [ERR_DENIED] = "denied",
        [ERR_CONFLICT] = "conflict",
        [ERR_LIMIT] = "limit",
        [ERR_BUSY] = "busy",
        [ERR_IO] = "io",
    };
    assert((size_t)err < sizeof words / sizeof words[0]);
    return words[err];
}
