/* R-ATT-02 bounce, R-ATT-03 lock, R-ATT-04 toggle, as one function of what is known: see punch.h. */
#include "wire/punch.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static const char *const words[PUNCH_MEANING_COUNT] = {
    [PUNCH_ARRIVE] = "arrive",     [PUNCH_LEAVE] = "leave",     [PUNCH_BACK] = "back",
    [PUNCH_BOUNCE] = "bounce",     [PUNCH_LOCKED] = "locked",   [PUNCH_ASK_RETURN] = "ask_return",
    [PUNCH_ASK_LATE] = "ask_late", [PUNCH_UNKNOWN] = "unknown", [PUNCH_KEPT] = "kept",
    [PUNCH_ASK_WHO] = "ask_who",   [PUNCH_UNDONE] = "undone",
};

static bool within(int64_t since_ms, int64_t touch_ms, int64_t window_ms)
{
    int64_t distance_ms = touch_ms >= since_ms ? touch_ms - since_ms : since_ms - touch_ms;
    return since_ms != 0 && distance_ms < window_ms;
}

/* What the button asks for, given where the child is; PUNCH_LOCKED when it is so already. */
static enum punch_meaning wished(enum punch_place place, enum punch_wish wish)
{
    bool arrive = wish == PUNCH_WISH_ARRIVE;
    switch (place) {
    case PUNCH_NOT_ARRIVED:
        return arrive ? PUNCH_ARRIVE : PUNCH_ASK_LATE; /* leaving without an arrival: staff will enter it */
    case PUNCH_PRESENT:
        return arrive ? PUNCH_LOCKED : PUNCH_LEAVE;
    case PUNCH_STEPPED_OUT:
        return arrive ? PUNCH_BACK : PUNCH_LEAVE;
    case PUNCH_LEFT:
        return arrive ? PUNCH_BACK : PUNCH_LOCKED;
    }
    abort(); /* a place that is none */
}

static enum punch_meaning toggled(const struct punch_policy *policy, enum punch_place place, int64_t touch_ms)
{
    switch (place) {
    case PUNCH_NOT_ARRIVED:
        return policy->closing_ms != 0 && touch_ms > policy->closing_ms - policy->late_first_ms ? PUNCH_ASK_LATE
                                                                                                : PUNCH_ARRIVE;
    case PUNCH_PRESENT:
        return PUNCH_LEAVE;
    case PUNCH_STEPPED_OUT:
        return PUNCH_BACK;
    case PUNCH_LEFT:
        return PUNCH_ASK_RETURN;
    }
    abort(); /* a place that is none */
}

enum punch_meaning punch_decide(const struct punch_policy *policy, const struct punch_known *known,
                                enum punch_wish wish, int64_t touch_ms)
{
    bool bounce = within(known->touched_ms, touch_ms, policy->debounce_ms);
    if (wish != PUNCH_AUTO) {
        enum punch_meaning meaning = wished(known->place, wish);
        return meaning == PUNCH_LOCKED && bounce ? PUNCH_BOUNCE : meaning;
    }
    if (bounce) {
        return PUNCH_BOUNCE;
    }
    if (within(known->accepted_ms, touch_ms, policy->lock_ms)) {
        return PUNCH_LOCKED;
    }
    return toggled(policy, known->place, touch_ms);
}

void punch_apply(struct punch_known *known, enum punch_meaning meaning, int64_t touch_ms)
{
    if (meaning == PUNCH_BOUNCE) {
        return;
    }
    known->touched_ms = touch_ms;
    switch (meaning) {
    case PUNCH_ARRIVE:
    case PUNCH_BACK:
        known->place = PUNCH_PRESENT;
        known->accepted_ms = touch_ms;
        break;
    case PUNCH_LEAVE:
    case PUNCH_ASK_LATE: /* taken as a leave whose arrival is missing */
        known->place = PUNCH_LEFT;
        known->accepted_ms = touch_ms;
        break;
    case PUNCH_BOUNCE:
    case PUNCH_LOCKED:
    case PUNCH_ASK_RETURN:
    case PUNCH_UNKNOWN:
    case PUNCH_KEPT:
    case PUNCH_ASK_WHO:
    case PUNCH_UNDONE:
        break;
    case PUNCH_MEANING_COUNT:
        abort(); /* a meaning that is none */
    }
}

const char *punch_word(enum punch_meaning meaning)
{
    assert((size_t)meaning < PUNCH_MEANING_COUNT);
    return words[meaning];
}

bool punch_of_word(const char *word, enum punch_meaning *ret)
{
    for (int i = 0; i < PUNCH_MEANING_COUNT; i++) {
        if (strcmp(word, words[i]) == 0) {
            *ret = (enum punch_meaning)i;
            return true;
        }
    }
    return false;
}
