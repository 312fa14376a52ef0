/* A box that knows a code offers its public keys, and asks again until the head has compared the number (R-SEC-04). The first box that knows the code is
 * the one; the same box asking again is harmless. Five offers that do not know it end the code. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "wire/pairing.h"

struct offer_pairing {
    const struct pairing_asked *asked;
    const char *broker; /* where entrances find it */
    /* Out. */
    bool unknown; /* no such code, over, or another box's: nobody is told which */
    struct pairing_code code;
    struct pairing_letter letter;
};

/* An act's verb; the caller is nobody. */
enum err offer_pairing(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
