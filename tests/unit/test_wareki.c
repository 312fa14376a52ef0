/* Dates in the years of the eras, there and back. */
#include "core/wareki.h"

#include <stdio.h>

#include "base/civil.h"
#include "support/rules.h"
#include "support/test.h"

TEST("R-CAL-10: every day of sixty years and more goes out and comes back, in the long form and the short one")
{
    for (int32_t day = rules_day("1926-12-25"); day <= rules_day("2040-12-31"); day++) {
        char text[WAREKI_TEXT];
        struct buf buf;
        int32_t back = 0;
        buf_init(&buf, text, sizeof text);
        wareki_put(&buf, day);
        EXPECT_NOT(buf.overflow);
        EXPECT_OK(wareki_parse(buf_view(&buf), &back));
        EXPECT_INT(back, day);
        struct civil_date date = civil_date_of_day(day);
        bool reiwa = day >= rules_day("2019-05-01");
        bool heisei = !reiwa && day >= rules_day("1989-01-08");
        snprintf(text, sizeof text, "%c%d.%d.%d",
                 reiwa    ? 'R'
                 : heisei ? 'H'
                          : 'S',
                 date.year - (reiwa    ? 2018
                              : heisei ? 1988
                                       : 1925),
                 date.month, date.day);
        EXPECT_OK(wareki_parse(str_of(text), &back));
        EXPECT_INT(back, day);
    }
}

TEST("R-CAL-10: 令和8年3月2日 is 2026-03-02, and the first year of an era is 元年")
{
    static const struct {
        const char *text;
        const char *day;
    } rows[] = {
        {"令和8年3月2日", "2026-03-02"},  {"R8.3.2", "2026-03-02"},           {"r8/3/2", "2026-03-02"},
        {"R08-03-02", "2026-03-02"},      {"Ｒ８．３．２", "2026-03-02"},     {"令和８年３月２日", "2026-03-02"},
        {"令和元年5月1日", "2019-05-01"}, {"令和1年5月1日", "2019-05-01"},    {"平成31年4月30日", "2019-04-30"},
        {"H31.4.30", "2019-04-30"},       {"平成元年1月8日", "1989-01-08"},   {"昭和64年1月7日", "1989-01-07"},
        {"S64/1/7", "1989-01-07"},        {"昭和元年12月25日", "1926-12-25"}, {"R6.2.29", "2024-02-29"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t day = 0;
        EXPECT_OK(wareki_parse(str_of(rows[i].text), &day));
        EXPECT_INT(day, rules_day(rows[i].day));
    }
    char text[WAREKI_TEXT];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    wareki_put(&buf, rules_day("2019-05-01"));
    EXPECT_STR(text, "令和元年5月1日");
    buf_clear(&buf);
    wareki_put(&buf, rules_day("2026-03-02"));
    EXPECT_STR(text, "令和8年3月2日");
    buf_clear(&buf);
    wareki_put(&buf, rules_day("1926-12-24"));
    EXPECT_STR(text, "1926-12-24");
}

TEST("a date that no calendar has is refused, not repaired")
{
    static const char *const wrong[] = {
        "",
        "令和",
        "令和8年",
        "令和8年3月",
        "令和8年3月2",
        "令和8年3月2日 ",
        "令和0年3月2日",
        "R8.3",
        "R8.3.2.",
        "R8.3/2",
        "R8.13.1",
        "R7.2.29",
        "R8.3.0",
        "R8.0.3",
        "R8.3.32",
        "平成31年5月1日",
        "昭和64年1月8日",
        "令和元年4月30日",
        "昭和元年12月24日",
        "明治45年1月1日",
        "X8.3.2",
        "8.3.2",
        "R8 .3.2",
        "R-8.3.2",
        "R888.3.2",
        "令和元元年5月1日",
        "R8.3.2x",
        "2026-03-02",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int32_t day = 7;
        if (wareki_parse(str_of(wrong[i]), &day) != ERR_INVALID) {
            printf("%s\n", wrong[i]);
        }
        EXPECT_INT(wareki_parse(str_of(wrong[i]), &day), ERR_INVALID);
        EXPECT_INT(day, 7);
    }
}

TEST("R-CAL-10: where people type a date, both calendars do; a year may be an era's or a fiscal one")
{
    static const struct {
        const char *text;
        int32_t year;
    } rows[] = {{"2026", 2026},     {"R8", 2026},  {"令和8年", 2026},   {"令和8年度", 2026},
                {"2026年度", 2026}, {"H31", 2019}, {"令和元年度", 2019}};
    static const char *const wrong[] = {"", "26", "1926", "2200", "R", "令和8年月", "2026度", "20260", "-2026", "R0"};
    int32_t day = 0;
    int32_t year = 0;
    EXPECT_OK(wareki_parse_any(STR("2026-03-02"), &day));
    EXPECT_INT(day, rules_day("2026-03-02"));
    EXPECT_OK(wareki_parse_any(STR("R8.3.2"), &day));
    EXPECT_INT(day, rules_day("2026-03-02"));
    EXPECT_INT(wareki_parse_any(STR("02.03.2026"), &day), ERR_INVALID);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_OK(wareki_parse_year(str_of(rows[i].text), &year));
        EXPECT_INT(year, rows[i].year);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT_INT(wareki_parse_year(str_of(wrong[i]), &year), ERR_INVALID);
    }
}
