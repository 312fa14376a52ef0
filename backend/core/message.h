/* What families are told, by which rule, whether it may wait for the end of the quiet hours, and for how long it is tried to tell it.
 * Sentences are in web/words (mail.*). Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Numbers are stored: new ones are added at the end. */
enum message_kind {
    MESSAGE_CONFIRMED = 1,
    MESSAGE_REQUESTED, /* a nurse must judge (R-RSV-07) */
    MESSAGE_WAITLISTED,
    MESSAGE_OFFER,          /* R-WL-02: with links to accept and to decline */
    MESSAGE_OFFER_OVER,     /* R-WL-04 */
    MESSAGE_GIVEN,          /* a place came without a question (R-WL-07, a draw) */
    MESSAGE_DECLINED,       /* staff declined, with the reason */
    MESSAGE_NOT_AVAILABLE,  /* R-WL-09 */
    MESSAGE_REMINDER,       /* R-CAN-03: with links to use and to cancel */
    MESSAGE_CANCELLED,      /* what the family cancelled, and what went with it (R-CAN-04) */
    MESSAGE_FACILITY,       /* R-RSV-16: the facility cannot take the child that day */
    MESSAGE_RELEASED,       /* placed elsewhere: off this list (R-RSV-02) */
    MESSAGE_REGISTERED,     /* approved */
    MESSAGE_RETURNED,       /* to be completed */
    MESSAGE_NOT_REGISTERED, /* refused */
    MESSAGE_RENEW,          /* R-REG-06 */
    MESSAGE_SUSPENDED,      /* R-CAN-06 */
    MESSAGE_CHANGED,        /* staff changed something the family sees: back to "requested" (R-RSV-13) */
    MESSAGE_CONTACT,        /* R-WL-08: is this address right? With a link to say so */
    MESSAGE_MISSING,        /* R-ABS-04: the child has not arrived and nobody has said why; names no child */
    MESSAGE_NOTICE,         /* R-NTC-01: there is a notice; nothing of what it says */
    MESSAGE_NOTICE_URGENT,
    MESSAGE_NOTICE_UNREAD, /* a reminder to whoever has not read it, or owes the answer */
    MESSAGE_SPOT, /* R-EXT-07: places of extended care were drawn, or one fell free; names no child and no day */
    MESSAGE_TALK, /* the nursery has written; nothing of what, and no child */
};
enum { MESSAGE_KIND_LAST = MESSAGE_TALK };

/* May it go out in quiet hours? Answers to what somebody has just done may, and an offer is never made in them. */
bool message_at_once(enum message_kind kind);
const char *
message_kind_word(enum message_kind kind); /* "confirmed" …: the middle of its keys, mail.confirmed.subject */

/* Nothing is tried longer than this, whether it has an end of its own or not. */
#define MESSAGE_TRIED_MS (INT64_C(24) * 3600 * 1000)
/* How long to wait after `tries` attempts that failed for a reason that may pass: ten seconds, doubling to half an hour, and up to a quarter more
 * by chance (`chance`), so that what failed together does not come again together. */
int64_t message_wait_ms(int32_t tries, uint32_t chance);

/* Is it an address that can stand in a header and in an SMTP command? ASCII, one '@', a domain of letters, digits, dots and hyphens: fewer than RFC
 * 5321 allows, and none that it does not. */
bool message_is_address(struct str text);
