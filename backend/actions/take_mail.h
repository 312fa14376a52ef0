/* What is due for sending is taken out of the outbox: a bounded batch, leased, so that a crash sends it again rather than never; with everything
 * its sentences are filled with as it stands now, its address unsealed and its one-tap links made. The addresses are opened for the machine alone,
 * which writes to them: nobody reads them, so no reading is recorded. What has become old, or may no longer be told to that address, ends here.
 *
 * The other half: what became of each goes back into the outbox (settle_mail). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/link_token.h"
#include "base/err.h"
#include "core/link.h"
#include "core/message.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/message_store.h"

enum {
    TAKE_MAIL_MAX = 16,
    TAKE_MAIL_LEASE_MS = 15 * 60 * 1000, /* longer than a batch can take */
    TAKE_MAIL_ROOM_BYTES = 128,
    TAKE_MAIL_PHONE_BYTES = 32,
    TAKE_MAIL_IDENT_TEXT = 33,
};

struct take_mail_link {
    enum link_what what;
    char token[LINK_TOKEN_TEXT];
};

struct take_mail_letter {
    int64_t id;
    enum message_kind kind;
    int32_t tries; /* this one included */
    int64_t created_ms;
    int64_t ends_ms;                  /* 0 never */
    char ident[TAKE_MAIL_IDENT_TEXT]; /* the same at each try: of the Message-ID */
    char language[MESSAGE_LANGUAGE_BYTES];
    char address[MESSAGE_ADDRESS_BYTES_MAX + 1];
    struct take_mail_link links[LINK_OF_MESSAGE_MAX];
    size_t links_n;
    bool of_site; /* room and phone are a nursery's, and nothing after them stands */
    bool about;   /* a reservation; else nothing of the following stands */
    char room[TAKE_MAIL_ROOM_BYTES];
    char phone[TAKE_MAIL_PHONE_BYTES];
    int32_t day;
    int32_t from_min; /* POLICY_NONE: the slot is in no rule any more */
    int32_t to_min;
    enum reservation_state state;
    enum reservation_reason reason;
    int32_t rank;        /* 0 unless it waits */
    int64_t deadline_ms; /* for giving it back without being late; 0 there is none, or it has passed */
};

struct take_mail {
    struct take_mail_letter letters[TAKE_MAIL_MAX]; /* out; to be wiped */
    size_t n;
    bool more; /* something was looked at: there may be more */
};
/* A lane job's run: arg is a struct take_mail. */
enum err take_mail(struct tx *tx, void *arg) NODISCARD;

enum settle_mail_outcome {
    SETTLE_SENT,
    SETTLE_AGAIN,   /* tried; again at next_ms */
    SETTLE_UNTRIED, /* given back: due at once */
    SETTLE_GIVEN_UP,
};
struct settle_mail {
    int64_t id;
    enum settle_mail_outcome outcome;
    int64_t wait_ms; /* AGAIN: until the next try */
};
/* A lane job's run: arg is a struct settle_mail. */
enum err settle_mail(struct tx *tx, void *arg) NODISCARD;
/* A lane job's run, at a start: what somebody was sending when the program ended is due again. */
enum err untake_mail(struct tx *tx, void *arg) NODISCARD;
