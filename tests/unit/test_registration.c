/* The states of a registration and how long it holds. */
#include "core/registration.h"

#include <stdio.h>
#include <string.h>

#include "support/rules.h"
#include "support/test.h"

TEST("R-REG-08: of all pairs of states exactly the written transitions exist")
{
    static const char *const allowed[] = {
        "none>draft",         "none>submitted",     "draft>submitted",    "draft>closed",      "submitted>approved",
        "submitted>returned", "submitted>refused",  "submitted>closed",   "approved>approved", "approved>suspended",
        "approved>expired",   "approved>closed",    "returned>submitted", "returned>closed",   "refused>submitted",
        "refused>closed",     "suspended>approved", "suspended>expired",  "suspended>closed",  "expired>submitted",
        "expired>approved",   "expired>closed",     "closed>submitted",
    };
    size_t found = 0;
    for (int from = 0; from <= REGISTRATION_STATE_LAST; from++) {
        for (int to = 1; to <= REGISTRATION_STATE_LAST; to++) {
            char pair[48];
            bool wanted = false;
            snprintf(pair, sizeof pair, "%s>%s", registration_state_word((enum registration_state)from),
                     registration_state_word((enum registration_state)to));
            for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
                wanted = wanted || strcmp(allowed[i], pair) == 0;
            }
            EXPECT_INT(registration_may_become((enum registration_state)from, (enum registration_state)to), wanted);
            found += wanted ? 1 : 0;
        }
    }
    EXPECT_INT(found, sizeof allowed / sizeof allowed[0]);
}

TEST("R-REG-06: to the end of the fiscal year; renewed in March, to the end of the next; reminded from 1 March")
{
    int32_t to = registration_valid_to(RENEWAL_FISCAL_YEAR, rules_day("2026-04-01"), 0);
    EXPECT_INT(to, rules_day("2027-03-31"));
    EXPECT_INT(registration_valid_to(RENEWAL_FISCAL_YEAR, rules_day("2027-03-10"), to), rules_day("2028-03-31"));
    EXPECT_INT(registration_valid_to(RENEWAL_FISCAL_YEAR, rules_day("2027-04-02"), to), rules_day("2028-03-31"));
    EXPECT_INT(registration_remind_from(RENEWAL_FISCAL_YEAR, to), rules_day("2027-03-01"));
}

TEST("a registration of twelve months ends the day before its anniversary, and is renewed from there")
{
    int32_t to = registration_valid_to(RENEWAL_ANNIVERSARY, rules_day("2026-02-10"), 0);
    EXPECT_INT(to, rules_day("2027-02-09"));
    EXPECT_INT(registration_valid_to(RENEWAL_ANNIVERSARY, rules_day("2027-02-01"), to), rules_day("2028-02-09"));
}

TEST("R-REG-07: without renewal it never ends; after twelve months the family is asked, and only asked")
{
    const struct policy_registration rule = {.renewal = RENEWAL_NONE, .confirm_every_months = 12};
    EXPECT_INT(registration_valid_to(RENEWAL_NONE, rules_day("2019-04-01"), 0), REGISTRATION_FOR_EVER);
    EXPECT_INT(registration_remind_from(RENEWAL_NONE, REGISTRATION_FOR_EVER), CALENDAR_NEVER);
    EXPECT_NOT(registration_confirm_due(&rule, rules_day("2025-06-01"), rules_day("2026-05-31")));
    EXPECT(registration_confirm_due(&rule, rules_day("2025-06-01"), rules_day("2026-06-01")));
}

static const struct policy_registration by_year = {.renewal = RENEWAL_FISCAL_YEAR};

static struct registration_life life_of(enum registration_state state, const char *valid_to)
{
    return (struct registration_life){
        .state = state, .valid_to_day = rules_day(valid_to), .closed_day = INT32_MAX, .last_day = INT32_MAX};
}

