/* Civil dates and instants in Asia/Tokyo (UTC+9, no daylight saving since 1951), without the C library's time functions.
 * A day is the number of days since 1970-01-01; an instant is Unix milliseconds UTC. R-CAL-01: domain rule "store UTC, decide in Asia/Tokyo". */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
    CIVIL_DAY_TEXT = 11,     /* "YYYY-MM-DD" and NUL */
    CIVIL_INSTANT_TEXT = 30, /* "YYYY-MM-DDThh:mm:ss.mmm+09:00" and NUL */
    CIVIL_MS_PER_MIN = 60000,
};

#define CIVIL_MS_PER_DAY      INT64_C(86400000)
#define CIVIL_TOKYO_OFFSET_MS INT64_C(32400000)

struct civil_date {
    int32_t year;
    int32_t month; /* 1–12 */
    int32_t day;   /* 1–31 */
};

int32_t civil_day_of_date(struct civil_date date);
struct civil_date civil_date_of_day(int32_t day);
/* 0 Monday … 6 Sunday. */
int32_t civil_weekday(int32_t day);
int32_t civil_days_in_month(int32_t year, int32_t month);

/* The service day in Tokyo that holds this instant, and the minute of that day (truncated). */
int32_t civil_day_of_ms(int64_t instant_ms);
int32_t civil_minute_of_ms(int64_t instant_ms);
/* The instant at which `minute` of `day` begins in Tokyo; minutes beyond 0–1439 reach into other days. */
int64_t civil_ms_at(int32_t day, int32_t minute);

/* "YYYY-MM-DD" of years 1900–2199; "hh:mm" (00:00–23:59); RFC 3339 with offset and up to 3 decimals. ERR_INVALID otherwise. */
enum err civil_parse_day(struct str text, int32_t *ret_day) NODISCARD;
enum err civil_parse_minute(struct str text, int32_t *ret_min) NODISCARD;
enum err civil_parse_instant(struct str text, int64_t *ret_ms) NODISCARD;

void civil_put_day(struct buf *buf, int32_t day);
void civil_put_minute(struct buf *buf, int32_t minute);
void civil_put_instant(struct buf *buf, int64_t instant_ms);
/* RFC 9110 IMF-fixdate, always in GMT: "Fri, 20 Nov 2026 23:45:00 GMT". */
void civil_put_http_date(struct buf *buf, int64_t instant_ms);
