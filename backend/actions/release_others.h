/* What a place ends elsewhere (R-RSV-02): the child's other waiting entries of the day, and, when a better wish came true, the lesser place it
 * had. Part of other actions. */
#pragma once

#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* The child got a place on `day` by reservation `got` for its wish of this number. Its waiting entries and offers of that day are released,
 * but for those it wants to keep for better wishes. A place it had for a lesser wish is given back (and goes to whoever waits there). */
enum err release_others(struct tx *tx, struct child_id child, int32_t day, struct reservation_id got,
                        int32_t wish) NODISCARD;
