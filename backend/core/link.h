/* One-tap links of messages: which message carries which, and until when each works. Pure.
 *
 * R-CAN-03  the reminder asks "use" or "cancel"; no answer: the place is kept. "use" works until the deadline of the reminder, "cancel" as long
 *           as cancelling is possible at all: until the room opens on the day of use (R-CAN-02).
 * R-WL-05   an offer's links work until its end, which still counts.
 * R-WL-08   an address that a guardian enters gets nothing until it has said that it is right. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/message.h"

/* Numbers are stored. */
enum link_what { LINK_USE = 1, LINK_CANCEL, LINK_ACCEPT, LINK_DECLINE, LINK_CONFIRM };
enum { LINK_WHAT_LAST = LINK_CONFIRM, LINK_OF_MESSAGE_MAX = 2 };

const char *link_what_word(enum link_what what); /* "use" "cancel" "accept" "decline" "confirm" */

/* The links a message of this kind carries, in the order in which they stand in it; 0: none. */
size_t link_of_message(enum message_kind kind, enum link_what list[LINK_OF_MESSAGE_MAX]);

/* Until when a link works. ends_ms: of the message that carries it; opens_ms: when the room opens on the day of use. */
int64_t link_expires_ms(enum link_what what, int64_t ends_ms, int64_t opens_ms);
