/* The door for the clock: what happens by itself. One thread; each thing it does is a verb on the write lane or a reading. Now: answers
 * kept for repeats are forgotten after 48 hours, sessions when they are over, refused messages when there are very many; after
 * midnight the rooms' days that are over are written down; every night all places and waiting lists are counted again; every day
 * registrations are reminded, run out or closed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/lane.h"
#include "store/readers.h"

struct work;

/* The first round comes a minute after the start, so that a start is never slowed. */
enum err work_start(struct lane *lane, struct readers *readers, struct work **ret) NODISCARD;
/* Waits for what is under way. NULL is fine. Before the lane and the readers. */
void work_stop(struct work *work);

/* One round of forgetting as of now, bounded pieces at a time. For tests too. */
enum err work_forget(struct lane *lane) NODISCARD;
/* Writes down the days that are over, all that are missing. For tests too. */
enum err work_record_days(struct lane *lane) NODISCARD;
/* Writes the heads of the attendance chains that have grown into the audit. For tests too. */
enum err work_anchor(struct lane *lane) NODISCARD;
/* Counts again; *ret_wrong: how many slots, receipts and histories do not agree. */
enum err work_self_check(struct readers *readers, int64_t *ret_wrong) NODISCARD;
/* Is the nightly check due at this instant, when the last one was on last_day? */
bool work_night_due(int64_t now_ms, int32_t last_day);
