/* National holidays (imported, never computed: R-CAL-02, R-CAL-03) and the sites' own exceptions. The only writer of holiday and
 * site_day. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

enum err calendar_holiday_put(struct db *db, int32_t day, struct str name) NODISCARD;
enum err calendar_site_day_put(struct db *db, int64_t site_id, int32_t day, bool open) NODISCARD;
