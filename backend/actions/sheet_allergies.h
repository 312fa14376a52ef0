/* What a family wrote of a child's allergies when it registered. Part of other actions: they write the audit line of the reading. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/lane.h"

enum { SHEET_ALLERGIES_MAX = 20 };

/* Calls take for each; *ret_known: there is a sheet that says something of it, be it that there are none. Uses the second half of the lane's scratch
 * memory. A sheet that cannot be read is none: it keeps nobody off a list. */
enum err sheet_allergies(struct tx *tx, int64_t child_id, void (*take)(void *arg, struct str what, struct str care),
                         void *arg, bool *ret_known) NODISCARD;
