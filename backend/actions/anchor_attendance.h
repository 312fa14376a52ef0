/* Writes the head of every attendance chain that has grown into the audit: what stands there can neither be cut off nor written anew unseen
 * (store/chain_store.h). Once a day by itself, and with every approval of a month. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/lane.h"

/* A lane_job's run(): arg is a bool, out: there are more nurseries than one run takes. */
enum err anchor_attendance(struct tx *tx, void *arg) NODISCARD;
/* One nursery's head, now. */
enum err anchor_nursery(struct tx *tx, int64_t site_id, struct str public_id) NODISCARD;
