/* The one list of disease codes (contract 3, "Disease codes"): number on the doctor's form, group, and which exclusion rule a
 * nursery applies (domain B5). Names are sentences of web/words. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Where a child with it goes back to nursery by which rule; the rule's days are computed elsewhere. */
enum disease_exclusion {
    EXCLUSION_NONE,
    EXCLUSION_FLU,      /* 5 full days after onset and 2 (infants 3) after the fever */
    EXCLUSION_COVID,    /* 5 full days after onset and 1 after the symptoms eased */
    EXCLUSION_FEVER_3,  /* measles: 3 full days after the fever */
    EXCLUSION_RASH,     /* rubella: until the rash is gone */
    EXCLUSION_CRUSTED,  /* varicella, shingles */
    EXCLUSION_SWELLING, /* mumps: 5 full days after the swelling began */
    EXCLUSION_2_DAYS,   /* pharyngoconjunctival fever: 2 full days after the main symptoms */
    EXCLUSION_COUGH,    /* pertussis */
    EXCLUSION_DOCTOR,   /* until a doctor sees no risk */
    EXCLUSION_TREATED,  /* strep: 24–48 h after the antibiotic began */
    EXCLUSION_WELL,     /* fever gone and generally well */
};

struct disease {
    const char *code;
    int32_t form_number; /* on the doctor's form; 0: it has none */
    bool symptom;        /* a symptom, for children without a diagnosis */
    enum disease_exclusion exclusion;
};

enum { DISEASE_COUNT = 44 };

extern const struct disease disease_list[DISEASE_COUNT];

/* Index into disease_list, −1: no such code. */
int disease_find(struct str code);
/* Is the code one of a policy's space-separated codes? */
bool disease_in(struct str codes, struct str code);
const char *disease_exclusion_word(enum disease_exclusion exclusion); /* "none" "flu" … */
