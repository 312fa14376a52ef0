/* Japan's national holidays as data (R-CAL-03: substitute holidays and days between holidays included). */
#pragma once

#include "base/err.h"
#include "store/db.h"

/* Puts every holiday of the built-in list into the calendar. */
enum err holidays_import(struct db *db) NODISCARD;
