/* Days in a row: fixture F4. */
#include "core/episode.h"

#include "base/civil.h"
#include "support/rules.h"
#include "support/test.h"

enum { MAX = 40 };

/* Books one open day after the other from `first` on, as long as the rule allows; returns the days. */
static size_t book_on(const struct policy_episode *rule, const char *first, int32_t *days)
{
    size_t n = 0;
    for (int32_t day = rules_day(first); n < MAX; day++) {
        if (!calendar_open(&rules_weekdays, day)) {
            continue;
        }
        if (!episode_allows(rule, &rules_weekdays, days, n, day)) {
            break;
        }
        days[n++] = day;
    }
    return n;
}

TEST("R-RSV-15 F4: seven days, closed days left out: from 30 April to 13 May, from 1 June to 9 June")
{
    const struct policy_episode rule = {.max_days = 7, .count_closed = false};
    static const char *const golden_week[] = {"2026-04-30", "2026-05-01", "2026-05-07", "2026-05-08",
                                              "2026-05-11", "2026-05-12", "2026-05-13"};
    int32_t days[MAX] = {0};
    EXPECT_INT(book_on(&rule, "2026-04-30", days), 7);
    for (size_t i = 0; i < 7; i++) {
        EXPECT_INT(days[i], rules_day(golden_week[i]));
    }
    EXPECT_INT(book_on(&rule, "2026-06-01", days), 7);
    EXPECT_INT(days[6], rules_day("2026-06-09"));
}

TEST("R-RSV-15 F4: seven days, closed days counted: two days before the holidays, five in a plain week")
{
    const struct policy_episode rule = {.max_days = 7, .count_closed = true};
    int32_t days[MAX] = {0};
    EXPECT_INT(book_on(&rule, "2026-04-30", days), 2);
    EXPECT_INT(days[1], rules_day("2026-05-01"));
    EXPECT_INT(book_on(&rule, "2026-06-01", days), 5);
    EXPECT_INT(days[4], rules_day("2026-06-05"));
}

TEST("R-RSV-15: an open day left out ends the episode; a day that joins two runs counts with both; no limit allows all")
{
    const struct policy_episode rule = {.max_days = 3, .count_closed = false};
    const int32_t used[] = {rules_day("2026-06-01"), rules_day("2026-06-02"), rules_day("2026-06-04")};
    EXPECT_NOT(episode_allows(&rule, &rules_weekdays, used, 3, rules_day("2026-06-03")));
    EXPECT(episode_allows(&rule, &rules_weekdays, used, 3, rules_day("2026-06-05")));
    EXPECT(episode_allows(&(struct policy_episode){.max_days = 0}, &rules_weekdays, used, 3, rules_day("2026-06-03")));
}

TEST("R-WL-01: the open days directly before, over a weekend")
{
    const int32_t used[] = {rules_day("2026-06-04"), rules_day("2026-06-05")};
    EXPECT_INT(episode_days_before(&rules_weekdays, used, 2, rules_day("2026-06-08")), 2);
    EXPECT_INT(episode_days_before(&rules_weekdays, used, 2, rules_day("2026-06-09")), 0);
}
