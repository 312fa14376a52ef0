/* National holidays (imported, never computed: R-CAL-02, R-CAL-03) and the sites' own exceptions. The only writer of holiday and
 * site_day. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

struct calendar_exception {
    int32_t day;
    bool open; /* false: closed */
};

enum err calendar_holiday_put(struct db *db, int32_t day, struct str name) NODISCARD;
/* At most max holidays from from_day to to_day, in order. */
enum err calendar_holidays(struct db *db, int32_t from_day, int32_t to_day, int32_t *days, size_t max,
                           size_t *ret_n) NODISCARD;
enum err calendar_site_day_put(struct db *db, int64_t site_id, int32_t day, bool open) NODISCARD;
/* At most CALENDAR_SPAN_MAX of the site's own exceptions from from_day to to_day, in order. */
enum { CALENDAR_SPAN_MAX = 400 };
enum err calendar_site_days(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day,
                            struct calendar_exception list[CALENDAR_SPAN_MAX], size_t *ret_n) NODISCARD;
