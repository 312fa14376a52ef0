/* Open days, cohorts and ages: fixtures F2 and F3. */
#include "core/calendar.h"

#include "base/civil.h"
#include "base/str.h"
#include "support/test.h"

enum { WEEKDAYS = 0x1F };

static int32_t day(const char *text)
{
    int32_t value;
    EXPECT_OK(civil_parse_day(str_of(text), &value));
    return value;
}

/* The holidays of 2026 that the fixture touches. */
static struct calendar weekday_facility(int32_t holidays[16])
{
    static const char *const list[] = {"2026-03-20", "2026-04-29", "2026-05-03", "2026-05-04", "2026-05-05",
                                       "2026-05-06", "2026-09-21", "2026-09-22", "2026-09-23"};
    size_t n = sizeof list / sizeof list[0];
    for (size_t i = 0; i < n; i++) {
        holidays[i] = day(list[i]);
    }
    return (struct calendar){.weekday_mask = WEEKDAYS, .holidays = holidays, .holidays_n = n};
}

TEST("R-CAL-04 F2: the facility's open day before and the calendar day before")
{
    static const struct {
        const char *use;
        const char *open_before;
        const char *calendar_before;
    } rows[] = {
        {"2026-03-02", "2026-02-27", "2026-03-01"}, {"2026-03-03", "2026-03-02", "2026-03-02"},
        {"2026-03-23", "2026-03-19", "2026-03-22"}, {"2026-05-07", "2026-05-01", "2026-05-06"},
        {"2026-09-24", "2026-09-18", "2026-09-23"},
    };
    int32_t holidays[16];
    struct calendar calendar = weekday_facility(holidays);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(calendar_open_day_before(&calendar, day(rows[i].use)), day(rows[i].open_before));
        EXPECT_INT(day(rows[i].use) - 1, day(rows[i].calendar_before));
    }
}

TEST("R-CAL-02: weekend, holiday, the turn of the year and the own list close; an explicit opening wins")
{
    int32_t holidays[16];
    struct calendar calendar = weekday_facility(holidays);
    struct calendar_exception exceptions[] = {
        {day("2026-03-04"), false}, {day("2026-03-07"), true}, {day("2026-03-20"), true}};
    calendar.exceptions = exceptions;
    calendar.exceptions_n = 3;
    EXPECT(calendar_open(&calendar, day("2026-03-02")));
    EXPECT_NOT(calendar_open(&calendar, day("2026-03-04"))); /* own list */
    EXPECT(calendar_open(&calendar, day("2026-03-07")));     /* a Saturday, opened */
    EXPECT_NOT(calendar_open(&calendar, day("2026-03-08")));
    EXPECT(calendar_open(&calendar, day("2026-03-20"))); /* a holiday, opened */
    EXPECT_NOT(calendar_open(&calendar, day("2025-12-29")));
    EXPECT_NOT(calendar_open(&calendar, day("2026-01-02")));
    EXPECT(calendar_open(&calendar, day("2025-12-26")));
    EXPECT(calendar_open(&calendar, day("2026-01-05")));
}

TEST("R-CAL-03: the substitute holiday and the day between two holidays are closed")
{
    int32_t holidays[16];
    struct calendar calendar = weekday_facility(holidays);
    EXPECT_NOT(calendar_open(&calendar, day("2026-05-06")));
    EXPECT_NOT(calendar_open(&calendar, day("2026-09-22")));
}

TEST("R-CAL-02: a room may be open on national holidays and through New Year, as its rules say")
{
    int32_t holidays[16];
    struct calendar calendar = weekday_facility(holidays);
    calendar.holidays_open = true;
    EXPECT(calendar_open(&calendar, day("2026-05-06")));
    EXPECT_NOT(calendar_open(&calendar, day("2025-12-29")));
    calendar.new_year_open = true;
    EXPECT(calendar_open(&calendar, day("2025-12-29")));
    EXPECT_NOT(calendar_open(&calendar, day("2026-01-03"))); /* a Saturday */
}

