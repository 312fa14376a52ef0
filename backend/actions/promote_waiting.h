/* Gives freed places to the families that wait, first in line first (R-RSV-06), inside the transaction that freed them (R-CAN-01).
 * The history shows both steps of R-RSV-01: offered, and accepted at once on the family's behalf. */
#pragma once

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum err promote_waiting(struct tx *tx, struct site_id site, int32_t day, struct str slot) NODISCARD;
