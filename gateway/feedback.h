/* What the family sees and hears. Called strictly after the outbox's commit: a chime is a promise. */
#pragma once

#include <stdint.h>

#include "wire/punch.h"

/* The line "chime EPOCH SEQ SAID" on stdout, flushed at once, and the terminal's bell when there is one. */
void feedback_chime(int64_t epoch, int64_t seq, enum punch_meaning said);
/* The line "sorry WHY": nothing was kept, touch again or tell a teacher. */
void feedback_sorry(const char *why);
