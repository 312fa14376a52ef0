/* See push.h. */
#include "core/push.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { HOUR_S = 3600, RETRY_MAX_S = HOUR_S };

static const struct {
    const char *word;
    const char *urgency;
    int32_t ttl_s;
} kinds[] = {
    [PUSH_NOTICE] = {"notice", "normal", 24 * HOUR_S}, [PUSH_URGENT] = {"urgent", "high", 4 * HOUR_S},
    [PUSH_OFFER] = {"offer", "high", HOUR_S},          [PUSH_ALARM] = {"alarm", "high", HOUR_S},
    [PUSH_CARE] = {"care", "normal", 24 * HOUR_S},     [PUSH_TEST] = {"test", "high", 300},
    [PUSH_TALK] = {"talk", "normal", 24 * HOUR_S},
};

enum push_kind push_kind_of(enum message_kind kind)
{
    if (kind == MESSAGE_OFFER) {
        return PUSH_OFFER;
    }
    if (kind == MESSAGE_MISSING) {
        return PUSH_ALARM;
    }
    if (kind == MESSAGE_NOTICE_URGENT) {
        return PUSH_URGENT;
    }
    if (kind == MESSAGE_TALK) {
        return PUSH_TALK;
    }
    return kind == MESSAGE_NOTICE || kind == MESSAGE_NOTICE_UNREAD ? PUSH_NOTICE : PUSH_CARE;
}

const char *push_kind_word(enum push_kind kind)
{
    assert(kind >= PUSH_NOTICE);
    assert((int)kind <= (int)PUSH_KIND_LAST);
    return kinds[kind].word;
}

const char *push_urgency(enum push_kind kind)
{
    return kinds[kind].urgency;
}

int64_t push_ttl_s(enum push_kind kind, int64_t ends_ms, int64_t now_ms)
{
    int64_t ttl_s = kinds[kind].ttl_s;
    int64_t left_s = ends_ms == 0 ? ttl_s : (ends_ms - now_ms) / 1000;
    left_s = left_s < 0 ? 0 : left_s;
    return left_s < ttl_s ? left_s : ttl_s;
}

static bool is_host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
}

static bool is_path_char(char c)
{
    return c > 0x20 && c < 0x7F && strchr("\"#<>\\^`{|}", c) == NULL;
}

bool push_origin(struct str endpoint, struct str *ret)
{
    static const char scheme[] = "https://";
    size_t n = sizeof scheme - 1;
    if (endpoint.n > PUSH_ENDPOINT_BYTES_MAX || !str_starts(endpoint, scheme)) {
        return false;
    }
    while (n < endpoint.n && is_host_char(endpoint.p[n])) {
        n++;
    }
    *ret = (struct str){endpoint.p, n};
    bool good = n > sizeof scheme - 1 && n <= PUSH_ORIGIN_BYTES_MAX && n < endpoint.n && endpoint.p[n] == '/';
    for (size_t i = n; good && i < endpoint.n; i++) {
        good = is_path_char(endpoint.p[i]);
    }
    return good;
}

static bool fits(struct str host, struct str service)
{
    if (service.n < 3 || service.p[0] != '*' || service.p[1] != '.') {
        return service.n > 0 && str_equal(host, service);
    }
    struct str tail = {service.p + 1, service.n - 1}; /* with its dot */
    return host.n > tail.n && memcmp(host.p + host.n - tail.n, tail.p, tail.n) == 0;
}

bool push_allowed(struct str endpoint, struct str services)
{
    struct str origin;
    bool found = false;
    if (!push_origin(endpoint, &origin)) {
        return false;
    }
    struct str host = {origin.p + 8, origin.n - 8};
    for (size_t i = 0; i < services.n && !found; i++) {
        size_t begin = i;
        while (i < services.n && services.p[i] != ' ') {
            i++;
        }
        found = fits(host, (struct str){services.p + begin, i - begin});
    }
    return found;
}

enum push_outcome push_judge(int32_t status)
{
    if (status >= 200 && status < 300) {
        return PUSH_SENT;
    }
    if (status == 404 || status == 410) {
        return PUSH_GONE;
    }
    return status == 0 || status == 408 || status == 429 || status >= 500 ? PUSH_AGAIN : PUSH_GIVEN_UP;
}

int64_t push_wait_ms(int32_t tries, int64_t retry_after_s, uint32_t chance)
{
    if (retry_after_s <= 0) {
        return message_wait_ms(tries, chance);
    }
    int64_t wait_s = retry_after_s < RETRY_MAX_S ? retry_after_s : RETRY_MAX_S;
    return wait_s * 1000 + (int64_t)(chance % 1000);
}
