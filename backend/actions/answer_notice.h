/* A family answers what a notice asks: one answer per child or per family, changed as often as it likes until the deadline; an anonymous one once, without
 * any trace of whose it is (core/survey.h says what that holds and what it cannot). The answers are read by the nursery's staff: sealed, opened on the
 * lane behind the audit line of the reading (R-NTC-02). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "actions/read_notice.h"
#include "core/access.h"
#include "core/survey.h"
#include "store/lane.h"
#include "store/survey_store.h"

enum answer_notice_outcome {
    ANSWER_NOTICE_DONE,
    ANSWER_NOTICE_NOT_ASKED, /* nothing is asked, or it was recalled, or it is asked the other way (anonymous or not) */
    ANSWER_NOTICE_LATE,      /* the deadline has passed */
    ANSWER_NOTICE_WRONG,     /* answer wrong_at does not fit its question */
    ANSWER_NOTICE_WHOSE,     /* which child? */
    ANSWER_NOTICE_ALREADY,   /* an anonymous answer is given once */
};

struct answer_notice {
    /* in */
    struct str notice;
    struct str child; /* with answers per child */
    bool anonymous;
    struct survey_answer answers[SURVEY_QUESTIONS_MAX];
    size_t n;
    /* out */
    enum answer_notice_outcome outcome;
    size_t wrong_at;
};
/* An act's verb; of an anonymous answer a lane job's, so that the request itself is not kept either. ERR_NOT_FOUND: it did not go to this account. */
enum err answer_notice(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* What stands for one of a guardian's children or its family, for the page. Part of read_notice: after its `own`. answers: JSON; "" none. */
enum err answer_of(struct tx *tx, const struct notice *notice, int64_t subject, struct str *ret_answers,
                   bool *ret_voted) NODISCARD;

struct read_answers {
    const struct caller *caller;
    struct str notice;
    /* On the lane, in this order; must not fail. The head once; hidden: anonymous, and not to be shown yet. */
    void (*head)(void *arg, const struct notice_shown *shown, int64_t asked, int64_t answered, bool hidden);
    void (*answer)(void *arg, const struct survey_row *row, struct str answers);
    void *arg;
    struct tx *tx; /* the action's own */
};
/* ERR_NOT_FOUND: no such notice, or not of this account's nursery. */
enum err read_answers(struct lane *lane, struct read_answers *in) NODISCARD;
