/* When requests are taken: fixture F2, every basis of the rooms that exist. */
#include "core/window.h"

#include "base/civil.h"
#include "support/rules.h"
#include "support/test.h"

static const char tamura[] = "'booking':{'windows':[{'opens':{'basis':'open_day_before','at':'08:45'},"
                             "'closes':{'on':'opening_day','at':'17:45'}}]}";
static const char florence[] = "'booking':{'windows':[{'opens':{'basis':'calendar_day_before','at':'15:00'},"
                               "'closes':{'on':'day_of_use','at':'08:00'}}]}";
static const char ofa[] = "'booking':{'windows':[{'opens':{'basis':'open_day_before','at':'18:00'},"
                          "'closes':{'on':'day_of_use','at':'08:00'}}]}";

TEST("R-CAL-04 F2: the open day before, over weekends, holidays and substitute holidays")
{
    static const struct {
        const char *day;
        const char *before;
    } rows[] = {
        {"2026-03-02", "2026-02-27"}, {"2026-03-03", "2026-03-02"}, {"2026-03-23", "2026-03-19"},
        {"2026-05-07", "2026-05-01"}, {"2026-09-24", "2026-09-18"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(calendar_open_day_before(&rules_weekdays, rules_day(rows[i].day)), rules_day(rows[i].before));
    }
}

TEST("R-RSV-04 F2: the windows for Monday 2026-03-02 of three rooms")
{
    static const struct {
        const char *rules;
        const char *opens;
        const char *closes;
    } rows[] = {
        {tamura, "2026-02-27T08:45:00+09:00", "2026-02-27T17:45:00+09:00"},
        {florence, "2026-03-01T15:00:00+09:00", "2026-03-02T08:00:00+09:00"},
        {ofa, "2026-02-27T18:00:00+09:00", "2026-03-02T08:00:00+09:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static struct policy policy;
        struct window_span span;
        rules_read(rows[i].rules, &policy);
        EXPECT(window_span(&policy, &rules_weekdays, rules_day("2026-03-02"), &span));
        EXPECT_INT(span.opens_ms, rules_instant(rows[i].opens));
        EXPECT_INT(span.closes_ms, rules_instant(rows[i].closes));
    }
}

TEST("R-CAL-01 R-RSV-04: a millisecond before the opening is too early, the opening itself is inside, the closing is "
     "outside")
{
    static const struct {
        const char *now;
        enum window_state state;
    } rows[] = {
        {"2026-03-01T14:59:59.999+09:00", WINDOW_BEFORE},
        {"2026-03-01T15:00:00.000+09:00", WINDOW_INSIDE},
        {"2026-03-02T07:59:59.999+09:00", WINDOW_INSIDE},
        {"2026-03-02T08:00:00.000+09:00", WINDOW_AFTER},
    };
    static struct policy policy;
    rules_read(florence, &policy);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct window_view view = window_at(&policy, &rules_weekdays, rules_day("2026-03-02"),
                                            rules_instant(rows[i].now));
        EXPECT_INT(view.state, rows[i].state);
        EXPECT_INT(view.opens_ms, rules_instant("2026-03-01T15:00:00+09:00"));
    }
}

TEST("R-RSV-04: a second window on the day itself opens again, and between the two the next opening is told")
{
    static struct policy policy;
    rules_read("'booking':{'windows':[{'opens':{'basis':'open_day_before','at':'08:45'},'closes':{'on':'opening_day','"
               "at':'17:45'}},"
               "{'opens':{'basis':'same_day','at':'08:30'},'closes':{'on':'day_of_use','at':'15:00'}}]}",
               &policy);
    struct window_view view = window_at(&policy, &rules_weekdays, rules_day("2026-03-02"),
                                        rules_instant("2026-03-01T12:00:00+09:00"));
    EXPECT_INT(view.state, WINDOW_BEFORE);
    EXPECT_INT(view.opens_ms, rules_instant("2026-03-02T08:30:00+09:00"));
    view = window_at(&policy, &rules_weekdays, rules_day("2026-03-02"), rules_instant("2026-03-02T08:30:00+09:00"));
    EXPECT_INT(view.state, WINDOW_INSIDE);
    EXPECT_INT(view.closes_ms, rules_instant("2026-03-02T15:00:00+09:00"));
    view = window_at(&policy, &rules_weekdays, rules_day("2026-03-02"), rules_instant("2026-03-02T15:00:00+09:00"));
    EXPECT_INT(view.state, WINDOW_AFTER);
}

TEST("R-RSV-04: up to three days ahead, by telephone hours, and always")
{
    static struct policy policy;
    rules_read("'booking':{'windows':[{'opens':{'basis':'calendar_day_before','days':3,'at':'08:30'},"
               "'closes':{'on':'day_of_use','at':'17:00'},'daily':{'from':'08:30','to':'17:00'}}]}",
               &policy);
    int32_t day = rules_day("2026-03-05");
    EXPECT_INT(window_at(&policy, &rules_weekdays, day, rules_instant("2026-03-02T08:29:59+09:00")).state,
               WINDOW_BEFORE);
    EXPECT_INT(window_at(&policy, &rules_weekdays, day, rules_instant("2026-03-02T16:59:59+09:00")).state,
               WINDOW_INSIDE);
    struct window_view view = window_at(&policy, &rules_weekdays, day, rules_instant("2026-03-02T17:00:00+09:00"));
    EXPECT_INT(view.state, WINDOW_BEFORE);
    EXPECT_INT(view.opens_ms, rules_instant("2026-03-03T08:30:00+09:00"));
    EXPECT_INT(window_at(&policy, &rules_weekdays, day, rules_instant("2026-03-05T17:00:00+09:00")).state,
               WINDOW_AFTER);
    rules_read(
        "'booking':{'windows':[{'opens':{'basis':'always','days':30},'closes':{'on':'day_of_use','at':'08:30'}}]}",
        &policy);
    EXPECT_INT(window_at(&policy, &rules_weekdays, day, rules_instant("2026-02-03T00:00:00+09:00")).state,
               WINDOW_INSIDE);
    EXPECT_INT(window_at(&policy, &rules_weekdays, day, rules_instant("2026-02-02T23:59:59+09:00")).state,
               WINDOW_BEFORE);
}

TEST("the opening minutes of a draw end so many minutes after the window opens; first come has none")
{
    static struct policy policy;
    rules_read(ofa, &policy);
    EXPECT_INT(window_collected_until(&policy, &rules_weekdays, rules_day("2026-03-02")), 0);
    policy.booking.opening = OPENING_LOTTERY;
    policy.booking.opening_min = 10;
    EXPECT_INT(window_collected_until(&policy, &rules_weekdays, rules_day("2026-03-02")),
               rules_instant("2026-02-27T18:10:00+09:00"));
}
