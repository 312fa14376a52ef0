/* Those who still wait for a room's day are told that no place is available (R-WL-09): at the decision instant, but for those who asked to
 * stay on the list of the day itself; all of them when staff have closed the day (R-RSV-16), and when it is over. In pieces, so that other
 * work on the lane is not kept waiting. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum { DECIDE_PIECE = 100 };

enum decide_why { DECIDE_FINAL, DECIDE_CLOSED, DECIDE_OVER };
/* The clock's. Looks at the facts again: nothing happens when the instant has moved or the day was opened again. *ret_more: there are more of
 * them, call again. */
enum err decide_day(struct tx *tx, struct site_id site, int32_t day, enum decide_why why, bool *ret_more) NODISCARD;
