/* The clock's own door for sick care: looks several times a second whether something on the agenda is due and has it done on the write lane,
 * one thing after another; and sees to it that rooms which draw are committed to a seed before requests open. It keeps nothing in memory that
 * a restart could lose. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "store/lane.h"
#include "store/readers.h"

enum { AGENDA_WATCH_EVERY_MS = 200, AGENDA_WATCH_AHEAD_DAYS = 15 };

struct agenda_watch;

enum err agenda_watch_start(struct lane *lane, struct readers *readers, struct agenda_watch **ret) NODISCARD;
/* NULL is fine. Before the lane and the readers. */
void agenda_watch_stop(struct agenda_watch *watch);

/* Does all that is due now. For tests too. */
enum err agenda_watch_look(struct lane *lane) NODISCARD;
/* Commits the draws of the coming days. For tests too. */
enum err agenda_watch_commit(struct lane *lane, struct readers *readers) NODISCARD;
