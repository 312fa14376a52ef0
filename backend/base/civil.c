/* Dates by arithmetic: the proleptic Gregorian calendar counted from 1 March so that the leap day comes last. */
#include "base/civil.h"

#include <assert.h>

#include "base/banned.h"

enum { DAYS_PER_ERA = 146097, EPOCH_SHIFT = 719468 };

int32_t civil_day_of_date(struct civil_date date)
{
    assert(date.month >= 1);
    assert(date.month <= 12);
    int32_t year = date.month <= 2 ? date.year - 1 : date.year;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t month_from_march = (date.month + 9) % 12;
    int32_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT;
}

struct civil_date civil_date_of_day(int32_t day)
{
    int32_t shifted = day + EPOCH_SHIFT;
    int32_t era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int32_t day_of_era = shifted - era * DAYS_PER_ERA;
    int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month_from_march = (5 * day_of_year + 2) / 153;
    int32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (struct civil_date){
        .year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
        .month = month,
        .day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
    };
}

int32_t civil_weekday(int32_t day)
{
    return (int32_t)((((int64_t)day + 3) % 7 + 7) % 7);
}

int32_t civil_days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    assert(month >= 1);
    assert(month <= 12);
    return month == 2 && leap ? 29 : days[month - 1];
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

int32_t civil_day_of_ms(int64_t instant_ms)
{
    return (int32_t)floor_div(instant_ms + CIVIL_TOKYO_OFFSET_MS, CIVIL_MS_PER_DAY);
}

int32_t civil_minute_of_ms(int64_t instant_ms)
{
    int64_t local_ms = instant_ms + CIVIL_TOKYO_OFFSET_MS;
    return (int32_t)((local_ms - floor_div(local_ms, CIVIL_MS_PER_DAY) * CIVIL_MS_PER_DAY) / CIVIL_MS_PER_MIN);
}

int64_t civil_ms_at(int32_t day, int32_t minute)
{
    return (int64_t)day * CIVIL_MS_PER_DAY - CIVIL_TOKYO_OFFSET_MS + (int64_t)minute * CIVIL_MS_PER_MIN;
}

/* A fixed-width decimal field of `text`, or ERR_INVALID. */
static enum err field(struct str text, size_t from, size_t n, int32_t max, int32_t *ret)
{
    int64_t value;
    if (from + n > text.n || text.p[from] == '-') {
        return ERR_INVALID;
    }
    enum err err = str_int((struct str){text.p + from, n}, 0, max, &value);
    if (err == OK) {
        *ret = (int32_t)value;
    }
    return err;
}

enum err civil_parse_day(struct str text, int32_t *ret_day)
{
    struct civil_date date;
    if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-' || field(text, 0, 4, 2199, &date.year) != OK ||
        field(text, 5, 2, 12, &date.month) != OK || field(text, 8, 2, 31, &date.day) != OK) {
        return ERR_INVALID;
    }
    if (date.year < 1900 || date.month < 1 || date.day < 1 || date.day > civil_days_in_month(date.year, date.month)) {
        return ERR_INVALID;
    }
    *ret_day = civil_day_of_date(date);
    return OK;
}

enum err civil_parse_minute(struct str text, int32_t *ret_min)
{
    int32_t hour;
    int32_t minute;
    if (text.n != 5 || text.p[2] != ':' || field(text, 0, 2, 23, &hour) != OK || field(text, 3, 2, 59, &minute) != OK) {
        return ERR_INVALID;
    }
    *ret_min = hour * 60 + minute;
    return OK;
}

/* "Z", "+hh:mm" or "-hh:mm" as milliseconds east of UTC. */
static enum err parse_offset(struct str text, int64_t *ret_ms)
{
    int32_t minute;
    if (str_is(text, "Z") || str_is(text, "z")) {
        *ret_ms = 0;
        return OK;
    }
    if (text.n != 6 || (text.p[0] != '+' && text.p[0] != '-') ||
        civil_parse_minute((struct str){text.p + 1, 5}, &minute) != OK) {
        return ERR_INVALID;
    }
    *ret_ms = (int64_t)minute * CIVIL_MS_PER_MIN * (text.p[0] == '-' ? -1 : 1);
    return OK;
}

