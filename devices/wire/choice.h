/* Whom a card speaks for and what its touch means for each of them: the one pure rule that the entrance box and the server share, on top
 * of punch.h.
 *   R-ATT-05  a family card shows its children; those not reported absent are preselected (all, when all are).
 *   R-ATT-06  a card of one child alone means that child, reported absent or not: it has come.
 *   R-ATT-03, 04  what is then to be asked: leave anyway, back or mistake, arriving or leaving. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/punch.h"
#include "wire/tap.h"

enum { CHOICE_CHILDREN_MAX = TAP_CHILDREN_MAX };

struct choice_child {
    enum punch_place place;
    int64_t accepted_ms;
    int64_t touched_ms;         /* the last touch of this card that meant this child and was no bounce, 0 none */
    bool absent;                /* reported absent today */
    bool preselected;           /* out */
    enum punch_meaning meaning; /* out: what the touch means for this child if it is meant */
};

/* The question behind a touch; what is kept stands when nobody answers it. */
enum choice_question {
    CHOICE_NOTHING, /* it is clear */
    CHOICE_WHO,     /* which children? nothing is registered before somebody says so */
    CHOICE_ANYWAY,  /* "already registered hh:mm": leave (or come back) anyway? */
    CHOICE_RETURN,  /* it had left: back again, or a mistake? */
    CHOICE_LATE,    /* arriving or leaving? the arrival was not registered */
    CHOICE_QUESTION_COUNT
};

/* Sets `preselected` alone. */
void choice_preselect(struct choice_child *children, size_t n);
/* Sets `preselected` and `meaning` of every child. */
void choice_decide(const struct punch_policy *policy, struct choice_child *children, size_t n, enum punch_wish wish,
                   int64_t touch_ms);
/* R-ATT-02: a bounce for one of them is a bounce of the card; it says the same again to those alone. */
bool choice_bounces(const struct choice_child *children, size_t n);
/* What is to be asked about decided children. */
enum choice_question choice_question(const struct choice_child *children, size_t n);
/* What the preselected ones are told together; PUNCH_KEPT when it differs among them, PUNCH_BOUNCE when the card bounces, PUNCH_UNKNOWN when
 * there is nobody. */
enum punch_meaning choice_said(const struct choice_child *children, size_t n);

const char *choice_word(enum choice_question question); /* "none" "who" "anyway" "return" "late" */
