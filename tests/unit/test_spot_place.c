/* Spot places of extended care: the window, what is asked for in it and after it, and every reason against. */
#include "core/spot_place.h"

#include "base/civil.h"
#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

/* Two places for ages 1 and 2, one from 3 on; asked for from the 15th to the 20th, four days, drawn on the 21st at nine. */
static struct spot_rules town(void)
{
    struct spot_rules rules;
    spot_rules_init(&rules);
    rules.places[1] = 2;
    rules.places[2] = 2;
    rules.places[3] = 1;
    return rules;
}

TEST("R-EXT-07: the window is in the month before, the draw on the day after it, also over the turn of a year")
{
    static const struct {
        const char *now;
        const char *month;
        bool drawn;
        enum spot_phase phase;
    } rows[] = {
        {"2026-03-14T23:59:59+09:00", "2026-04-01", false, SPOT_BEFORE},
        {"2026-03-15T00:00:00+09:00", "2026-04-01", false, SPOT_COLLECT},
        {"2026-03-20T23:59:59+09:00", "2026-04-01", false, SPOT_COLLECT},
        {"2026-03-21T00:00:00+09:00", "2026-04-01", false, SPOT_DRAWING},
        {"2026-03-21T09:00:00+09:00", "2026-04-01", false, SPOT_DRAWING}, /* until it really was */
        {"2026-03-21T09:00:01+09:00", "2026-04-01", true, SPOT_FIRST},
        {"2026-12-15T00:00:00+09:00", "2027-01-01", false, SPOT_COLLECT},
        {"2026-12-14T12:00:00+09:00", "2027-01-01", false, SPOT_BEFORE},
    };
    struct spot_rules rules = town();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t now_ms = 0;
        print_message("%s\n", rows[i].now);
        EXPECT_OK(civil_parse_instant(str_of(rows[i].now), &now_ms));
        EXPECT_INT(spot_phase(&rules, rules_day(rows[i].month), rows[i].drawn, now_ms), rows[i].phase);
    }
    EXPECT_INT(spot_draws_ms(&rules, rules_day("2026-04-01")), civil_ms_at(rules_day("2026-03-21"), 540));
    rules.lottery = false;
    EXPECT_INT(spot_phase(&rules, rules_day("2026-04-01"), false, civil_ms_at(rules_day("2026-03-15"), 0)), SPOT_FIRST);
    EXPECT_INT(spot_month_after(rules_day("2026-01-31"), 1), rules_day("2026-02-01"));
    EXPECT_INT(spot_month_after(rules_day("2026-01-31"), -1), rules_day("2025-12-01"));
}

TEST("R-EXT-07: one place in one age is offered, none at all is not")
{
    struct spot_rules rules;
    spot_rules_init(&rules);
    EXPECT_NOT(spot_offered(&rules));
    rules.places[2] = 1;
    EXPECT(spot_offered(&rules));
}

TEST("R-EXT-07: every reason against a day, one at a time, and what follows when there is none")
{
    struct spot_rules rules = town();
    const struct spot_ask good = {.class_age = 1,
                                  .day = rules_day("2026-04-10"),
                                  .open = true,
                                  .phase = SPOT_COLLECT,
                                  .now_ms = civil_ms_at(rules_day("2026-03-16"), 600)};
    struct spot_ask ask = good;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_OK);
    EXPECT_INT(spot_decide(&rules, &ask), SPOT_APPLIED);
    ask.class_age = 0;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_NOT_OFFERED);
    ask = good;
    ask.phase = SPOT_BEFORE;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_TOO_EARLY);
    ask.phase = SPOT_DRAWING;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_BEING_DRAWN);
    ask = good;
    ask.open = false;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_CLOSED_DAY);
    ask = good;
    ask.has = SPOT_WAITING;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_ASKED_ALREADY);
    ask.has = SPOT_CANCELLED;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_OK);
    ask.days = 3;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_OK);
    ask.days = 4;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_TOO_MANY);
    ask = good;
    ask.phase = SPOT_FIRST;
    ask.now_ms = civil_ms_at(rules_day("2026-04-09"), 1439);
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_OK);
    ask.now_ms = civil_ms_at(rules_day("2026-04-10"), 0);
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_TOO_LATE);
    rules.before_days = 0;
    EXPECT_INT(spot_judge(&rules, &ask), SPOT_OK);
    ask.granted = 1;
    EXPECT_INT(spot_decide(&rules, &ask), SPOT_GRANTED);
    ask.granted = 2;
    EXPECT_INT(spot_decide(&rules, &ask), SPOT_WAITING);
    ask.class_age = 5; /* shares the one place with 3 and 4 */
    ask.granted = 1;
    EXPECT_INT(spot_decide(&rules, &ask), SPOT_WAITING);
}

TEST("R-EXT-07: the states, and what does not happen in them; a place is given back until its day is over")
{
    static const enum spot_state next[SPOT_STATE_LAST + 1][4] = {
        /* asked, taken, full, given back */
        [SPOT_NONE] = {SPOT_APPLIED, SPOT_GRANTED, SPOT_WAITING, SPOT_NONE},
        [SPOT_APPLIED] = {SPOT_NONE, SPOT_GRANTED, SPOT_WAITING, SPOT_CANCELLED},
        [SPOT_GRANTED] = {SPOT_NONE, SPOT_NONE, SPOT_NONE, SPOT_CANCELLED},
        [SPOT_WAITING] = {SPOT_NONE, SPOT_GRANTED, SPOT_NONE, SPOT_CANCELLED},
        [SPOT_CANCELLED] = {SPOT_NONE, SPOT_NONE, SPOT_NONE, SPOT_NONE},
    };
    for (int state = SPOT_NONE; state <= SPOT_STATE_LAST; state++) {
        for (int event = SPOT_ASKED; event <= SPOT_GIVEN_BACK; event++) {
            EXPECT_INT(spot_next((enum spot_state)state, (enum spot_event)event), next[state][event]);
        }
    }
    int32_t day = rules_day("2026-04-10");
    EXPECT(spot_may_cancel(SPOT_GRANTED, day, civil_ms_at(day, 1439)));
    EXPECT(!spot_may_cancel(SPOT_GRANTED, day, civil_ms_at(day + 1, 0)));
    EXPECT(!spot_may_cancel(SPOT_CANCELLED, day, civil_ms_at(day, 0)));
}
