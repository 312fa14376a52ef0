/* Reading for the count of the kitchen (R-ABS-06): writes nothing. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "core/meal.h"
#include "store/attendance_store.h"
#include "store/db.h"

/* ERR_NOT_FOUND: no rules hold there on that day. */
enum err meal_store_times(struct db *db, int64_t site_id, int32_t day, struct meal_times *ret) NODISCARD;

/* Room for looking back at one child's day: not on a stack. */
struct meal_work {
    struct attendance_work fold;
    int64_t received_ms[ATTENDANCE_TAPS_MAX];
};

/* Would the child have been counted with what was known at at_ms? */
enum err meal_store_counted(struct db *db, const struct attendance_key *key, const struct meal_times *times,
                            int64_t at_ms, struct meal_work *work, bool *ret) NODISCARD;
