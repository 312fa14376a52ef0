/* By itself nothing is written when a cut-off passes, and yet every board must turn red then (R-ABS-03): this thread looks every few
 * seconds at who is not here, announces the nurseries whose number of unexplained children has changed by time alone, and has their alarms raised
 * and ended (actions/watch_alarms.h). What it knows it reads: a restart forgets nothing but since when it has been listening. */
#pragma once

#include "base/err.h"
#include "store/lane.h"
#include "store/readers.h"

enum { MISSING_WATCH_EVERY_MS = 5000 };

struct missing_watch;

enum err missing_watch_start(struct lane *lane, struct readers *readers, struct missing_watch **ret) NODISCARD;
/* NULL is fine. Before the lane and the readers. */
void missing_watch_stop(struct missing_watch *watch);
/* One look now: what the thread does each time. For tests too. */
enum err missing_watch_look(struct missing_watch *watch) NODISCARD;
/* A watch without a thread, for tests. */
enum err missing_watch_open(struct lane *lane, struct readers *readers, struct missing_watch **ret) NODISCARD;
