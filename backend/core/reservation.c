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
                                  STATE(RESERVATION_NO_SHOW) | STATE(RESERVATION_REQUESTED),
        [RESERVATION_WAITLISTED] = STATE(RESERVATION_OFFERED) | STATE(RESERVATION_CANCELLED) |
                                   STATE(RESERVATION_DECLINED),
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

/* R-RSV-04; staff are not bound by it (R-RSV-10). */
static enum reservation_reason window_reason(const struct reservation_facts *facts, int64_t *ret_opens_ms)
{
    if (facts->by_staff) {
        return REASON_NONE;
    }
    struct window_view view = window_at(facts->policy, facts->calendar, facts->day, facts->now_ms);
    switch (view.state) {
    case WINDOW_NEVER:
        return REASON_CLOSED;
    case WINDOW_BEFORE:
        *ret_opens_ms = view.opens_ms;
        return REASON_TOO_EARLY;
    case WINDOW_INSIDE:
        return REASON_NONE;
    case WINDOW_AFTER:
        break;
    }
    return REASON_TOO_LATE;
}

static bool is_older(const struct reservation_facts *facts)
{
    int32_t from_grade = facts->policy->eligibility.older_from_grade;
    return from_grade > 0 && calendar_grade(facts->child.birth_day, facts->day) >= from_grade;
}

/* A2: the later grades may come on fewer days' notice only. */
static enum reservation_reason older_reason(const struct reservation_facts *facts, int64_t *ret_opens_ms)
{
    const struct policy_eligibility *rule = &facts->policy->eligibility;
    int32_t first = facts->day;
    switch (rule->older_window) {
    case OLDER_ANY_DAY:
        return REASON_NONE;
    case OLDER_DAY_BEFORE:
        first = calendar_open_day_before(facts->calendar, facts->day);
        break;
    case OLDER_SAME_DAY:
        break;
    }
    int64_t opens_ms = civil_ms_at(first, 0);
    if (facts->by_staff || facts->now_ms >= opens_ms) {
        return REASON_NONE;
    }
    *ret_opens_ms = opens_ms;
    return REASON_TOO_EARLY;
}

/* R-RSV-02, R-RSV-15: what the child already has. */
static enum reservation_reason child_day_reason(const struct reservation_facts *facts)
{
    if (facts->active_here || facts->has_place) {
        return REASON_ALREADY_BOOKED;
    }
    return facts->episode_allowed ? REASON_NONE : REASON_EPISODE_LIMIT;
}

static enum reservation_reason first_reason(const struct reservation_facts *facts, struct reservation_screen *screen,
                                            bool older)
{
    if (!calendar_open(facts->calendar, facts->day)) {
        return REASON_CLOSED;
    }
    enum reservation_reason reason = window_reason(facts, &screen->opens_ms);
    if (reason == REASON_NONE) {
        reason = eligibility_reason(facts->policy, &facts->child, facts->day);
    }
    if (reason == REASON_NONE && older) {
        reason = older_reason(facts, &screen->opens_ms);
    }
    if (reason == REASON_NONE) {
        reason = screen->illness.reason;
    }
    return reason == REASON_NONE ? child_day_reason(facts) : reason;
}

struct reservation_screen reservation_screen(const struct reservation_facts *facts)
{
    const struct policy *policy = facts->policy;
    bool older = is_older(facts);
    struct reservation_screen screen = {
        .illness = illness_view(policy, &facts->illness, facts->day),
        .provisional = eligibility_provisional(policy, &facts->child),
        .collected = !facts->drawn && facts->now_ms < window_collected_until(policy, facts->calendar, facts->day),
        .older_full = older && policy->eligibility.older_places != POLICY_NONE &&
                      facts->older_held >= policy->eligibility.older_places,
    };
    screen.waiting_class = waiting_class(&policy->waiting,
                                         &(struct waiting_standing){!screen.provisional, facts->continuing, older});
    screen.reason = first_reason(facts, &screen, older);
    return screen;
}

