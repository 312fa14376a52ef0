/* A child's reservations from a day on, for whoever ends them together. Reads only. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"
#include "store/reservation_store.h"

/* Those that hold a place or wait for one, at most `max`; more are left for the next time. */
enum err reservation_later(struct db *db, struct child_id child, int32_t from_day, struct reservation_id *list,
                           size_t max, size_t *ret_n) NODISCARD;