TEST("R-REG-08: every decision in every state: what it makes of a registration, and where it is refused")
{
    static const struct {
        enum registration_state from;
        enum registration_decision decision;
        enum registration_state to;
        enum registration_step step;
    } possible[] = {
        {REGISTRATION_SUBMITTED, REGISTRATION_APPROVE, REGISTRATION_APPROVED, STEP_APPROVED},
        {REGISTRATION_SUBMITTED, REGISTRATION_RETURN, REGISTRATION_RETURNED, STEP_RETURNED},
        {REGISTRATION_SUBMITTED, REGISTRATION_REFUSE, REGISTRATION_REFUSED, STEP_REFUSED},
        {REGISTRATION_APPROVED, REGISTRATION_SUSPEND, REGISTRATION_SUSPENDED, STEP_SUSPENDED},
        {REGISTRATION_SUSPENDED, REGISTRATION_LIFT, REGISTRATION_APPROVED, STEP_LIFTED},
    };
    size_t found = 0;
    for (int from = 0; from <= REGISTRATION_STATE_LAST; from++) {
        for (int decision = 0; decision < REGISTRATION_DECISIONS; decision++) {
            struct registration_life life = life_of((enum registration_state)from, "2027-03-31");
            enum registration_state to = REGISTRATION_NONE;
            enum registration_step step = STEP_IMPORTED;
            size_t i = 0;
            while (i < sizeof possible / sizeof possible[0] &&
                   ((int)possible[i].from != from || (int)possible[i].decision != decision)) {
                i++;
            }
            bool may = i < sizeof possible / sizeof possible[0];
            EXPECT_INT(
                registration_decide(&life, (enum registration_decision)decision, rules_day("2026-06-01"), &to, &step),
                may);
            if (may) {
                EXPECT_INT(to, possible[i].to);
                EXPECT_INT(step, possible[i].step);
                found++;
            }
        }
    }
    EXPECT_INT(found, sizeof possible / sizeof possible[0]);
}

TEST("R-REG-06: a renewal is decided while the registration holds; returned or refused it leaves the old one as it is")
{
    static const enum registration_step steps[] = {STEP_RENEWED, STEP_RENEWAL_RETURNED, STEP_RENEWAL_REFUSED};
    struct registration_life life = life_of(REGISTRATION_APPROVED, "2027-03-31");
    enum registration_state to = REGISTRATION_NONE;
    enum registration_step step = STEP_IMPORTED;
    EXPECT_NOT(registration_decide(&life, REGISTRATION_APPROVE, rules_day("2027-03-05"), &to, &step));
    life.renewal_asked = true;
    for (int decision = REGISTRATION_APPROVE; decision <= REGISTRATION_REFUSE; decision++) {
        EXPECT(registration_decide(&life, (enum registration_decision)decision, rules_day("2027-03-05"), &to, &step));
        EXPECT_INT(to, REGISTRATION_APPROVED);
        EXPECT_INT(step, steps[decision]);
    }
    EXPECT(registration_decide(&life, REGISTRATION_SUSPEND, rules_day("2027-03-05"), &to, &step));
    EXPECT_INT(to, REGISTRATION_SUSPENDED);
}

TEST("R-REG-06: a renewal may be asked for from 1 March, once, and not where there is nothing to renew")
{
    struct registration_life life = life_of(REGISTRATION_APPROVED, "2027-03-31");
    enum registration_state to = REGISTRATION_NONE;
    enum registration_step step = STEP_IMPORTED;
    EXPECT_NOT(registration_submit(RENEWAL_FISCAL_YEAR, &life, rules_day("2027-02-28"), &to, &step));
    EXPECT(registration_submit(RENEWAL_FISCAL_YEAR, &life, rules_day("2027-03-01"), &to, &step));
    EXPECT_INT(to, REGISTRATION_APPROVED);
    EXPECT_INT(step, STEP_RENEWAL_ASKED);
    EXPECT_NOT(registration_submit(RENEWAL_NONE, &life, rules_day("2027-03-01"), &to, &step));
    life.renewal_asked = true;
    EXPECT_NOT(registration_submit(RENEWAL_FISCAL_YEAR, &life, rules_day("2027-03-02"), &to, &step));
    for (int from = 0; from <= REGISTRATION_STATE_LAST; from++) {
        life = life_of((enum registration_state)from, "2027-03-31");
        bool may = registration_submit(RENEWAL_FISCAL_YEAR, &life, rules_day("2026-06-01"), &to, &step);
        EXPECT_INT(may, from != REGISTRATION_APPROVED &&
                            registration_may_become((enum registration_state)from, REGISTRATION_SUBMITTED));
    }
}

