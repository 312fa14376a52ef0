/* Which message carries which links, and until when each works. */
#include "core/link.h"

#include "support/test.h"

TEST("R-CAN-03: the reminder's \"use\" works until its deadline, \"cancel\" until the room opens")
{
    EXPECT_INT(link_expires_ms(LINK_USE, 1000, 5000), 1000);
    EXPECT_INT(link_expires_ms(LINK_CANCEL, 1000, 5000), 5000);
    EXPECT_INT(link_expires_ms(LINK_CANCEL, 6000, 5000), 6000); /* a deadline after the opening */
}

TEST("R-WL-05: both links of an offer work until its end")
{
    EXPECT_INT(link_expires_ms(LINK_ACCEPT, 1000, 5000), 1000);
    EXPECT_INT(link_expires_ms(LINK_DECLINE, 1000, 5000), 1000);
}

TEST("offers, reminders and questions about an address carry links, in their order; no other message does")
{
    for (int kind = 1; kind <= MESSAGE_KIND_LAST; kind++) {
        enum link_what list[LINK_OF_MESSAGE_MAX];
        size_t n = link_of_message((enum message_kind)kind, list);
        if (kind == MESSAGE_OFFER) {
            EXPECT_INT(n, 2);
            EXPECT_INT(list[0], LINK_ACCEPT);
            EXPECT_INT(list[1], LINK_DECLINE);
        } else if (kind == MESSAGE_REMINDER) {
            EXPECT_INT(n, 2);
            EXPECT_INT(list[0], LINK_USE);
            EXPECT_INT(list[1], LINK_CANCEL);
        } else if (kind == MESSAGE_CONTACT) {
            EXPECT_INT(n, 1);
            EXPECT_INT(list[0], LINK_CONFIRM);
        } else {
            EXPECT_INT(n, 0);
        }
    }
}

TEST("each kind of link has a word of its own")
{
    EXPECT_STR(link_what_word(LINK_USE), "use");
    EXPECT_STR(link_what_word(LINK_CANCEL), "cancel");
    EXPECT_STR(link_what_word(LINK_ACCEPT), "accept");
    EXPECT_STR(link_what_word(LINK_DECLINE), "decline");
    EXPECT_STR(link_what_word(LINK_CONFIRM), "confirm");
}
