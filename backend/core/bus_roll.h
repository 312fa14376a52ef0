/* The roll call of a bus, child by child. Pure.
 *   R-SAFE-02  every child is called by name when it boards and when it alights, each time with who called and when. Who boarded and has not alighted is
 *              missing until it is found: nobody confirms the last seat or ends the outing before, and ten minutes after the first has alighted it is
 *              an alarm. A name called by mistake is taken back by another line; nothing is changed.
 *
 * A ride ends when somebody has walked to the last seat; the way back is another ride, on which everybody is expected again. */
#pragma once

#include <stdint.h>

/* Numbers are stored. */
enum bus_call { BUS_BOARDED = 1, BUS_ALIGHTED, BUS_BACK /* one step back: it was a mistake */ };
extern const char *const bus_call_words[];

enum bus_place { BUS_EXPECTED, BUS_ABOARD, BUS_OFF };
extern const char *const bus_place_words[];

/* Calls in the order in which they were written. A name called twice, by two tablets that were without network, is one call; who alights without having
 * been called was aboard. */
enum bus_place bus_roll_next(enum bus_place place, enum bus_call call);
