/* The room's staff settle a bill (R-FEE-06): paid, invoiced, waived, or paid back. One step at a time, each once: what is paid gets the next
 * receipt number of the municipality. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/fee_store.h"
#include "store/lane.h"

struct settle_fee {
    /* in */
    struct str id; /* of the reservation */
    enum fee_state to;
    struct str method; /* FEE_PAID: how; FEE_REFUNDED: how it is given back */
    struct str reason; /* FEE_WAIVED, FEE_REFUNDED: a word */
    /* out */
    bool wrong_state;
    struct fee_row fee; /* as it is now */
};
/* An act's verb. ERR_NOT_FOUND: no such reservation, not of a room in which the caller works, or nothing is to be paid for it. */
enum err settle_fee(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
