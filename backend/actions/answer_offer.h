/* A family (or staff for it) answers the place it was offered (R-WL-05, R-WL-11); and what happens when nobody answers (R-WL-04). Siblings who
 * were offered places together are answered for together. Whatever frees the place promotes the next in the same transaction. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/reservation_store.h"

struct answer_offer {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    bool accept;
    bool keep_waiting; /* declined: stay on the list, at its end */
    /* out */
    bool changed; /* somebody else was faster (412) */
    int64_t present_version;
    enum reservation_state state;
    enum reservation_reason reason; /* OFFER_EXPIRED, WRONG_STATE, else NONE */
};

/* An act's verb: arg is a struct answer_offer. */
enum err answer_offer(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* The same for a reservation that was found in another way (a link of a message). account_id 0: nobody signed in. */
enum err answer_offer_row(struct tx *tx, int64_t account_id, const struct reservation_row *row,
                          struct answer_offer *ask) NODISCARD;

/* The clock's: the offer of this reservation is over. Nothing happens when it was answered, or has still to run. */
enum err end_offer(struct tx *tx, struct reservation_id id) NODISCARD;
