/* See kana.h. */
#include "core/kana.h"

#include <stdint.h>
#include <string.h>

#include "base/banned.h"

/* Both scripts lie in rows of the same length, this far from each other; all of it is three bytes of UTF-8. */
enum {
    HIRAGANA = 0x3041,
    HIRAGANA_LAST = 0x3096,
    KATAKANA = 0x30A1,
    KATAKANA_LAST = 0x30F6,
    APART = KATAKANA - HIRAGANA
};

static uint32_t other(uint32_t code)
{
    if (code >= HIRAGANA && code <= HIRAGANA_LAST) {
        return code + APART;
    }
    return code >= KATAKANA && code <= KATAKANA_LAST ? code - APART : code;
}

enum err kana_other_script(struct str reading, char *out, size_t size, struct str *ret)
{
    if (reading.n > size) {
        return ERR_LIMIT;
    }
    for (size_t i = 0; i < reading.n; i++) {
        unsigned char lead = (unsigned char)reading.p[i];
        out[i] = reading.p[i];
        if (lead == 0xE3 && reading.n - i >= 3) {
            uint32_t code = 0x3000U | ((uint32_t)((unsigned char)reading.p[i + 1] & 0x3F) << 6) |
                            ((unsigned char)reading.p[i + 2] & 0x3F);
            code = other(code);
            out[i + 1] = (char)(0x80 | (code >> 6 & 0x3F));
            out[i + 2] = (char)(0x80 | (code & 0x3F));
            i += 2;
        }
    }
    *ret = (struct str){out, reading.n};
    return OK;
}
