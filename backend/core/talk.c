/* See talk.h. */
#include "core/talk.h"

#include <string.h>

#include "base/banned.h"

bool talk_may_write(bool by_family, int64_t written)
{
    return written < (by_family ? TALK_FAMILY_HOUR_MAX : TALK_STAFF_HOUR_MAX);
}

bool talk_tells(int64_t waiting_ms, int64_t now_ms)
{
    return waiting_ms == 0 || now_ms - waiting_ms >= TALK_BUNCH_MS;
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r' || c == '\t';
}

enum talk_text talk_text(struct str text)
{
    static const char wide_space[] = "\xE3\x80\x80"; /* U+3000 */
    size_t breaks = 0;
    bool blank = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool wide = text.n - i >= 3 && memcmp(text.p + i, wide_space, 3) == 0;
        if ((unsigned char)c < 0x20 && !is_break(c)) {
            return TALK_TEXT_STRANGE;
        }
        breaks += is_break(c) ? 1 : 0;
        blank = blank && (c == ' ' || wide || is_break(c));
        i += wide ? 2 : 0;
    }
    if (blank) {
        return TALK_TEXT_BLANK;
    }
    return breaks > TALK_BREAKS_MAX ? TALK_TEXT_BROKEN : TALK_TEXT_FINE;
}
