/* What the family sees and hears. Called strictly after the outbox's commit: a chime is a promise. */
#pragma once

#include <stdint.h>

#include "wire/punch.h"

/* The line "chime EPOCH SEQ SAID" on stdout, flushed at once, and the terminal's bell when there is one. */
void feedback_chime(int64_t epoch, int64_t seq, enum punch_meaning said);
/* The line "roll_call N": the server is gone and N expected children were not seen here (R-ABS-03). A roll call is needed; it does not say that
 * they are missing: they may have come by another door. */
void feedback_roll_call(int64_t children);
/* The line "sorry WHY": nothing was kept, touch again or tell a teacher. */
void feedback_sorry(const char *why);
