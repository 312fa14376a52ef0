/* Notes once a minute in the store which gateways were heard of, for whoever looks for a silent one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"

enum { HEARD_AT_ONCE = 64, HEARD_EVERY_MS = 60000 };

struct heard;

enum err heard_open(struct lane *lane, struct heard **ret) NODISCARD;
/* Waits until the lane has written what is under way. NULL is fine. */
void heard_close(struct heard *heard);
/* Is it time for the next note? */
bool heard_due(struct heard *heard, int64_t mono_ms);
/* At most HEARD_AT_ONCE gateways; they may be lost, and then the next minute notes them. */
void heard_note(struct heard *heard, const int64_t *gateway_ids, size_t n, int64_t mono_ms);
