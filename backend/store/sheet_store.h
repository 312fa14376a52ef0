/* The household's sheet of its children's registrations, sealed: the only writer of household_sheet. A guardian from whom the others' addresses
 * are hidden has a sheet of their own (R-REG-11). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

/* What a sealed sheet is bound to. account_id 0: the household's. */
struct str sheet_about(struct buf *buf, char *storage, size_t bytes, int64_t household_id, int64_t account_id);

/* The sealed sheet into out, of at most `max` bytes. ERR_NOT_FOUND: nothing was ever written. */
enum err sheet_get(struct db *db, int64_t household_id, int64_t account_id, struct buf *out,
                   int64_t *ret_version) NODISCARD;
enum err sheet_put(struct db *db, int64_t household_id, int64_t account_id, struct str sealed,
                   int64_t now_ms) NODISCARD;
