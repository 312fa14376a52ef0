/* See reservation.h for the rules. */
#include "core/reservation.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

#define STATE(state) (1u << (unsigned)(state))

static bool known(enum reservation_state state)
{
    return (int)state >= (int)RESERVATION_NONE && (int)state <= (int)RESERVATION_STATE_LAST;
}

bool reservation_may_become(enum reservation_state from, enum reservation_state to)
{
    static const unsigned next[] = {
        [RESERVATION_NONE] = STATE(RESERVATION_REQUESTED) | STATE(RESERVATION_CONFIRMED) |
                             STATE(RESERVATION_WAITLISTED),
        [RESERVATION_REQUESTED] = STATE(RESERVATION_CONFIRMED) | STATE(RESERVATION_WAITLISTED) |
                                  STATE(RESERVATION_DECLINED) | STATE(RESERVATION_CANCELLED),
        [RESERVATION_CONFIRMED] = STATE(RESERVATION_CANCELLED) | STATE(RESERVATION_CHECKED_IN) |
                                  STATE(RESERVATION_NO_SHOW),
        [RESERVATION_WAITLISTED] = STATE(RESERVATION_OFFERED) | STATE(RESERVATION_CANCELLED),
        [RESERVATION_DECLINED] = 0,
        [RESERVATION_OFFERED] = STATE(RESERVATION_CONFIRMED) | STATE(RESERVATION_WAITLISTED) |
                                STATE(RESERVATION_EXPIRED) | STATE(RESERVATION_CANCELLED),
        [RESERVATION_EXPIRED] = 0,
        [RESERVATION_CANCELLED] = 0,
        [RESERVATION_CHECKED_IN] = STATE(RESERVATION_CHECKED_OUT),
        [RESERVATION_CHECKED_OUT] = 0,
        [RESERVATION_NO_SHOW] = 0,
    };
    assert(known(from));
    assert(known(to));
    return (next[from] & STATE(to)) != 0;
}

bool reservation_holds(enum reservation_state state)
{
    const unsigned holding = STATE(RESERVATION_REQUESTED) | STATE(RESERVATION_CONFIRMED) | STATE(RESERVATION_OFFERED) |
                             STATE(RESERVATION_CHECKED_IN) | STATE(RESERVATION_CHECKED_OUT);
    assert(known(state));
    return (holding & STATE(state)) != 0;
}

bool reservation_active(enum reservation_state state)
{
    return reservation_holds(state) || state == RESERVATION_WAITLISTED;
}

bool reservation_window(const struct reservation_policy *policy, const struct calendar *calendar, int32_t day,
                        struct reservation_window *ret)
{
    int32_t basis_day = day;
    switch (policy->basis) {
    case BASIS_ALWAYS:
        ret->opens_ms = civil_ms_at(day - policy->days_ahead, 0);
        ret->closes_ms = civil_ms_at(day, policy->window_close_min);
        return true;
    case BASIS_CALENDAR_DAY_BEFORE:
        basis_day = day - 1;
        break;
    case BASIS_OPEN_DAY_BEFORE:
        basis_day = calendar_open_day_before(calendar, day);
        break;
    }
    if (basis_day == CALENDAR_NEVER) {
        return false;
    }
    ret->opens_ms = civil_ms_at(basis_day, policy->window_open_min);
    ret->closes_ms = civil_ms_at(policy->window_close_before ? basis_day : day, policy->window_close_min);
    return true;
}

static struct reservation_decision refused(enum reservation_reason reason)
{
    return (struct reservation_decision){.state = RESERVATION_NONE, .reason = reason};
}

/* R-RSV-04; staff are not bound by it (R-RSV-10). */
static enum reservation_reason window_reason(const struct reservation_facts *facts, int64_t *ret_opens_ms)
{
    struct reservation_window window;
    if (facts->by_staff) {
        return REASON_NONE;
    }
    if (!reservation_window(facts->policy, facts->calendar, facts->day, &window)) {
        return REASON_CLOSED;
    }
    if (facts->now_ms < window.opens_ms) {
        *ret_opens_ms = window.opens_ms;
        return REASON_TOO_EARLY;
    }
    return facts->now_ms >= window.closes_ms ? REASON_TOO_LATE : REASON_NONE;
}

