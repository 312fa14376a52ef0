/* The reminder before the cancel deadline (R-CAN-03): every family with a confirmed place on a room's day is asked whether it will come, with links
 * to say so in one tap. Who does not answer keeps the place. */
#pragma once

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* The clock's. Who was reminded once is not reminded again. */
enum err remind_families(struct tx *tx, struct site_id site, int32_t day) NODISCARD;
