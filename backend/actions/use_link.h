/* A one-tap link of a message is opened, which tells what it would do and changes nothing, or used, which does it once (R-CAN-03, R-UX-05, R-WL-08).
 * Who holds the link needs no sign-in: it was mailed to an address of the household; it acts in the name of whose address that is. It goes through
 * the same functions as the pages, so every rule and every line of the history is the same. What a stranger who reads the mail learns is what
 * the mail says: room, day, state; no child, no illness. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/cancel.h"
#include "core/link.h"
#include "core/reservation.h"
#include "store/lane.h"

enum { USE_LINK_NAME_BYTES = 128, USE_LINK_PHONE_BYTES = 32 };

enum use_link_outcome {
    USE_LINK_DONE,    /* or, when it was only opened: it can be used */
    USE_LINK_WAS,     /* it was used before */
    USE_LINK_EXPIRED, /* its time is over */
    USE_LINK_REFUSED, /* reason says why: answered elsewhere, cancelled, … */
    USE_LINK_WHY,     /* cancelling asks where the child goes instead: `why` is missing */
};

struct use_link {
    /* in */
    struct str token;
    bool use;            /* else it is only opened */
    enum cancel_why why; /* cancel: where the child goes instead */
    /* out */
    enum use_link_outcome outcome;
    enum reservation_reason reason;
    enum link_what what;
    int64_t expires_ms;
    bool about; /* a reservation; else it confirms an address, and nothing of the following stands */
    char room[USE_LINK_NAME_BYTES];
    char phone[USE_LINK_PHONE_BYTES];
    int32_t day;
    int32_t from_min; /* POLICY_NONE: the slot is in no rule any more */
    int32_t to_min;
    enum reservation_state state; /* as it is now, after it was used */
    struct cancel_view view;      /* cancel: as it would be, or was */
    bool asks_why;                /* cancel: more days may go with it */
};

/* An act's verb: arg is a struct use_link; the caller is not asked who it is. ERR_NOT_FOUND: forged, or of an address that was removed or may
 * no longer know of this reservation. */
enum err use_link(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
