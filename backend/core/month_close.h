/* Closing a nursery's month: who has signed what, what stands in the way, and what is closed.
 *
 * R-SHEET-04  A month that is over is signed by the teacher of each class, then by the lead, then by the head; with the head's word it is closed. Each
 *             signs what the month then says: what changes afterwards needs the signatures of its class, of the lead and of the head again. One
 *             person does not take two steps that follow each other. A closed month takes no correction and no report; the head re-opens it with a
 *             reason, which begins its next version, and everybody signs again.
 * R-ATT-16    While a time is missing, or a late touch contradicts staff, nobody can sign that class, and nobody the nursery.
 *
 * A touch that comes late into a closed month is kept as every touch is; the month then says that it has changed since it was closed. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "core/access.h"

enum month_step { MONTH_TEACHER = 1, MONTH_LEAD, MONTH_HEAD, MONTH_REOPEN };

enum { MONTH_CLASSES_MAX = 40, MONTH_CLASS_BYTES = 32 };

/* A word about a month as it was said, in the order in which they were said. */
struct month_word {
    enum month_step step;
    char class_name[MONTH_CLASS_BYTES]; /* with MONTH_TEACHER */
    int64_t account_id;
    int64_t at_ms;
    unsigned char digest[SECRET_HASH_BYTES]; /* of what was signed: the class, or the whole nursery */
};

struct month_signature {
    int64_t account_id; /* 0: not signed, or something has changed since */
    int64_t at_ms;
};

struct month_class {
    char name[MONTH_CLASS_BYTES];
    int32_t children;
    int32_t unresolved;
    unsigned char digest[SECRET_HASH_BYTES]; /* of what the class's month says now */
    struct month_signature signature;
};

struct month {
    bool over; /* its last day has passed */
    struct month_class classes[MONTH_CLASSES_MAX];
    size_t classes_n;
    unsigned char digest[SECRET_HASH_BYTES]; /* of what the nursery's month says now */
    /* From the words. */
    int32_t version; /* 1, and one more with each re-opening */
    struct month_signature lead;
    struct month_signature head; /* of a closed month, even when something has changed since */
    bool closed;
    bool changed; /* closed, and says something else now than was signed */
};

/* Begin without words: version 1, nothing signed. */
void month_begin(struct month *month);
void month_take(struct month *month, const struct month_word *word);

enum month_outcome {
    MONTH_DONE,
    MONTH_NOT_OVER,
    MONTH_UNRESOLVED,  /* R-ATT-16 */
    MONTH_WRONG_STEP,  /* signed already, or the step before is missing */
    MONTH_SAME_PERSON, /* took the step before */
    MONTH_NO_CLASS,    /* nobody of the nursery is in that class */
};

/* May this account take the step now? Whether its role may at all is month_role_may's. */
enum month_outcome month_may(const struct month *month, const struct month_word *word);
/* The class by its name; NULL: nobody is in it. */
const struct month_class *month_class_of(const struct month *month, const char *name);
/* May this person of the nursery take the step, for that class? A lead may sign for a class, a head for the lead. */
bool month_role_may(const struct caller *caller, int64_t site_id, enum month_step step, const char *class_name);

const char *month_step_word(enum month_step step); /* "teacher" "lead" "head" "reopen" */
