/* What one guardian may not see or do for a child, because staff limited it (R-REG-11). The answers to a limited guardian are those of a
 * household in which there is nothing to see: no word and no member tells that a limit exists. Pure.
 *
 * Bits of guardian_child.hides; numbers are stored. */
#pragma once

#include <stdint.h>

enum hidden {
    HIDDEN_PICKUP = 1,    /* who fetches the child */
    HIDDEN_ADDRESSES = 2, /* addresses, telephones, employers of the others */
    HIDDEN_TIMES = 4,     /* where the child is and when: nursery, rooms, arrivals, reservations */
    HIDDEN_BOOKING = 8,   /* reservations and registrations of sick care */
};
enum { HIDDEN_WORDS = 4, HIDDEN_ALL = 15 };

/* NULL-terminated; word i is the bit 1 << i. */
extern const char *const hidden_words[];
/* Whoever may not know times and rooms cannot book either: a refusal would tell what is booked already. */
uint32_t hidden_complete(uint32_t bits);
