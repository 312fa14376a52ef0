/* Places on the list, quiet hours, the last instant of an offer, chances. */
#include "core/waiting_list.h"

#include "support/rules.h"
#include "support/test.h"

static struct policy_waiting defaults(void)
{
    static struct policy policy;
    policy_init(&policy);
    return policy.waiting;
}

TEST("R-WL-01: approved before unapproved, then continuing users, then younger ones, in the configured order")
{
    struct policy_waiting rule = defaults();
    const struct waiting_standing plain = {.approved = true};
    const struct waiting_standing continuing = {.approved = true, .continuing = true};
    const struct waiting_standing older = {.approved = true, .older = true};
    const struct waiting_standing unapproved = {.continuing = true};
    EXPECT(waiting_class(&rule, &continuing) < waiting_class(&rule, &plain));
    EXPECT(waiting_class(&rule, &plain) < waiting_class(&rule, &older));
    EXPECT(waiting_class(&rule, &older) < waiting_class(&rule, &unapproved));
    rule.order[0] = ORDER_AGE;
    rule.order_n = 1;
    EXPECT_INT(waiting_class(&rule, &continuing), waiting_class(&rule, &unapproved));
    EXPECT(waiting_class(&rule, &plain) < waiting_class(&rule, &older));
}

TEST("R-WL-01: a child in care comes first up to its third day in a row")
{
    struct policy_waiting rule = defaults();
    EXPECT_NOT(waiting_continuing(&rule, 0));
    EXPECT(waiting_continuing(&rule, 1));
    EXPECT(waiting_continuing(&rule, 2));
    EXPECT_NOT(waiting_continuing(&rule, 3));
}

TEST("R-WL-03: quiet from 23:00 to 06:00, over midnight, to the millisecond")
{
    static const struct {
        const char *now;
        const char *ends;
    } rows[] = {
        {"2026-03-01T22:59:59.999+09:00", "2026-03-01T22:59:59.999+09:00"},
        {"2026-03-01T23:00:00.000+09:00", "2026-03-02T06:00:00.000+09:00"},
        {"2026-03-02T00:00:00.000+09:00", "2026-03-02T06:00:00.000+09:00"},
        {"2026-03-02T05:59:59.999+09:00", "2026-03-02T06:00:00.000+09:00"},
        {"2026-03-02T06:00:00.000+09:00", "2026-03-02T06:00:00.000+09:00"},
    };
    struct policy_waiting rule = defaults();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(waiting_quiet_ends_ms(&rule, rules_instant(rows[i].now)), rules_instant(rows[i].ends));
    }
    rule.quiet_to_min = rule.quiet_from_min;
    EXPECT_NOT(waiting_quiet(&rule, rules_instant("2026-03-02T03:00:00+09:00")));
}

TEST("R-WL-02 R-WL-03 R-WL-05 F10: an offer of 22:50 runs to 23:05; its last instant counts, the next does not")
{
    struct policy_waiting rule = defaults();
    int64_t sent = rules_instant("2026-03-01T22:50:00+09:00");
    EXPECT_INT(waiting_turn(&rule, sent, 0, 0, false), TURN_OFFER);
    EXPECT_INT(waiting_offer_ends_ms(&rule, sent), rules_instant("2026-03-01T23:05:00+09:00"));
    int64_t ends = rules_instant("2026-03-02T06:15:00+09:00");
    EXPECT(waiting_in_time(ends, rules_instant("2026-03-02T06:14:59.9+09:00")));
    EXPECT(waiting_in_time(ends, ends));
    EXPECT_NOT(waiting_in_time(ends, ends + 1));
    EXPECT_INT(waiting_turn(&rule, rules_instant("2026-03-01T23:05:00+09:00"), 0, 0, false), TURN_LATER);
    EXPECT_INT(waiting_turn(&rule, rules_instant("2026-03-02T06:00:00+09:00"), 0, 0, false), TURN_OFFER);
}

TEST("R-WL-07: accepted beforehand until 07:30, a place is given at once, at night too, and after it no more")
{
    struct policy_waiting rule = defaults();
    int64_t until = rules_instant("2026-03-02T07:30:00+09:00");
    EXPECT_INT(waiting_turn(&rule, rules_instant("2026-03-02T02:00:00+09:00"), until, 0, false), TURN_GIVE);
    EXPECT_INT(waiting_turn(&rule, rules_instant("2026-03-02T07:29:59.999+09:00"), until, 0, false), TURN_GIVE);
    EXPECT_INT(waiting_turn(&rule, until, until, 0, false), TURN_OFFER);
    rule.offer_min = 0;
    EXPECT_INT(waiting_turn(&rule, rules_instant("2026-03-02T12:00:00+09:00"), 0, 0, false), TURN_GIVE);
}

TEST("R-WL-09: after the decision nobody is asked, but for those who stay on the list of the day itself")
{
    struct policy_waiting rule = defaults();
    int64_t final = rules_instant("2026-03-02T08:00:00+09:00");
    EXPECT_INT(waiting_turn(&rule, final - 1, 0, final, false), TURN_OFFER);
    EXPECT_INT(waiting_turn(&rule, final, 0, final, false), TURN_DECIDED);
    EXPECT_INT(waiting_turn(&rule, final, 0, final, true), TURN_OFFER);
    rule.same_day_list = false;
    EXPECT_INT(waiting_turn(&rule, final, 0, final, true), TURN_DECIDED);
}

TEST("an honest chance: of ten past days six freed at least two places")
{
    const int32_t freed[] = {0, 1, 2, 2, 3, 5, 1, 0, 2, 4};
    struct waiting_chance chance = waiting_chance(freed, 10, 2);
    EXPECT_INT(chance.days, 10);
    EXPECT_INT(chance.placed, 6);
    EXPECT_INT(waiting_chance(freed, 10, 6).placed, 0);
}
