/* Whom a touch speaks for, and whether it may count: from its card, the children named at the entrance, and the day.
 *   R-ATT-05  a family card: the children named; unnamed, and no question was open, those not reported absent.
 *   R-ATT-07  unknown, revoked, graduated, another nursery's: it counts for nobody. */
#pragma once

#include "actions/record_tap.h"

struct tap_people {
    enum tap_verdict verdict;
    int64_t card_id; /* 0: none, or not to be used */
    int64_t seen_id; /* the card in use that was touched, also where it does not count; 0: none */
    struct tap_child list[TAP_CHILDREN_MAX];
    size_t n; /* at least one with TAP_OK, else nobody */
};

enum err tap_people_find(struct db *db, const struct record_tap *in, int64_t at_ms, struct tap_people *ret) NODISCARD;