/* R-REG-01, R-ROOM-07, R-RSV-02: about the child. */
static enum reservation_reason child_reason(const struct reservation_facts *facts)
{
    const struct reservation_policy *policy = facts->policy;
    if (facts->day < calendar_months_old_day(facts->birth_day, policy->age_low_months)) {
        return REASON_AGE_LOW;
    }
    if (facts->day > calendar_last_day(facts->birth_day, policy->age_high)) {
        return REASON_AGE_HIGH;
    }
    if (facts->disease_refused) {
        return REASON_DISEASE_REFUSED;
    }
    return facts->active_here || facts->has_place ? REASON_ALREADY_BOOKED : REASON_NONE;
}

struct reservation_decision reservation_decide(const struct reservation_facts *facts)
{
    int64_t opens_ms = 0;
    assert(facts->held >= 0);
    assert(facts->waiting >= 0);
    if (!calendar_open(facts->calendar, facts->day)) {
        return refused(REASON_CLOSED);
    }
    enum reservation_reason reason = window_reason(facts, &opens_ms);
    reason = reason == REASON_NONE ? child_reason(facts) : reason;
    if (reason != REASON_NONE) {
        struct reservation_decision decision = refused(reason);
        decision.opens_ms = opens_ms;
        return decision;
    }
    if (facts->held >= facts->capacity) {
        if (facts->waits >= facts->policy->waiting_max) {
            return refused(REASON_WISH_LIMIT);
        }
        return (struct reservation_decision){
            .state = RESERVATION_WAITLISTED, .reason = REASON_FULL, .rank = facts->waiting + 1};
    }
    assert(facts->held < facts->capacity); /* R-RSV-03, once more by the schema's trigger */
    return (struct reservation_decision){.state = RESERVATION_CONFIRMED};
}

enum reservation_mark reservation_mark(bool open, int32_t remaining)
{
    if (!open) {
        return MARK_CLOSED;
    }
    return remaining >= 2 ? MARK_OPEN : remaining == 1 ? MARK_FEW : MARK_FULL;
}

static const char *const state_words[] = {
    [RESERVATION_NONE] = "none",
    [RESERVATION_REQUESTED] = "requested",
    [RESERVATION_CONFIRMED] = "confirmed",
    [RESERVATION_WAITLISTED] = "waitlisted",
    [RESERVATION_DECLINED] = "declined",
    [RESERVATION_OFFERED] = "offered",
    [RESERVATION_EXPIRED] = "expired",
    [RESERVATION_CANCELLED] = "cancelled",
    [RESERVATION_CHECKED_IN] = "checked_in",
    [RESERVATION_CHECKED_OUT] = "checked_out",
    [RESERVATION_NO_SHOW] = "no_show",
};

const char *reservation_state_word(enum reservation_state state)
{
    assert(known(state));
    return state_words[state];
}

const char *reservation_reason_word(enum reservation_reason reason)
{
    static const char *const words[] = {
        [REASON_NONE] = NULL,
        [REASON_FULL] = "FULL",
        [REASON_TOO_EARLY] = "TOO_EARLY",
        [REASON_TOO_LATE] = "TOO_LATE",
        [REASON_CLOSED] = "CLOSED",
        [REASON_AGE_LOW] = "AGE_LOW",
        [REASON_AGE_HIGH] = "AGE_HIGH",
        [REASON_DISEASE_REFUSED] = "DISEASE_REFUSED",
        [REASON_ALREADY_BOOKED] = "ALREADY_BOOKED",
        [REASON_WISH_LIMIT] = "WISH_LIMIT",
        [REASON_WRONG_STATE] = "WRONG_STATE",
    };
    assert((size_t)reason <= (size_t)REASON_LAST);
    return words[reason];
}

const char *reservation_mark_word(enum reservation_mark mark)
{
    static const char *const words[] = {
        [MARK_OPEN] = "open", [MARK_FEW] = "few", [MARK_FULL] = "full", [MARK_CLOSED] = "closed"};
    assert((size_t)mark < sizeof words / sizeof words[0]);
    return words[mark];
}
