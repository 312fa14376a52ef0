/* What was read of a child, by people at work: lines of the audit about the child itself, its absences and its reservations, and about a whole room while
 * it was in it (a class's contact book, the list for leaving the house, the day of a sick-care room). Reads only. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

enum { READINGS_MAX = 200, READINGS_WIDE_MAX = 5000 /* lines about the nursery that are looked at */ };

struct reading {
    int64_t at_ms;
    struct str action;
    int32_t role;    /* enum access_role; 0: somebody who works here no longer */
    struct str site; /* the institution's name; empty: the municipality */
    int64_t times;   /* on that day; more than 1 only of what was read of a whole room */
};

/* The newest first, at most READINGS_MAX. Views while the call lasts. */
enum err reading_each(struct db *db, int64_t child_id, int64_t from_ms,
                      void (*take)(void *arg, const struct reading *reading), void *arg) NODISCARD;
