/* Taking a request apart: see request.h. Rejects rather than repairs. */
#include "http/request.h"

#include <assert.h>
#include <string.h>

#include "http/route.h"

#include "base/banned.h"

void request_init(struct request *request)
{
    memset(request, 0, offsetof(struct request, query_text));
}

struct str request_path(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->path_parameters_n; i++) {
        if (str_is(request->path_parameters[i].name, name)) {
            return request->path_parameters[i].value;
        }
    }
    assert(false); /* the route has no such parameter */
    return (struct str){"", 0};
}

static const struct request_pair *find_query(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->query_n; i++) {
        if (str_is(request->query[i].name, name)) {
            return &request->query[i];
        }
    }
    return NULL;
}

struct str request_query(const struct request *request, const char *name)
{
    const struct request_pair *pair = find_query(request, name);
    return pair == NULL ? (struct str){"", 0} : pair->value;
}

bool request_has_query(const struct request *request, const char *name)
{
    return find_query(request, name) != NULL;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "%E7" at `at` as a byte; −1 when it is none. */
static int escaped_byte(struct str text, size_t at)
{
    int high = at + 2 < text.n ? hex_digit(text.p[at + 1]) : -1;
    int low = at + 2 < text.n ? hex_digit(text.p[at + 2]) : -1;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* application/x-www-form-urlencoded; ERR_INVALID on a bad escape, control characters or bad UTF-8. */
static enum err decode(struct str text, struct buf *out, struct str *ret)
{
    size_t from = out->n;
    for (size_t i = 0; i < text.n; i++) {
        int byte = (unsigned char)text.p[i];
        if (byte == '+') {
            byte = ' ';
        } else if (byte == '%') {
            byte = escaped_byte(text, i);
            i += 2;
        }
        if (byte < 0x20 || byte == 0x7F) {
            return ERR_INVALID;
        }
        buf_char(out, (char)byte);
    }
    *ret = (struct str){out->p + from, out->n - from};
    return out->overflow || !str_utf8(*ret) ? ERR_INVALID : OK;
}

static enum err add_query(struct request *request, struct str part, struct buf *out)
{
    struct request_pair *pair = &request->query[request->query_n];
    const char *equals = memchr(part.p, '=', part.n);
    struct str name = {part.p, equals == NULL ? part.n : (size_t)(equals - part.p)};
    struct str value = {"", 0};
    if (equals != NULL) {
        value = (struct str){equals + 1, part.n - name.n - 1};
    }
    if (name.n == 0 || decode(name, out, &pair->name) != OK || decode(value, out, &pair->value) != OK) {
        return ERR_INVALID;
    }
    for (size_t i = 0; i < request->query_n; i++) {
        if (str_equal(request->query[i].name, pair->name)) {
            return ERR_INVALID;
        }
    }
    request->query_n++;
    return OK;
}

enum err request_parse_query(struct request *request, struct str query)
{
    struct buf out;
    request->query_n = 0;
    buf_init(&out, request->query_text, sizeof request->query_text);
    for (size_t at = 0; at < query.n;) {
        const char *end = memchr(query.p + at, '&', query.n - at);
        size_t n = end == NULL ? query.n - at : (size_t)(end - (query.p + at));
        if (n == 0 || request->query_n == REQUEST_QUERY_MAX ||
            add_query(request, (struct str){query.p + at, n}, &out) != OK) {
            request->query_n = 0;
            return ERR_INVALID;
        }
        at += n + 1;
    }
    return OK;
}

bool request_next(struct str *list, char separator, struct str *ret)
{
    if (list->p == NULL || list->n == 0) {
        return false;
    }
    const char *end = memchr(list->p, separator, list->n);
    size_t n = end == NULL ? list->n : (size_t)(end - list->p);
    *ret = (struct str){list->p, n};
    n += end == NULL ? 0 : 1;
    *list = (struct str){list->p + n, list->n - n};
    while (ret->n > 0 && (ret->p[0] == ' ' || ret->p[0] == '\t')) {
        ret->p++;
        ret->n--;
    }
    while (ret->n > 0 && (ret->p[ret->n - 1] == ' ' || ret->p[ret->n - 1] == '\t')) {
        ret->n--;
    }
    return true;
}

struct str request_cookie(struct str cookie, const char *name)
{
    struct str found = {"", 0};
    struct str part;
    size_t name_n = strlen(name);
    int times = 0;
    while (request_next(&cookie, ';', &part)) {
        if (part.n > name_n && part.p[name_n] == '=' && memcmp(part.p, name, name_n) == 0) {
            found = (struct str){part.p + name_n + 1, part.n - name_n - 1};
            times++;
        }
    }
    return times == 1 ? found : (struct str){"", 0};
}

/* "q=0.8" of one range, in thousandths. 1000 when there is none, 0 when it is malformed. */
static int quality_of(struct str range)
{
    const char *mark = range.n == 0 ? NULL : memmem(range.p, range.n, "q=", 2);
    if (mark == NULL) {
        return 1000;
    }
    int quality = 0;
    int scale = 1000;
    for (const char *p = mark + 2; p < range.p + range.n; p++) {
        if (*p >= '0' && *p <= '9') {
            quality += (*p - '0') * scale;
            scale /= 10;
        } else if (*p != '.') {
            break;
        }
    }
    return quality > 1000 ? 1000 : quality;
}

/* Is the range this language, with or without a region? `language` is two lower-case letters. */
static bool is_language(struct str range, const char *language)
{
    return range.n >= 2 && (range.p[0] | 0x20) == language[0] && (range.p[1] | 0x20) == language[1];
}

enum request_language request_language_of(struct str accept_language)
{
    struct str range;
    int ja = 0;
    int en = 0;
    while (request_next(&accept_language, ',', &range)) {
        int quality = quality_of(range);
        if (is_language(range, "ja") && quality > ja) {
            ja = quality;
        } else if (is_language(range, "en") && quality > en) {
            en = quality;
        }
    }
    return en > ja ? REQUEST_EN : REQUEST_JA;
}

bool request_tag_in(struct str list, struct str tag)
{
    struct str part;
    if (str_is(list, "*")) {
        return true;
    }
    while (tag.n > 0 && request_next(&list, ',', &part)) {
        /* A proxy that compresses weakens the tag it passes on; for reads the weak comparison is right (RFC 9110 13.1.2). */
        if (part.n > 2 && part.p[0] == 'W' && part.p[1] == '/') {
            part = (struct str){part.p + 2, part.n - 2};
        }
        if (str_equal(part, tag)) {
            return true;
        }
    }
    return false;
}
