/* R-ATT-05 and what follows from punch.h for one child or several: see choice.h. */
#include "wire/choice.h"

#include <assert.h>
#include <stdlib.h>

#include "base/banned.h"

void choice_preselect(struct choice_child *children, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        any = any || !children[i].absent;
    }
    for (size_t i = 0; i < n; i++) {
        children[i].preselected = !any || !children[i].absent;
    }
}

void choice_decide(const struct punch_policy *policy, struct choice_child *children, size_t n, enum punch_wish wish,
                   int64_t touch_ms)
{
    assert(n <= CHOICE_CHILDREN_MAX);
    choice_preselect(children, n);
    for (size_t i = 0; i < n; i++) {
        struct punch_known known = {
            .place = children[i].place, .accepted_ms = children[i].accepted_ms, .touched_ms = children[i].touched_ms};
        children[i].meaning = punch_decide(policy, &known, wish, touch_ms);
    }
}

bool choice_bounces(const struct choice_child *children, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (children[i].meaning == PUNCH_BOUNCE) {
            return true;
        }
    }
    return false;
}

static enum choice_question question_of(enum punch_meaning meaning)
{
    switch (meaning) {
    case PUNCH_LOCKED:
        return CHOICE_ANYWAY;
    case PUNCH_ASK_RETURN:
        return CHOICE_RETURN;
    case PUNCH_ASK_LATE:
        return CHOICE_LATE;
    case PUNCH_ARRIVE:
    case PUNCH_LEAVE:
    case PUNCH_BACK:
    case PUNCH_BOUNCE:
    case PUNCH_UNKNOWN:
    case PUNCH_KEPT:
    case PUNCH_ASK_WHO:
    case PUNCH_UNDONE:
        return CHOICE_NOTHING;
    case PUNCH_MEANING_COUNT:
        break;
    }
    abort(); /* a meaning that is none */
}

enum choice_question choice_question(const struct choice_child *children, size_t n)
{
    if (n == 0 || choice_bounces(children, n)) {
        return CHOICE_NOTHING;
    }
    return n == 1 ? question_of(children[0].meaning) : CHOICE_WHO;
}

enum punch_meaning choice_said(const struct choice_child *children, size_t n)
{
    enum punch_meaning all = choice_bounces(children, n) ? PUNCH_BOUNCE : PUNCH_UNKNOWN;
    if (all == PUNCH_BOUNCE) {
        return all;
    }
    for (size_t i = 0; i < n; i++) {
        if (children[i].preselected) {
            all = all == PUNCH_UNKNOWN || all == children[i].meaning ? children[i].meaning : PUNCH_KEPT;
        }
    }
    return all;
}

const char *choice_word(enum choice_question question)
{
    static const char *const words[CHOICE_QUESTION_COUNT] = {
        [CHOICE_NOTHING] = "none",  [CHOICE_WHO] = "who",   [CHOICE_ANYWAY] = "anyway",
        [CHOICE_RETURN] = "return", [CHOICE_LATE] = "late",
    };
    assert((unsigned)question < CHOICE_QUESTION_COUNT);
    return words[question];
}
