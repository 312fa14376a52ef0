/* The doctor's form about one illness (A4): does it hold on a day, and what does a newer one make of an older? Pure.
 *
 * R-RSV-13   a note holds on its day of issue and the valid_days − 1 days after it (illness_note_valid). One with another diagnosis, or
 *            with a drug that the older does not have, voids the older from its own day of issue on (fixture F13).
 * R-CARE-01  a drug that is not on the note that holds is not given. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "core/policy.h"

enum { DOCTOR_NOTE_DRUGS_MAX = 12, DOCTOR_NOTE_DRUG_BYTES = 128 };

/* How far the illness is, as the doctor ticks it. */
enum doctor_note_phase { DOCTOR_NOTE_UNSAID, DOCTOR_NOTE_ACUTE, DOCTOR_NOTE_RECOVERING };

struct doctor_note {
    int disease; /* index into disease_list */
    enum doctor_note_phase phase;
    char drugs[DOCTOR_NOTE_DRUGS_MAX][DOCTOR_NOTE_DRUG_BYTES];
    size_t drugs_n;
};

/* Is the drug on the note? Blanks around a name do not count. */
bool doctor_note_has(const struct doctor_note *note, struct str drug);
/* Does the newer end the older? */
bool doctor_note_voids(const struct doctor_note *newer, const struct doctor_note *older);

/* When a note holds. */
struct doctor_note_span {
    int32_t issued_day;
    int32_t void_day; /* 0: never */
};

enum doctor_note_standing {
    DOCTOR_NOTE_MISSING, /* there is none from that day or before */
    DOCTOR_NOTE_VALID,
    DOCTOR_NOTE_EXPIRED,
    DOCTOR_NOTE_CHANGED, /* diagnosis or drugs are others now: a new one is needed */
};
/* Of several, in the order in which they were issued: the last that holds counts, else what the last one says. *ret_at: which one (n: none). */
enum doctor_note_standing doctor_note_standing(const struct policy_note *rule, const struct doctor_note_span *spans,
                                               size_t n, int32_t day, size_t *ret_at);
const char *doctor_note_standing_word(enum doctor_note_standing standing); /* "missing" … */

/* How much rest the form asks for. */
enum doctor_note_rest { REST_BED, REST_ISOLATE, REST_QUIET, REST_NORMAL };
extern const char *const doctor_note_rest_words[]; /* NULL-terminated */
