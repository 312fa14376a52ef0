/* See link.h. */
#include "core/link.h"

#include <assert.h>

#include "base/banned.h"

const char *link_what_word(enum link_what what)
{
    static const char *const words[] = {[LINK_USE] = "use",
                                        [LINK_CANCEL] = "cancel",
                                        [LINK_ACCEPT] = "accept",
                                        [LINK_DECLINE] = "decline",
                                        [LINK_CONFIRM] = "confirm"};
    assert(what >= LINK_USE);
    assert((int)what <= (int)LINK_WHAT_LAST);
    return words[what];
}

size_t link_of_message(enum message_kind kind, enum link_what list[LINK_OF_MESSAGE_MAX])
{
    if (kind == MESSAGE_OFFER) {
        list[0] = LINK_ACCEPT;
        list[1] = LINK_DECLINE;
        return 2;
    }
    if (kind == MESSAGE_REMINDER) {
        list[0] = LINK_USE;
        list[1] = LINK_CANCEL;
        return 2;
    }
    if (kind == MESSAGE_CONTACT) {
        list[0] = LINK_CONFIRM;
        return 1;
    }
    return 0;
}

int64_t link_expires_ms(enum link_what what, int64_t ends_ms, int64_t opens_ms)
{
    return what == LINK_CANCEL && opens_ms > ends_ms ? opens_ms : ends_ms;
}
