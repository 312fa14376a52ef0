/* Civil days and instants in Tokyo. */
#include "base/civil.h"

#include "support/test.h"

TEST("days and dates go back and forth over four centuries")
{
    int32_t day = civil_day_of_date((struct civil_date){1900, 1, 1});
    int32_t end = civil_day_of_date((struct civil_date){2200, 1, 1});
    EXPECT_INT(civil_day_of_date((struct civil_date){1970, 1, 1}), 0);
    EXPECT_INT(civil_weekday(0), 3); /* a Thursday */
    for (; day < end; day++) {
        struct civil_date date = civil_date_of_day(day);
        EXPECT_INT(civil_day_of_date(date), day);
        EXPECT(date.day <= civil_days_in_month(date.year, date.month));
    }
}

TEST("R-CAL-01: a service day begins at midnight in Tokyo")
{
    int64_t midnight_ms;
    int32_t day;
    EXPECT_OK(civil_parse_instant(STR("2026-03-02T00:00:00+09:00"), &midnight_ms));
    EXPECT_OK(civil_parse_day(STR("2026-03-02"), &day));
    EXPECT_INT(civil_day_of_ms(midnight_ms), day);
    EXPECT_INT(civil_day_of_ms(midnight_ms - 1), day - 1);
    EXPECT_INT(civil_ms_at(day, 0), midnight_ms);
    EXPECT_INT(civil_minute_of_ms(midnight_ms - 1), 1439);
}

TEST("an instant is read with any offset and written in Tokyo's")
{
    static const struct {
        const char *text;
        const char *written;
    } rows[] = {
        {"2026-03-01T15:00:00Z", "2026-03-02T00:00:00.000+09:00"},
        {"2026-03-02T07:58:03.12+09:00", "2026-03-02T07:58:03.120+09:00"},
        {"2026-03-01T12:00:00.9999-05:30", "2026-03-02T02:30:00.999+09:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[CIVIL_INSTANT_TEXT];
        struct buf buf;
        int64_t instant_ms;
        EXPECT_OK(civil_parse_instant(str_of(rows[i].text), &instant_ms));
        buf_init(&buf, text, sizeof text);
        civil_put_instant(&buf, instant_ms);
        EXPECT_STR(text, rows[i].written);
    }
}

TEST("an HTTP date is Greenwich's, also across midnight and the year")
{
    static const struct {
        const char *instant;
        const char *date;
    } rows[] = {
        {"2026-11-21T08:45:00.999+09:00", "Fri, 20 Nov 2026 23:45:00 GMT"},
        {"2027-01-01T08:59:59+09:00", "Thu, 31 Dec 2026 23:59:59 GMT"},
        {"2027-01-01T09:00:00+09:00", "Fri, 01 Jan 2027 00:00:00 GMT"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32];
        struct buf buf;
        int64_t instant_ms;
        EXPECT_OK(civil_parse_instant(str_of(rows[i].instant), &instant_ms));
        buf_init(&buf, text, sizeof text);
        civil_put_http_date(&buf, instant_ms);
        EXPECT_STR(text, rows[i].date);
    }
}

TEST("what is no date, time or instant is refused")
{
    static const char *const days[] = {"2026-02-29",  "2026-13-01", "2026-00-10", "2026-1-01", "20260101",
                                       "2026-01-01 ", "1899-12-31", "-026-01-01", ""};
    static const char *const instants[] = {"2026-03-02",           "2026-03-02T24:00:00Z",  "2026-03-02T07:58:03",
                                           "2026-03-02T07:58:60Z", "2026-03-02T07:58:03.Z", "2026-03-02T07:58:03+9:00",
                                           "2026-03-02 07:58:03Z"};
    int32_t day;
    int64_t instant_ms;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        EXPECT_INT(civil_parse_day(str_of(days[i]), &day), ERR_INVALID);
    }
    for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
        EXPECT_INT(civil_parse_instant(str_of(instants[i]), &instant_ms), ERR_INVALID);
    }
    EXPECT_INT(civil_parse_minute(STR("24:00"), &day), ERR_INVALID);
    EXPECT_INT(civil_parse_minute(STR("7:00"), &day), ERR_INVALID);
}
