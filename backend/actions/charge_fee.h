/* The bill of a day of use, or of a place given back too late, computed from what holds on the day of use and kept with its lines (R-FEE-01, 02,
 * 03; R-CAN-02). Part of other actions. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/fee.h"
#include "store/fee_store.h"
#include "store/lane.h"
#include "store/reservation_store.h"

struct charge_use {
    const struct reservation_row *row;
    const struct policy *policy;
    int64_t came_ms;
    int64_t went_ms;
    const int32_t *options; /* how many of each, in the policy's order */
    int64_t account_id;
};
enum err charge_use(struct tx *tx, const struct charge_use *use, struct fee *ret) NODISCARD;
/* The same with what is known now (R-FEE-03): an unpaid bill becomes what it would be; of a paid one, what it would be less is offered back.
 * Never is more asked for what is paid. */
enum err charge_again(struct tx *tx, const struct charge_use *use, const struct fee_row *row,
                      bool *ret_changed) NODISCARD;
/* Nothing is written when yen is 0. */
enum err charge_late_cancellation(struct tx *tx, const struct reservation_row *row, int32_t yen,
                                  int64_t account_id) NODISCARD;
