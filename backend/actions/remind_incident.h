/* Reminders of the reports of a serious accident (R-SAFE-03): written down, shown on the pages of the head and, once a report is late, of the
 * municipality. Part of other actions, and what the agenda does. */
#pragma once

#include "base/err.h"
#include "store/incident_store.h"
#include "store/lane.h"

/* Writes what is due, and puts the next one on the agenda. */
enum err remind_incident(struct tx *tx, const struct incident *incident) NODISCARD;
/* The agenda's: ERR_NOT_FOUND: no such incident. */
enum err remind_incident_due(struct tx *tx, int64_t incident_id) NODISCARD;
/* Whoever looks at the nursery's incidents is told that something is different. */
void remind_incident_tell(struct tx *tx, const struct incident *incident);
