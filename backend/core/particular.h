/* What a family tells when it asks for a place, beside the illness itself: what of it has been said, and what is open. Pure.
 *
 * R-RSV-11  a request says how ill the child is (diagnosis or symptom, onset: always), the last temperature, the day of the doctor's note or of
 *           the visit that is to bring it, that the allergies are as registered, who fetches the child and when, and when it comes. What a room
 *           cannot do without stands in its rules (booking.required); by telephone everything may be left open, and staff ask later. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum particular {
    PARTICULAR_TEMPERATURE,
    PARTICULAR_NOTE_ISSUED, /* of a note that is in hand */
    PARTICULAR_NOTE_VISIT,  /* of a visit that is booked */
    PARTICULAR_ALLERGIES,
    PARTICULAR_PICKUP_PERSON,
    PARTICULAR_PICKUP_TIME,
    PARTICULAR_ARRIVAL,
};
enum { PARTICULAR_COUNT = PARTICULAR_ARRIVAL + 1, PARTICULAR_ALL = (1 << PARTICULAR_COUNT) - 1 };

/* NULL-terminated, as the rules and the door name them: "temperature" … */
extern const char *const particular_words[];
/* Where it stands in a request: "/condition/temperature_c" … */
const char *particular_pointer(enum particular what);
/* A bit for each that is said, or that nobody needs to say: a note that there is none has no day. `condition` is the JSON that is kept of a
 * request, arrival: the planned arrival stands beside it. What cannot be read says nothing. */
uint32_t particular_said(struct str condition, bool arrival);
