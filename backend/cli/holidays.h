/* Japan's national holidays as data (R-CAL-03: substitute holidays and days between holidays included). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

/* Puts every holiday of the built-in list into the calendar. */
enum err holidays_import(struct db *db) NODISCARD;
/* The days of such a list ("2026-01-01,name", one a line), or of the built-in one: text.p NULL. false: a line is no day, or there are more
 * than max. */
bool holidays_list(struct str text, int32_t *days, size_t max, size_t *ret_n);
