/* Dates as forms and people write them: in the years of the eras (R-CAL-10). 令和8年3月2日 is 2026-03-02, the first year of an era is 元年. Pure.
 *
 * Eras: Showa from 1926-12-25, Heisei from 1989-01-08, Reiwa from 2019-05-01 (the day on which an era begins belongs to it: Era Name Act,
 * cabinet orders 昭和64年政令第1号 and 平成31年政令第143号). A date that its era does not have (平成31年5月1日) is refused, not repaired: it is more often
 * a slip of the pen than an old form. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { WAREKI_TEXT = 32 }; /* bytes of the longest, with NUL */

/* "令和8年3月2日"; a day before the eras known here as "1926-12-24". */
void wareki_put(struct buf *buf, int32_t day);
/* 令和8年3月2日, R8.3.2, r8/3/2, Ｒ８－３－２ …: the era's name or letter, then year, month and day. ERR_INVALID otherwise. */
enum err wareki_parse(struct str text, int32_t *ret_day) NODISCARD;
/* Either "2026-03-02" or one of those. */
enum err wareki_parse_any(struct str text, int32_t *ret_day) NODISCARD;
/* A year of the calendar or of an era: 2026, R8, 令和8年, 令和8年度. 1927 to 2199. */
enum err wareki_parse_year(struct str text, int32_t *ret_year) NODISCARD;