TEST("R-REG-06: the turn of the year: reminded once from 1 March, run out on 1 April, and not when it was renewed")
{
    struct registration_life life = life_of(REGISTRATION_APPROVED, "2027-03-31");
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-02-28")), REGISTRATION_STAYS);
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-03-01")), REGISTRATION_REMIND);
    life.reminded_day = life.valid_to_day;
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-03-31")), REGISTRATION_STAYS);
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-04-01")), REGISTRATION_RUNS_OUT);
    life.valid_to_day = rules_day("2028-03-31"); /* renewed: next year it is reminded again */
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-04-01")), REGISTRATION_STAYS);
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2028-03-01")), REGISTRATION_REMIND);
    life.renewal_asked = true;
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2028-03-01")), REGISTRATION_STAYS);
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2028-04-01")), REGISTRATION_RUNS_OUT);
}

TEST("when a municipality gives the renewal up, what still holds goes on for ever")
{
    const struct policy_registration never = {.renewal = RENEWAL_NONE};
    struct registration_life life = life_of(REGISTRATION_APPROVED, "2027-03-31");
    EXPECT_INT(registration_turn(&never, &life, rules_day("2026-10-01")), REGISTRATION_HOLDS_ON);
    life.valid_to_day = REGISTRATION_FOR_EVER;
    EXPECT_INT(registration_turn(&never, &life, rules_day("2026-10-01")), REGISTRATION_STAYS);
}

TEST("R-REG-12: moved away or too old for every room closes it on the day, in every state but closed")
{
    for (int state = REGISTRATION_DRAFT; state <= REGISTRATION_STATE_LAST; state++) {
        struct registration_life life = life_of((enum registration_state)state, "2027-03-31");
        bool closed = state == REGISTRATION_CLOSED;
        life.reminded_day = life.valid_to_day;
        life.closed_day = rules_day("2026-10-01");
        EXPECT_INT(registration_turn(&by_year, &life, rules_day("2026-09-30")), REGISTRATION_STAYS);
        EXPECT_INT(registration_turn(&by_year, &life, rules_day("2026-10-01")),
                   closed ? REGISTRATION_STAYS : REGISTRATION_MOVES_AWAY);
        life.closed_day = INT32_MAX;
        life.last_day = rules_day("2027-03-31");
        EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-03-31")), REGISTRATION_STAYS);
        EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-04-01")),
                   closed ? REGISTRATION_STAYS : REGISTRATION_GRADUATES);
    }
}

TEST("a suspension ends by itself on its day; lifted after the registration has run out it is expired")
{
    struct registration_life life = life_of(REGISTRATION_SUSPENDED, "2027-03-31");
    enum registration_state to = REGISTRATION_NONE;
    enum registration_step step = STEP_IMPORTED;
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2027-05-01")), REGISTRATION_STAYS);
    life.suspended_to_day = rules_day("2026-07-10");
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2026-07-10")), REGISTRATION_STAYS);
    EXPECT_INT(registration_turn(&by_year, &life, rules_day("2026-07-11")), REGISTRATION_IS_LIFTED);
    EXPECT(registration_decide(&life, REGISTRATION_LIFT, rules_day("2027-04-02"), &to, &step));
    EXPECT_INT(to, REGISTRATION_EXPIRED);
    EXPECT_INT(step, STEP_LIFTED);
}

TEST("R-REG-05: the municipality's number is one for all rooms, a room's carries the room's own")
{
    char number[REGISTRATION_NUMBER_BYTES];
    registration_number(1, 0, number);
    EXPECT_STR(number, "T000001");
    registration_number(1234567, 0, number);
    EXPECT_STR(number, "T1234567");
    registration_number(7, 12, number);
    EXPECT_STR(number, "R12-000007");
}

TEST("every word of states, steps, decisions and renewals is there")
{
    for (int i = 0; i <= REGISTRATION_STEP_LAST; i++) {
        EXPECT_NOT_NULL(registration_step_word((enum registration_step)i));
    }
    EXPECT_STR(registration_decision_word(REGISTRATION_LIFT), "lift");
    EXPECT_STR(registration_renewal_word(RENEWAL_ANNIVERSARY), "anniversary");
}