/* ".123…" at *at as milliseconds, further digits dropped; no fraction is 0. */
static enum err parse_fraction(struct str text, size_t *at, int32_t *ret_ms)
{
    static const int32_t weight[] = {100, 10, 1};
    size_t digits = 0;
    *ret_ms = 0;
    if (text.p[*at] != '.') {
        return OK;
    }
    for ((*at)++; *at < text.n && text.p[*at] >= '0' && text.p[*at] <= '9'; (*at)++, digits++) {
        *ret_ms += digits < 3 ? (text.p[*at] - '0') * weight[digits] : 0;
    }
    return digits == 0 || digits > 9 ? ERR_INVALID : OK;
}

enum err civil_parse_instant(struct str text, int64_t *ret_ms)
{
    int32_t day;
    int32_t minute;
    int32_t second;
    int32_t fraction_ms;
    int64_t offset_ms;
    size_t at = 19;
    if (text.n < 20 || (text.p[10] != 'T' && text.p[10] != 't') || text.p[16] != ':') {
        return ERR_INVALID;
    }
    enum err err = civil_parse_day((struct str){text.p, 10}, &day);
    err = err == OK ? civil_parse_minute((struct str){text.p + 11, 5}, &minute) : err;
    err = err == OK ? field(text, 17, 2, 59, &second) : err;
    err = err == OK ? parse_fraction(text, &at, &fraction_ms) : err;
    err = err == OK ? parse_offset((struct str){text.p + at, text.n - at}, &offset_ms) : err;
    if (err != OK) {
        return err;
    }
    *ret_ms = (int64_t)day * CIVIL_MS_PER_DAY + (int64_t)minute * CIVIL_MS_PER_MIN + (int64_t)second * 1000 +
              fraction_ms - offset_ms;
    return OK;
}

void civil_put_day(struct buf *buf, int32_t day)
{
    struct civil_date date = civil_date_of_day(day);
    buf_padded(buf, date.year, 4);
    buf_char(buf, '-');
    buf_padded(buf, date.month, 2);
    buf_char(buf, '-');
    buf_padded(buf, date.day, 2);
}

void civil_put_minute(struct buf *buf, int32_t minute)
{
    buf_padded(buf, minute / 60, 2);
    buf_char(buf, ':');
    buf_padded(buf, minute % 60, 2);
}

void civil_put_instant(struct buf *buf, int64_t instant_ms)
{
    int32_t day = civil_day_of_ms(instant_ms);
    int64_t rest_ms = instant_ms - civil_ms_at(day, 0);
    civil_put_day(buf, day);
    buf_char(buf, 'T');
    civil_put_minute(buf, (int32_t)(rest_ms / CIVIL_MS_PER_MIN));
    buf_char(buf, ':');
    buf_padded(buf, rest_ms / 1000 % 60, 2);
    buf_char(buf, '.');
    buf_padded(buf, rest_ms % 1000, 3);
    buf_puts(buf, "+09:00");
}

void civil_put_http_date(struct buf *buf, int64_t instant_ms)
{
    static const char weekdays[] = "MonTueWedThuFriSatSun";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int64_t greenwich_ms = instant_ms -
                           CIVIL_TOKYO_OFFSET_MS; /* its day and minute in Tokyo are Greenwich's of instant_ms */
    int32_t day = civil_day_of_ms(greenwich_ms);
    int32_t minute = civil_minute_of_ms(greenwich_ms);
    struct civil_date date = civil_date_of_day(day);
    buf_add(buf, weekdays + 3 * civil_weekday(day), 3);
    buf_puts(buf, ", ");
    buf_padded(buf, date.day, 2);
    buf_char(buf, ' ');
    buf_add(buf, months + 3 * (date.month - 1), 3);
    buf_char(buf, ' ');
    buf_padded(buf, date.year, 4);
    buf_char(buf, ' ');
    civil_put_minute(buf, minute);
    buf_char(buf, ':');
    buf_padded(buf, floor_div(instant_ms, 1000) % 60, 2);
    buf_puts(buf, " GMT");
}
