/* The decision on a reservation and its states. */
#include "core/reservation.h"

#include <string.h>

#include "base/civil.h"
#include "base/str.h"
#include "support/test.h"

static int64_t instant(const char *text)
{
    int64_t value;
    EXPECT_OK(civil_parse_instant(str_of(text), &value));
    return value;
}

static int32_t day(const char *text)
{
    int32_t value;
    EXPECT_OK(civil_parse_day(str_of(text), &value));
    return value;
}

static struct reservation_policy policy_of(enum reservation_basis basis, int open_min, bool close_before, int close_min)
{
    return (struct reservation_policy){.capacity = 6,
                                       .weekday_mask = 0x1F,
                                       .basis = basis,
                                       .window_open_min = open_min,
                                       .window_close_before = close_before,
                                       .window_close_min = close_min,
                                       .days_ahead = 7,
                                       .age_low_months = 6,
                                       .age_high = LIMIT_SCHOOL_ENTRY,
                                       .max_days = 3,
                                       .waiting_max = 2};
}

static const struct calendar weekdays = {.weekday_mask = 0x1F};

TEST("R-RSV-04 F2: the windows for Monday 2026-03-02 of three rooms")
{
    static const struct {
        enum reservation_basis basis;
        int open_min;
        bool close_before;
        int close_min;
        const char *opens;
        const char *closes;
    } rows[] = {
        {BASIS_OPEN_DAY_BEFORE, 525, true, 1065, "2026-02-27T08:45:00+09:00", "2026-02-27T17:45:00+09:00"},
        {BASIS_CALENDAR_DAY_BEFORE, 900, false, 480, "2026-03-01T15:00:00+09:00", "2026-03-02T08:00:00+09:00"},
        {BASIS_OPEN_DAY_BEFORE, 1080, false, 480, "2026-02-27T18:00:00+09:00", "2026-03-02T08:00:00+09:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reservation_window window;
        struct reservation_policy policy = policy_of(rows[i].basis, rows[i].open_min, rows[i].close_before,
                                                     rows[i].close_min);
        EXPECT(reservation_window(&policy, &weekdays, day("2026-03-02"), &window));
        EXPECT_INT(window.opens_ms, instant(rows[i].opens));
        EXPECT_INT(window.closes_ms, instant(rows[i].closes));
    }
}

static struct reservation_facts facts_of(const struct reservation_policy *policy)
{
    return (struct reservation_facts){.policy = policy,
                                      .calendar = &weekdays,
                                      .day = day("2026-03-02"),
                                      .now_ms = instant("2026-03-01T16:00:00+09:00"),
                                      .birth_day = day("2023-06-01"),
                                      .capacity = 6};
}

TEST("R-CAL-01 R-RSV-04: a millisecond before the opening is too early, the opening itself is inside, the closing is "
     "outside")
{
    static const struct {
        const char *now;
        enum reservation_state state;
        enum reservation_reason reason;
    } rows[] = {
        {"2026-03-01T14:59:59.999+09:00", RESERVATION_NONE, REASON_TOO_EARLY},
        {"2026-03-01T15:00:00.000+09:00", RESERVATION_CONFIRMED, REASON_NONE},
        {"2026-03-02T07:59:59.999+09:00", RESERVATION_CONFIRMED, REASON_NONE},
        {"2026-03-02T08:00:00.000+09:00", RESERVATION_NONE, REASON_TOO_LATE},
    };
    struct reservation_policy policy = policy_of(BASIS_CALENDAR_DAY_BEFORE, 900, false, 480);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reservation_facts facts = facts_of(&policy);
        facts.now_ms = instant(rows[i].now);
        struct reservation_decision decision = reservation_decide(&facts);
        EXPECT_INT(decision.state, rows[i].state);
        EXPECT_INT(decision.reason, rows[i].reason);
        if (decision.reason == REASON_TOO_EARLY) {
            EXPECT_INT(decision.opens_ms, instant("2026-03-01T15:00:00+09:00"));
        }
    }
}

TEST("R-RSV-10: staff book outside the window, never beyond the capacity")
{
    struct reservation_policy policy = policy_of(BASIS_CALENDAR_DAY_BEFORE, 900, false, 480);
    struct reservation_facts facts = facts_of(&policy);
    facts.by_staff = true;
    facts.now_ms = instant("2026-02-20T09:00:00+09:00");
    EXPECT_INT(reservation_decide(&facts).state, RESERVATION_CONFIRMED);
    facts.held = 6;
    EXPECT_INT(reservation_decide(&facts).state, RESERVATION_WAITLISTED);
}

