/* See message.h. */
#include "core/message.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/banned.h"

static const struct {
    const char *word;
    bool at_once;
} rows[] = {
    [MESSAGE_CONFIRMED] = {"confirmed", true},
    [MESSAGE_REQUESTED] = {"requested", true},
    [MESSAGE_WAITLISTED] = {"waitlisted", true},
    [MESSAGE_OFFER] = {"offer", true},
    [MESSAGE_OFFER_OVER] = {"offer_over", false},
    [MESSAGE_GIVEN] = {"given", false},
    [MESSAGE_DECLINED] = {"declined", false},
    [MESSAGE_NOT_AVAILABLE] = {"not_available", false},
    [MESSAGE_REMINDER] = {"reminder", true},
    [MESSAGE_CANCELLED] = {"cancelled", true},
    [MESSAGE_FACILITY] = {"facility", false},
    [MESSAGE_RELEASED] = {"released", false},
    [MESSAGE_REGISTERED] = {"registered", false},
    [MESSAGE_RETURNED] = {"returned", false},
    [MESSAGE_NOT_REGISTERED] = {"not_registered", false},
    [MESSAGE_RENEW] = {"renew", false},
    [MESSAGE_SUSPENDED] = {"suspended", false},
    [MESSAGE_CHANGED] = {"changed", false},
    [MESSAGE_CONTACT] = {"contact", true},
    [MESSAGE_MISSING] = {"missing", true},
    [MESSAGE_NOTICE] = {"notice", false},
    [MESSAGE_NOTICE_URGENT] = {"notice_urgent", true},
    [MESSAGE_NOTICE_UNREAD] = {"notice_unread", false},
    [MESSAGE_SPOT] = {"spot", false},
    [MESSAGE_TALK] = {"talk", false},
};
_Static_assert(sizeof rows / sizeof rows[0] == MESSAGE_KIND_LAST + 1, "one row for each kind");

bool message_at_once(enum message_kind kind)
{
    assert((size_t)kind >= 1);
    assert((size_t)kind <= MESSAGE_KIND_LAST);
    return rows[kind].at_once;
}

const char *message_kind_word(enum message_kind kind)
{
    assert((size_t)kind >= 1);
    assert((size_t)kind <= MESSAGE_KIND_LAST);
    return rows[kind].word;
}

int64_t message_wait_ms(int32_t tries, uint32_t chance)
{
    enum { FIRST_MS = 10000, MOST_MS = 1800000, DOUBLINGS_MAX = 8 };
    int32_t doublings = tries < 1 ? 0 : tries - 1;
    int64_t wait_ms = doublings >= DOUBLINGS_MAX ? MOST_MS : (int64_t)FIRST_MS << doublings;
    wait_ms = wait_ms > MOST_MS ? MOST_MS : wait_ms;
    return wait_ms + (int64_t)(chance % 1000) * wait_ms / 4000;
}

/* --- addresses -------------------------------------------------------------------------------------------------------- */

enum { ADDRESS_MAX = 254, LOCAL_MAX = 64 };

/* No dot at either end or beside another, in what stands between dots. */
static bool is_dotted(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        bool edge = i == 0 || i + 1 == text.n;
        if (text.p[i] == '.' && (edge || text.p[i + 1] == '.')) {
            return false;
        }
    }
    return true;
}

bool message_is_address(struct str text)
{
    const char *at = memchr(text.p, '@', text.n);
    if (at == NULL || text.n > ADDRESS_MAX) {
        return false;
    }
    struct str local = {text.p, (size_t)(at - text.p)};
    struct str domain = {at + 1, text.n - local.n - 1};
    return local.n <= LOCAL_MAX && str_made_of(local, ".!#$%&'*+-/=?^_`{|}~") && is_dotted(local) &&
           str_made_of(domain, ".-") && is_dotted(domain) && domain.p[0] != '-' && domain.p[domain.n - 1] != '-';
}
