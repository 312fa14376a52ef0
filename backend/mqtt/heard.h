/* Notes in the store which gateways were heard of, once a minute, and what they say of themselves, within two seconds: for whoever looks for a silent
 * one, or for one whose reader is unplugged. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"
#include "wire/receipt.h"

enum { HEARD_AT_ONCE = 64, HEARD_EVERY_MS = 60000, HEARD_NEWS_MS = 2000 };

struct heard;

struct heard_gateway {
    int64_t id;
    bool said; /* state is new */
    struct receipt_state state;
};

enum err heard_open(struct lane *lane, struct heard **ret) NODISCARD;
/* Waits until the lane has written what is under way. NULL is fine. */
void heard_close(struct heard *heard);
/* Is it time for the next note? `news`: somebody has said something new of itself, or not all fitted into the last one. */
bool heard_due(struct heard *heard, bool news, int64_t mono_ms);
/* At most HEARD_AT_ONCE gateways; they may be lost, and then the next minute notes them. */
void heard_note(struct heard *heard, const struct heard_gateway *list, size_t n, int64_t mono_ms);
