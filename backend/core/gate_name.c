#include "core/gate_name.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

static const char wide_space[] = "\xE3\x80\x80"; /* U+3000 */

/* What follows the last space of either kind. */
static struct str given(struct str name)
{
    for (size_t i = name.n; i > 0; i--) {
        size_t wide = sizeof wide_space - 1;
        bool space = name.p[i - 1] == ' ';
        bool wide_one = i >= wide && memcmp(name.p + i - wide, wide_space, wide) == 0;
        if ((space || wide_one) && i < name.n) {
            return (struct str){name.p + i, name.n - i};
        }
    }
    return name;
}

void gate_name_nick(struct str name, struct str kana, char *out, size_t max)
{
    struct str nick = given(kana.n > 0 ? kana : name);
    size_t n = nick.n < max ? nick.n : max - 1;
    assert(max > 0);
    while (n > 0 && n < nick.n && ((unsigned char)nick.p[n] & 0xC0) == 0x80) {
        n--; /* not within a letter */
    }
    memcpy(out, nick.p, n);
    out[n] = '\0';
}

int32_t gate_name_symbol(struct str public_id, int32_t symbols)
{
    uint32_t mixed = UINT32_C(2166136261);
    assert(symbols > 0);
    for (size_t i = 0; i < public_id.n; i++) {
        mixed = (mixed ^ (unsigned char)public_id.p[i]) * UINT32_C(16777619);
    }
    return (int32_t)((mixed >> 8) % (uint32_t)symbols) + 1;
}
