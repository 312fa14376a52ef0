/* Topics in, topics out: see topics.h. */
#include "wire/topics.h"

#include <assert.h>

#include "base/banned.h"

static const char prefix[] = "tsubame/v1/";

static const char *const kind_words[] = {
    [TOPICS_TAP] = "tap",       [TOPICS_RECEIPT] = "receipt", [TOPICS_STATE] = "state",
    [TOPICS_ROSTER] = "roster", [TOPICS_COMMAND] = "command",
};

enum { KINDS = sizeof kind_words / sizeof kind_words[0] };

_Static_assert(sizeof prefix + 2 * TOPICS_ID_BYTES + sizeof "command" <= TOPICS_BYTES, "the longest topic fits");

bool topics_is_id(struct str text)
{
    if (text.n == 0 || text.n >= TOPICS_ID_BYTES) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return true;
}

enum err topics_write(const char *site, const char *gateway, enum topics_kind kind, char out[TOPICS_BYTES])
{
    struct buf buf;
    assert((size_t)kind < KINDS);
    if (!topics_is_id(str_of(site)) || !topics_is_id(str_of(gateway))) {
        return ERR_INVALID;
    }
    buf_init(&buf, out, TOPICS_BYTES);
    buf_puts(&buf, prefix);
    buf_puts(&buf, site);
    buf_char(&buf, '/');
    buf_puts(&buf, gateway);
    buf_char(&buf, '/');
    buf_puts(&buf, kind_words[kind]);
    assert(!buf.overflow);
    return OK;
}

/* The text up to the next '/', or all that is left; `rest` moves behind it. */
static struct str next_level(struct str *rest)
{
    struct str level = {rest->p, 0};
    while (level.n < rest->n && rest->p[level.n] != '/') {
        level.n++;
    }
    size_t used = level.n < rest->n ? level.n + 1 : level.n;
    *rest = (struct str){rest->p + used, rest->n - used};
    return level;
}

enum err topics_parse(struct str topic, struct topics_parts *ret)
{
    struct topics_parts parts;
    if (topic.n >= TOPICS_BYTES || !str_starts(topic, prefix) || topic.p[topic.n - 1] == '/') {
        return ERR_INVALID;
    }
    struct str rest = {topic.p + sizeof prefix - 1, topic.n - (sizeof prefix - 1)};
    struct str site = next_level(&rest);
    struct str gateway = next_level(&rest);
    if (!topics_is_id(site) || !topics_is_id(gateway) || str_copy(site, parts.site, sizeof parts.site) != OK ||
        str_copy(gateway, parts.gateway, sizeof parts.gateway) != OK) {
        return ERR_INVALID;
    }
    for (int kind = 0; kind < KINDS; kind++) {
        if (str_is(rest, kind_words[kind])) {
            parts.kind = (enum topics_kind)kind;
            *ret = parts;
            return OK;
        }
    }
    return ERR_INVALID;
}
