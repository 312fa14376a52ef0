/* Who stays long in a nursery on a day, as planned or as it came, and by what right: a spot place, or what the family has by the month (R-EXT-07). The
 * price follows from the times either way; staying without a place is a mark for staff, and never refused. Reads only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/extension.h"
#include "store/db.h"

/* Texts live until the next one. */
struct long_stay {
    struct str child;
    struct str name;
    struct str class_name;
    int32_t until_min; /* left, or planned to; while the child is there not before now */
    bool left;
    bool absent;
    int32_t minutes; /* of extended care, as far as prices know it; 0: a place only */
    bool spot;
    bool monthly;
};

struct read_long_stays {
    int64_t site_id;
    int32_t day;
    int64_t now_ms;
    int64_t account_id;            /* who looks: a teacher sees the own class */
    struct extension_rules *rules; /* room for the prices that hold then */
    void (*take)(void *arg, const struct long_stay *stay);
    void *arg;
};
enum err read_long_stays(struct db *db, const struct read_long_stays *ask) NODISCARD;
