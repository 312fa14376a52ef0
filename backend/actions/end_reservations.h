/* A child's reservations from a day on are cancelled because its registration ends then (R-REG-12): the family is told of each, and the places go
 * to the next. Part of other actions. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* ret_n: how many. account_id 0: by itself. */
enum err end_reservations(struct tx *tx, struct child_id child, int32_t from_day, int64_t account_id,
                          int32_t *ret_n) NODISCARD;
