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
