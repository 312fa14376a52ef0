/* Medicine in the nursery: a guardian asks for it for one day, one person of the staff gives it, another one has seen it.
 *
 *   R-CARE-02  Medicine given is drug, dose, planned and real time, giver and a second person. What only one person has written down waits, and
 *              neither the family nor the contact book takes it for given.
 *
 * Without a request of that day nothing is given, nor to a child who is not here by the register: in most mistakes it is another child.
 * Pure: no clock, no storage. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"

enum {
    MEDICINE_DAY_MAX = 6,     /* requests of a child for one day */
    MEDICINE_AHEAD_DAYS = 14, /* so early it may be asked for */
    MEDICINE_DETAIL_MAX = 1600,
};

/* What is known of a request. */
struct medicine_facts {
    int32_t day;
    bool withdrawn;
    int64_t giver; /* account; 0: nobody has given it */
    bool seen;     /* by the second person */
    bool here;     /* the child is in the nursery now */
};

enum medicine_outcome {
    MEDICINE_FINE,
    MEDICINE_OVER,        /* its day is over, or it is too late for this */
    MEDICINE_EARLY,       /* its day is to come */
    MEDICINE_FULL,        /* no more for that day */
    MEDICINE_STATE,       /* withdrawn, given already, or not given yet */
    MEDICINE_AWAY,        /* the child is not here */
    MEDICINE_SAME_PERSON, /* who gave it is not the second person */
};
enum medicine_outcome medicine_may_ask(int32_t day, int32_t today, int64_t asked) NODISCARD;
enum medicine_outcome medicine_may_withdraw(const struct medicine_facts *facts, int32_t today) NODISCARD;
enum medicine_outcome medicine_may_give(const struct medicine_facts *facts, int32_t today) NODISCARD;
enum medicine_outcome medicine_may_see(const struct medicine_facts *facts, int64_t second, int32_t today) NODISCARD;
/* What was written down by mistake is struck on the same day; the line stays. */
enum medicine_outcome medicine_may_strike(const struct medicine_facts *facts, int32_t today) NODISCARD;
const char *medicine_outcome_word(enum medicine_outcome outcome); /* the refusal's code; NULL of FINE */

/* "asked" "waits" (for the second person) "given" "withdrawn" */
const char *medicine_state_word(bool withdrawn, bool given, bool seen);

/* Reads drug, dose, when, at (with "at"), clinic and note, and writes them to `out` in one form, as one object. What is wrong is a fault of `in`. */
void medicine_decode(struct json_in *in, struct json_out *out);
