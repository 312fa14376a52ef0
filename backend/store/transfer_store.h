/* Which other rooms may see a reservation, because a guardian agreed (R-RSV-20): the only writer of transfer. Who sees it is decided inside the
 * queries of reservations and boards. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/db.h"
#include "store/reservation_store.h"

struct transfer {
    struct reservation_id id;
    struct site_id site;
    int64_t account_id;
    int64_t now_ms;
};
enum err transfer_agree(struct db *db, const struct transfer *transfer) NODISCARD;
/* Nothing to end is fine. */
enum err transfer_end(struct db *db, const struct transfer *transfer) NODISCARD;
/* Reader. Public ids of the rooms that may see it now; views while the call lasts. */
enum err transfer_each(struct db *db, struct reservation_id id, void (*room)(void *arg, struct str room),
                       void *arg) NODISCARD;
