/* A card is lost: it opens nothing from now on, and the nursery's entrances know it within five seconds of being reachable (R-SEC-07). Doing it
 * twice changes nothing more. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

struct revoke_card {
    struct str card;
};

/* An act's verb: arg is a struct revoke_card. ERR_NOT_FOUND: no card of a nursery whose head asks. */
enum err revoke_card(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
