/* Medicine that a newer doctor's form no longer names is taken back, for every day of use that is still to come or under way (A4, R-CARE-01): the
 * order stays to be seen, struck, so that nobody gives from memory what the doctor has ended. Part of other actions. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/reservation_store.h"
#include "store/lane.h"

/* From a day on; *ret_n: how many were taken back. On a day on which no form holds nothing is: the door asks for one anyway. */
enum err take_back_orders(struct tx *tx, int64_t account_id, struct child_id child, int32_t from_day,
                          size_t *ret_n) NODISCARD;
