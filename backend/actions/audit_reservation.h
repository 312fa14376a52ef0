/* The audit line of something done to a reservation. Part of other actions. */
#pragma once

#include "base/err.h"
#include "store/lane.h"

/* action: a word; reason: ids and words only. account_id 0: by itself. */
enum err audit_reservation(struct tx *tx, int64_t account_id, const char *action, struct str public_id,
                           const char *reason) NODISCARD;