TEST("R-CAL-05: the fiscal year turns on 1 April")
{
    EXPECT_INT(calendar_fiscal_year(day("2026-03-31")), 2025);
    EXPECT_INT(calendar_fiscal_year(day("2026-04-01")), 2026);
}

TEST("R-CAL-06 R-CAL-07 R-CAL-08 F3: cohort, limits and months")
{
    static const struct {
        const char *birth;
        int32_t cohort;
        const char *preschool;
        const char *grade_3;
        const char *grade_6;
        const char *months_5;
        const char *months_6;
    } rows[] = {
        {"2019-04-01", 2018, "2025-03-31", "2028-03-31", "2031-03-31", "2019-09-01", "2019-10-01"},
        {"2019-04-02", 2019, "2026-03-31", "2029-03-31", "2032-03-31", "2019-09-02", "2019-10-02"},
        {"2020-04-01", 2019, "2026-03-31", "2029-03-31", "2032-03-31", "2020-09-01", "2020-10-01"},
        {"2025-10-15", 2025, "2032-03-31", "2035-03-31", "2038-03-31", "2026-03-15", "2026-04-15"},
        {"2016-04-02", 2016, "2023-03-31", "2026-03-31", "2029-03-31", "2016-09-02", "2016-10-02"},
        {"2016-04-01", 2015, "2022-03-31", "2025-03-31", "2028-03-31", "2016-09-01", "2016-10-01"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t birth = day(rows[i].birth);
        EXPECT_INT(calendar_cohort(birth), rows[i].cohort);
        EXPECT_INT(calendar_last_day(birth, LIMIT_SCHOOL_ENTRY), day(rows[i].preschool));
        EXPECT_INT(calendar_last_day(birth, LIMIT_GRADE_3), day(rows[i].grade_3));
        EXPECT_INT(calendar_last_day(birth, LIMIT_GRADE_6), day(rows[i].grade_6));
        EXPECT_INT(calendar_months_old_day(birth, 5), day(rows[i].months_5));
        EXPECT_INT(calendar_months_old_day(birth, 6), day(rows[i].months_6));
    }
}

TEST("R-CAL-07: the limit of some towns is the 31 March after the twelfth birthday, and grades count from the first "
     "April at school")
{
    EXPECT_INT(calendar_last_day(day("2014-04-01"), LIMIT_MARCH_AFTER_12), day("2027-03-31"));
    EXPECT_INT(calendar_last_day(day("2014-03-31"), LIMIT_MARCH_AFTER_12), day("2026-03-31"));
    EXPECT_INT(calendar_grade(day("2019-04-02"), day("2026-03-31")), 0);
    EXPECT_INT(calendar_grade(day("2019-04-02"), day("2026-04-01")), 1);
    EXPECT_INT(calendar_grade(day("2019-04-01"), day("2026-04-01")), 2);
    EXPECT_INT(calendar_grade(day("2016-04-02"), day("2026-04-01")), 4);
}

TEST("R-CAL-06 F3: class ages of two fiscal years")
{
    EXPECT_INT(calendar_class_age(day("2019-04-02"), 2025), 5);
    EXPECT_INT(calendar_class_age(day("2020-04-01"), 2025), 5);
    EXPECT_INT(calendar_class_age(day("2024-04-02"), 2025), 0);
    EXPECT_INT(calendar_class_age(day("2025-10-15"), 2025), 0);
    EXPECT_INT(calendar_class_age(day("2025-10-15"), 2026), 0);
    EXPECT_INT(calendar_class_age(day("2024-04-02"), 2026), 1);
}

TEST("R-CAL-08: a day of the month that is missing becomes the month's last day")
{
    EXPECT_INT(calendar_months_old_day(day("2025-08-31"), 6), day("2026-02-28"));
    EXPECT_INT(calendar_months_old_day(day("2023-08-31"), 6), day("2024-02-29"));
    EXPECT_INT(calendar_months_old_day(day("2025-12-31"), 2), day("2026-02-28"));
}
