/* Whatever stands behind the # of a link: nothing but what was made with the key opens, and what opens is written back the same. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "actions/link_token.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct keys keys = {.column = {1, 2, 3}};
    char again[LINK_TOKEN_TEXT];
    int64_t id = 0;
    struct str token = {(const char *)data, size};
    if (link_token_open(&keys, token, &id) == OK) {
        assert(token.n == LINK_TOKEN_TEXT - 1);
        assert(id > 0);
        link_token_put(&keys, id, again);
        assert(memcmp(again, token.p, token.n) == 0);
    }
    return 0;
}
