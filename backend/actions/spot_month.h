/* A child's month of spot places as it stands: what the nursery's rules say, how many places of each day are taken, what the child has asked for, and
 * what would be said if it asked now (R-EXT-07). Read by whoever shows it and by whoever asks, so that both say the same. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/spot_place.h"
#include "store/attendance_store.h"
#include "store/draw_store.h"
#include "store/spot_store.h"

struct spot_month_day {
    bool open;
    int32_t granted; /* of the child's age */
    int32_t waiting;
    int32_t applied;
    struct spot_row mine; /* state SPOT_NONE: nothing */
};

/* Some kilobytes. */
struct spot_month {
    int64_t site_id;
    int32_t month_day;
    int32_t days_n;
    struct spot_rules rules;
    bool committed; /* draw stands */
    struct draw draw;
    enum spot_phase phase;
    int32_t class_age;
    int32_t asked; /* days of the child */
    struct spot_month_day days[SPOT_DAYS_MAX];
};

/* ERR_NOT_FOUND: no rules hold there then. */
enum err spot_month_read(struct db *db, const struct attendance_child *child, int32_t month_day, int64_t now_ms,
                         struct spot_month *ret) NODISCARD;
struct spot_ask spot_month_ask(const struct spot_month *month, int32_t day, int64_t now_ms);
