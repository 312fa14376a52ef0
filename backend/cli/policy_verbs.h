/* What `tsubame policy load` asks the write lane for. */
#pragma once

#include "cli/control.h"

/* {"verb":"policy_load","document":TEXT} -> the report of policy_report.h with "stored", "days_replanned" and "days_kept". A document with faults
 * is answered, not refused: the report names all of them, and nothing was stored. */
enum err policy_verb_load(struct tx *tx, struct control_call *call) NODISCARD;
