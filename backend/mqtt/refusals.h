/* Records what was refused at the reader's door, without letting whoever sends rubbish fill the disk or the log: the same again only
 * counts, at most REFUSALS_NEW_PER_MIN different things a minute get a row of their own, the rest are counted together. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/lane.h"
#include "store/tap_store.h"

enum { REFUSALS_NEW_PER_MIN = 60, REFUSALS_WAITING_MAX = 64 };

struct refusals;

enum err refusals_open(struct lane *lane, struct refusals **ret) NODISCARD;
/* Waits until the lane has written what is under way. NULL is fine. */
void refusals_close(struct refusals *refusals);
/* gateway: as the topic says, or "" when it says none. One thread only. */
void refusals_note(struct refusals *refusals, const char *gateway, enum tap_refusal why, struct str payload);
/* Writes the log line that is due, at most one a second. The same thread. */
void refusals_turn(struct refusals *refusals);
