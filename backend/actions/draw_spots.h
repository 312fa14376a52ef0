/* The draw of a nursery's month of spot places (R-EXT-07): the nursery commits itself to a seed before the window opens, and on the day after it
 * everybody who asked in it gets the places of each day and age in the drawn order; who gets none waits in that order. Once, whatever is restarted: the
 * draw stands on the agenda from the commitment on, and what was drawn is not drawn again. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"
#include "store/site_store.h"
#include "store/spot_store.h"

/* Publishes a commitment for the month when the nursery draws and there is none yet, and puts the draw on the agenda. */
enum err commit_spots(struct tx *tx, const struct site *site, int32_t month_day) NODISCARD;
/* The clock's: the window is over. */
enum err draw_spots(struct tx *tx, struct site_id site, int32_t month_day) NODISCARD;

/* A family is told by mail that there is news of its places; not whose, and not of which day. Part of other actions. */
enum err tell_spot(struct tx *tx, const struct spot_row *row) NODISCARD;