TEST("R-RSV-03 R-RSV-06: the last place is confirmed, the next is first on the waiting list")
{
    struct reservation_policy policy = policy_of(BASIS_ALWAYS, 0, false, 480);
    struct reservation_facts facts = facts_of(&policy);
    facts.held = 5;
    EXPECT_INT(reservation_decide(&facts).state, RESERVATION_CONFIRMED);
    facts.held = 6;
    facts.waiting = 3;
    struct reservation_decision decision = reservation_decide(&facts);
    EXPECT_INT(decision.state, RESERVATION_WAITLISTED);
    EXPECT_INT(decision.reason, REASON_FULL);
    EXPECT_INT(decision.rank, 4);
}

TEST("R-REG-01: too young and too old are refused on the day of use")
{
    struct reservation_policy policy = policy_of(BASIS_ALWAYS, 0, false, 480);
    struct reservation_facts facts = facts_of(&policy);
    facts.birth_day = day("2025-09-02");
    EXPECT_INT(reservation_decide(&facts).state, RESERVATION_CONFIRMED); /* six months old that very day */
    facts.birth_day = day("2025-09-03");
    EXPECT_INT(reservation_decide(&facts).reason, REASON_AGE_LOW);
    facts.birth_day = day("2019-04-02");
    EXPECT_INT(reservation_decide(&facts).state, RESERVATION_CONFIRMED);
    facts.birth_day = day("2019-04-01");
    EXPECT_INT(reservation_decide(&facts).reason, REASON_AGE_HIGH);
}

TEST("R-ROOM-07 R-RSV-02 R-CAL-02: a refused disease, a second booking, too many waits and a closed day have their own "
     "reasons")
{
    struct reservation_policy policy = policy_of(BASIS_ALWAYS, 0, false, 480);
    struct reservation_facts facts = facts_of(&policy);
    facts.disease_refused = true;
    EXPECT_INT(reservation_decide(&facts).reason, REASON_DISEASE_REFUSED);
    facts = facts_of(&policy);
    facts.active_here = true;
    EXPECT_INT(reservation_decide(&facts).reason, REASON_ALREADY_BOOKED);
    facts = facts_of(&policy);
    facts.has_place = true;
    EXPECT_INT(reservation_decide(&facts).reason, REASON_ALREADY_BOOKED);
    facts = facts_of(&policy);
    facts.held = 6;
    facts.waits = 2;
    EXPECT_INT(reservation_decide(&facts).reason, REASON_WISH_LIMIT);
    facts = facts_of(&policy);
    facts.day = day("2026-03-07");
    EXPECT_INT(reservation_decide(&facts).reason, REASON_CLOSED);
}

TEST("R-RSV-01: of all pairs of states exactly the written transitions exist")
{
    static const char *const allowed[] = {
        "none>requested",         "none>confirmed",     "none>waitlisted",     "requested>confirmed",
        "requested>waitlisted",   "requested>declined", "requested>cancelled", "confirmed>cancelled",
        "confirmed>checked_in",   "confirmed>no_show",  "waitlisted>offered",  "waitlisted>cancelled",
        "offered>confirmed",      "offered>waitlisted", "offered>expired",     "offered>cancelled",
        "checked_in>checked_out",
    };
    size_t found = 0;
    for (int from = 0; from <= RESERVATION_STATE_LAST; from++) {
        for (int to = 1; to <= RESERVATION_STATE_LAST; to++) {
            char pair[64];
            struct buf buf;
            bool wanted = false;
            buf_init(&buf, pair, sizeof pair);
            buf_puts(&buf, reservation_state_word((enum reservation_state)from));
            buf_char(&buf, '>');
            buf_puts(&buf, reservation_state_word((enum reservation_state)to));
            for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
                wanted = wanted || strcmp(allowed[i], pair) == 0;
            }
            EXPECT_INT(reservation_may_become((enum reservation_state)from, (enum reservation_state)to), wanted);
            found += wanted ? 1 : 0;
        }
    }
    EXPECT_INT(found, sizeof allowed / sizeof allowed[0]);
}

TEST("R-RSV-08 R-RSV-09: what holds a place, and the sign it leaves for the others")
{
    EXPECT(reservation_holds(RESERVATION_REQUESTED));
    EXPECT(reservation_holds(RESERVATION_OFFERED));
    EXPECT_NOT(reservation_holds(RESERVATION_WAITLISTED));
    EXPECT_NOT(reservation_holds(RESERVATION_CANCELLED));
    EXPECT(reservation_active(RESERVATION_WAITLISTED));
    EXPECT_NOT(reservation_active(RESERVATION_NO_SHOW));
    EXPECT_STR(reservation_mark_word(reservation_mark(true, 2)), "open");
    EXPECT_STR(reservation_mark_word(reservation_mark(true, 1)), "few");
    EXPECT_STR(reservation_mark_word(reservation_mark(true, 0)), "full");
    EXPECT_STR(reservation_mark_word(reservation_mark(false, 6)), "closed");
}
