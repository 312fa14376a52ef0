/* Households: whoever shares children. The only writer of household. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

enum err household_create(struct db *db, const char *public_id, int64_t *ret_id) NODISCARD;
