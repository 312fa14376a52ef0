/* Whom of a child's family one can telephone: the guardians' and the emergency numbers of the household's sheet, then the persons who may fetch the
 * child. Sealed: part of actions that record the reading. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "store/lane.h"

/* relation: "guardians", "emergency", "pickup", or what the family wrote; number "": none is known. Texts are views while the call lasts. */
enum err family_numbers(struct tx *tx, int64_t child_id, int64_t household_id,
                        void (*take)(void *arg, struct str name, struct str relation, struct str number),
                        void *arg) NODISCARD;
