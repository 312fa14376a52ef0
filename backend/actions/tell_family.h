/* Puts what a family must be told into the outbox, to every contact of its household and in each one's language, in the transaction of what
 * it tells (R-WL-08). Part of other actions; not a verb of its own. */
#pragma once

#include "base/err.h"
#include "core/message.h"
#include "core/policy.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* What a reservation that has just come into this state is told as. */
enum message_kind tell_kind_of(enum reservation_state state);

struct telling {
    int64_t household_id;
    struct reservation_id reservation; /* v 0: it is about none */
    enum message_kind kind;
    const struct policy_waiting *quiet; /* whose quiet hours hold; NULL: none */
    int64_t ends_ms;                    /* after that it would tell something old; 0 never */
};
enum err tell_family(struct tx *tx, const struct telling *telling) NODISCARD;

/* One address is asked whether it is right: the only message that one which nobody has confirmed gets. */
enum err tell_contact(struct tx *tx, int64_t contact_id, struct str language, int64_t ends_ms) NODISCARD;