static struct reservation_decision refused(enum reservation_reason reason, int64_t opens_ms)
{
    return (struct reservation_decision){.state = RESERVATION_NONE, .reason = reason, .opens_ms = opens_ms};
}

static struct reservation_decision waits(const struct reservation_facts *facts, enum reservation_reason reason,
                                         int32_t ahead)
{
    if (facts->waits >= facts->policy->booking.waiting_max) {
        return refused(REASON_WISH_LIMIT, 0);
    }
    return (struct reservation_decision){.state = RESERVATION_WAITLISTED, .reason = reason, .rank = ahead + 1};
}

/* R-RSV-07: does somebody have to look at it before it is confirmed? Staff who enter a call have looked. */
static bool needs_staff(const struct reservation_facts *facts, const struct reservation_screen *screen)
{
    if (screen->illness.judge || screen->provisional) {
        return !facts->by_staff;
    }
    switch (facts->policy->booking.confirm) {
    case CONFIRM_AUTO:
        return false;
    case CONFIRM_MANUAL:
        return !facts->by_staff;
    case CONFIRM_AUTO_UNLESS_ISOLATION:
        return screen->illness.isolate && !facts->by_staff;
    }
    return true;
}

struct reservation_decision reservation_decide(const struct reservation_facts *facts,
                                               const struct reservation_screen *screen,
                                               const struct reservation_room_facts *room)
{
    static const enum reservation_reason reasons[] = {[CARE_FITS] = REASON_FULL,
                                                      [CARE_FULL] = REASON_FULL,
                                                      [CARE_STAFF_SHORT] = REASON_STAFF_SHORT,
                                                      [CARE_NO_ASSIGNMENT] = REASON_ISOLATION_FULL};
    assert(room->ahead >= 0);
    if (screen->reason != REASON_NONE) {
        return refused(screen->reason, screen->opens_ms);
    }
    if (screen->collected) {
        return waits(facts, REASON_DRAW, room->ahead);
    }
    if (room->fit != CARE_FITS || room->others_first || screen->older_full) {
        return waits(facts, reasons[room->fit], room->ahead);
    }
    /* R-RSV-03: CARE_FITS means that all who hold a place have one; once more by the schema's trigger. */
    return (struct reservation_decision){.state = needs_staff(facts, screen) ? RESERVATION_REQUESTED
                                                                             : RESERVATION_CONFIRMED};
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

const char *reservation_mark_word(enum reservation_mark mark)
{
    static const char *const words[] = {
        [MARK_OPEN] = "open", [MARK_FEW] = "few", [MARK_FULL] = "full", [MARK_CLOSED] = "closed"};
    assert((size_t)mark < sizeof words / sizeof words[0]);
    return words[mark];
}

const char *reservation_cause_word(enum reservation_cause cause)
{
    static const char *const words[] = {
        [CAUSE_ASKED] = "asked",
        [CAUSE_DECIDED] = "decided",
        [CAUSE_OFFERED] = "offered",
        [CAUSE_GIVEN] = "given",
        [CAUSE_ACCEPTED] = "accepted",
        [CAUSE_REFUSED] = "refused",
        [CAUSE_RAN_OUT] = "ran_out",
        [CAUSE_CANCELLED] = "cancelled",
        [CAUSE_CHAIN] = "chain",
        [CAUSE_RELEASED] = "released",
        [CAUSE_FACILITY] = "facility",
        [CAUSE_DAY_DECIDED] = "day_decided",
        [CAUSE_DRAWN] = "drawn",
        [CAUSE_CAME] = "came",
        [CAUSE_WENT] = "went",
        [CAUSE_DID_NOT_COME] = "did_not_come",
        [CAUSE_REGISTRATION] = "registration",
        [CAUSE_NOTE_CHANGED] = "note_changed",
    };
    assert((size_t)cause <= (size_t)CAUSE_LAST);
    return words[cause];
}
