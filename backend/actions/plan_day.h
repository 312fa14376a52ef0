/* Puts what will happen by itself on a room's day onto the agenda: the end of its opening minutes, reminder, notices, decision, summing up.
 * Part of the actions that make the day known; not a verb of its own. */
#pragma once

#include "base/err.h"
#include "core/policy.h"
#include "store/lane.h"
#include "store/sick_day_store.h"

/* Makes the day's row and its agenda when there is none yet; *day is as read. Cheap when it is known. */
enum err plan_day(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy,
                  struct sick_day *known) NODISCARD;
/* Other rules hold now: what was planned for a known day is planned anew. */
enum err plan_day_again(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy) NODISCARD;
