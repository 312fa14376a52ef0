/* What a message says: subject and body in the recipient's language, filled with how things stand. It names the room, the day, the hours, what to do
 * next and until when; never a child, an illness, or anything else about health, and no address: mail is read by whoever passes by. */
#pragma once

#include "actions/take_mail.h"
#include "base/str.h"

enum { LETTER_SUBJECT_BYTES = 512, LETTER_BODY_BYTES = 6144, LETTER_URL_BYTES = 320 };

/* Who writes. */
struct letter_sender {
    struct str name;     /* of the town; may be empty */
    struct str base_url; /* where families reach the pages; empty: messages carry no links */
};

/* Fills both. ERR_INVALID: this message cannot be told (a question about an address, without an address of ours to answer it at). */
enum err letter_put(const struct take_mail_letter *letter, const struct letter_sender *sender, struct buf *subject,
                    struct buf *body) NODISCARD;

/* The key under which a reason is told; what speaks of the child's health has one sentence for all. NULL: there is none. */
const char *letter_reason_key(enum reservation_reason reason);
