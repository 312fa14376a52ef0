/* The course of a day in the sick-care room, as it is written down (A14): kinds of entries, who sees them, what needs a second person. Pure.
 *
 * R-CARE-02  medicine given: drug, dose, planned and actual time, who gave it, and a second person who looked: another one, signed in. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Numbers are stored: new ones are added at the end. */
enum entry_kind {
    ENTRY_TEMPERATURE = 1,
    ENTRY_MEAL,
    ENTRY_DRINK,
    ENTRY_SLEEP,
    ENTRY_STOOL,
    ENTRY_URINE,
    ENTRY_MEDICINE,
    ENTRY_SYMPTOM,
    ENTRY_ROUND, /* a doctor's or nurse's look */
    ENTRY_NAP_CHECK,
    ENTRY_MESSAGE, /* to the family */
    ENTRY_OTHER,
    ENTRY_STRIKE, /* nothing but: an earlier one was a mistake */
};
enum {
    ENTRY_KIND_LAST = ENTRY_STRIKE,
    ENTRY_LATE_MS = 15 * 60 * 1000, /* written down so much after it was: shown as late */
};

/* Is it meant for the family when nobody says otherwise? */
bool entry_for_family(enum entry_kind kind);
bool entry_needs_second(enum entry_kind kind);
/* Was it written down late? */
bool entry_late(int64_t at_ms, int64_t recorded_ms);
/* May this person be the second one? */
bool entry_second_may(int64_t giver, int64_t second);
const char *entry_kind_word(enum entry_kind kind); /* "temperature" … */
/* NULL-terminated; index + 1 is the kind. */
extern const char *const entry_kind_words[];
