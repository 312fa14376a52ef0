/* The ladder of an alarm (R-ABS-04): takes the steps that are due, writes down each attempt, and puts the next step on the agenda. Part of other
 * actions, and what the agenda does. */
#pragma once

#include "base/err.h"
#include "store/alarm_store.h"
#include "store/lane.h"

/* alarm->climb is as it stands afterwards. Nothing happens to an alarm that is over. */
enum err climb_alarm(struct tx *tx, struct alarm *alarm) NODISCARD;
/* The agenda's: ERR_NOT_FOUND: no such alarm. */
enum err climb_alarm_due(struct tx *tx, int64_t alarm_id) NODISCARD;
/* Whoever looks at this alarm is told that it is different. */
void climb_alarm_tell(struct tx *tx, const struct alarm *alarm);
