/* Giving a place back, and not coming; fixture F11. */
#include "core/cancel.h"

#include "support/rules.h"
#include "support/test.h"

static struct policy policy;

static struct cancel_view at(const char *now, bool holds_place, enum cancel_by by)
{
    struct cancel_facts facts = {rules_day("2026-03-02"), rules_instant(now), holds_place, by};
    return cancel_view(&policy, &rules_weekdays, &facts);
}

TEST("R-CAN-01 R-CAN-02 R-CAN-07 F10 F12: before 07:00 free, from 07:00 on late with the fee; from midnight on the "
     "same day")
{
    rules_read("'cancel':{'deadline':{'on':'day_of_use','at':'07:00'},'late_fee_yen':500}", &policy);
    struct cancel_view view = at("2026-03-01T23:59:59.999+09:00", true, CANCEL_BY_FAMILY);
    EXPECT_NOT(view.late);
    EXPECT_NOT(view.same_day);
    EXPECT_INT(view.fee_yen, 0);
    view = at("2026-03-02T06:59:59.999+09:00", true, CANCEL_BY_FAMILY);
    EXPECT_NOT(view.late);
    EXPECT(view.same_day);
    view = at("2026-03-02T07:00:00.000+09:00", true, CANCEL_BY_FAMILY);
    EXPECT(view.late);
    EXPECT(view.same_day);
    EXPECT_INT(view.fee_yen, 500);
    EXPECT_INT(at("2026-03-02T07:00:00.000+09:00", true, CANCEL_BY_STAFF_FOR_FAMILY).fee_yen, 500);
}

TEST("R-CAN-08 R-WL-10: what the facility cancels and what only waits is never late and never costs")
{
    rules_read("'cancel':{'deadline':{'on':'day_of_use','at':'07:00'},'late_fee_yen':500}", &policy);
    struct cancel_view view = at("2026-03-02T07:30:00+09:00", true, CANCEL_BY_FACILITY);
    EXPECT_NOT(view.late);
    EXPECT_NOT(view.same_day);
    EXPECT_INT(view.fee_yen, 0);
    view = at("2026-03-02T07:30:00+09:00", false, CANCEL_BY_FAMILY);
    EXPECT_NOT(view.late);
    EXPECT_NOT(view.same_day);
}

TEST("R-CAN-04 F11: four days from 12/1, 12/2 cancelled")
{
    static const struct {
        enum policy_chain chain;
        enum cancel_why why;
        bool stays[3]; /* 12/1, 12/3, 12/4 */
    } rows[] = {
        {CHAIN_NONE, CANCEL_UNSAID, {true, true, true}},
        {CHAIN_LATER_DAYS, CANCEL_UNSAID, {true, false, false}},
        {CHAIN_LATER_DAYS_UNLESS_HOME, CANCEL_TO_NURSERY, {true, false, false}},
        {CHAIN_LATER_DAYS_UNLESS_HOME, CANCEL_RESTS_AT_HOME, {true, true, true}},
    };
    static const char *const days[] = {"2026-12-01", "2026-12-03", "2026-12-04"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct policy_cancel rule = {.chain = rows[i].chain};
        for (size_t j = 0; j < 3; j++) {
            EXPECT_INT(cancel_takes(&rule, rows[i].why, rules_day("2026-12-02"), rules_day(days[j])),
                       !rows[i].stays[j]);
        }
        EXPECT_INT(cancel_asks_why(&rule), rows[i].chain == CHAIN_LATER_DAYS_UNLESS_HOME);
    }
}

TEST("R-CAN-05: staff are asked an hour after the planned arrival, or after the opening when none was planned")
{
    policy_init(&policy);
    EXPECT_INT(cancel_no_show_due_ms(&policy, rules_day("2026-03-02"), 9 * 60),
               rules_instant("2026-03-02T10:00:00+09:00"));
    EXPECT_INT(cancel_no_show_due_ms(&policy, rules_day("2026-03-02"), POLICY_NONE),
               rules_instant("2026-03-02T09:30:00+09:00"));
}

TEST("R-CAN-06: the third no-show in 180 days suspends for 30 days; by default none does")
{
    const struct policy_no_show rule = {.count = 3, .within_days = 180, .block_days = 30};
    const struct policy_no_show off = {.count = 0};
    int32_t day = rules_day("2026-09-01");
    const int32_t earlier[] = {day - 179, day - 20};
    const int32_t long_ago[] = {day - 180, day - 20};
    EXPECT_INT(cancel_suspended_to(&rule, earlier, 2, day), day + 30);
    EXPECT_INT(cancel_suspended_to(&rule, long_ago, 2, day), 0);
    EXPECT_INT(cancel_suspended_to(&off, earlier, 2, day), 0);
}
