/* Does the next thing on the agenda that is due, and takes it off, in one transaction: after a kill it either stands there still or has been
 * done. Each thing looks at the facts again, so that a clock that jumped, or rules that changed, do no harm. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "store/lane.h"

/* On the lane. arg is a bool: out, was there something to do? */
enum err do_agenda(struct tx *tx, void *arg) NODISCARD;
/* When the thing that is due cannot be done: it is tried again in a minute, and those behind it are not kept waiting. arg unused. */
enum err postpone_agenda(struct tx *tx, void *arg) NODISCARD;
