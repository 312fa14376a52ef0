/* Open data of the rooms' use: closed months, room by room, as CSV; small counts hidden (R-STAT-03). Reads only. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

enum { OPEN_DATA_MONTHS = 12 };

/* The newest `months` closed months up to that of `day`, oldest first. ERR_LIMIT: buf does not hold all. */
enum err write_open_data(struct db *db, int32_t day, size_t months, int64_t now_ms, struct buf *buf) NODISCARD;
