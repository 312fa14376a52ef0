/* See wareki.h. */
#include "core/wareki.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

struct era {
    const char *name;
    const char *letters[4]; /* as people type it: both cases, both widths */
    struct civil_date from;
};

/* Newest first. */
static const struct era eras[] = {
    {"令和", {"R", "r", "Ｒ", "ｒ"}, {2019, 5, 1}},
    {"平成", {"H", "h", "Ｈ", "ｈ"}, {1989, 1, 8}},
    {"昭和", {"S", "s", "Ｓ", "ｓ"}, {1926, 12, 25}},
};
enum { ERAS = sizeof eras / sizeof eras[0], LETTERS = 4, YEAR_LAST = 2199 };

/* What may stand between the numbers; the last separator of a row may be missing when it is "". */
static const char *const separators[][3] = {
    {"年", "月", "日"}, {".", ".", ""},   {"/", "/", ""},   {"-", "-", ""},
    {"．", "．", ""},   {"／", "／", ""}, {"－", "－", ""},
};
enum { SEPARATORS = sizeof separators / sizeof separators[0] };

/* Takes a word off the front. */
static bool take(struct str *rest, const char *word)
{
    size_t n = strlen(word);
    if (!str_starts(*rest, word)) {
        return false;
    }
    rest->p += n;
    rest->n -= n;
    return true;
}

static int take_digit(struct str *rest)
{
    static const char *const wide[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    if (rest->n > 0 && rest->p[0] >= '0' && rest->p[0] <= '9') {
        int digit = rest->p[0] - '0';
        rest->p++;
        rest->n--;
        return digit;
    }
    for (int i = 0; i < 10; i++) {
        if (take(rest, wide[i])) {
            return i;
        }
    }
    return -1;
}

/* One to `digits_max` digits. */
static bool take_number(struct str *rest, int digits_max, int32_t *ret)
{
    int digit = take_digit(rest);
    *ret = digit;
    for (int n = 1; digit >= 0 && n < digits_max; n++) {
        digit = take_digit(rest);
        *ret = digit < 0 ? *ret : *ret * 10 + digit;
    }
    return *ret >= 0;
}

static bool take_era(struct str *rest, size_t *ret_era)
{
    for (size_t i = 0; i < ERAS; i++) {
        bool found = take(rest, eras[i].name);
        for (size_t j = 0; j < LETTERS && !found; j++) {
            found = take(rest, eras[i].letters[j]);
        }
        if (found) {
            *ret_era = i;
            return true;
        }
    }
    return false;
}

/* The year of the calendar behind an era's. */
static bool take_year(struct str *rest, size_t era, int32_t *ret)
{
    int32_t year = 1;
    if (!take(rest, "元") && !take_number(rest, 2, &year)) {
        return false;
    }
    *ret = eras[era].from.year + year - 1;
    return year >= 1;
}

static bool in_era(size_t era, int32_t day)
{
    return day >= civil_day_of_date(eras[era].from) && (era == 0 || day < civil_day_of_date(eras[era - 1].from));
}

/* Month and day between the separators of one row. */
static bool take_rest(struct str rest, const char *const separator[3], struct civil_date *date)
{
    return take(&rest, separator[0]) && take_number(&rest, 2, &date->month) && take(&rest, separator[1]) &&
           take_number(&rest, 2, &date->day) && take(&rest, separator[2]) && rest.n == 0;
}

enum err wareki_parse(struct str text, int32_t *ret_day)
{
    size_t era = 0;
    struct civil_date date = {0};
    if (!take_era(&text, &era) || !take_year(&text, era, &date.year)) {
        return ERR_INVALID;
    }
    size_t row = 0;
    while (row < SEPARATORS && !take_rest(text, separators[row], &date)) {
        row++;
    }
    if (row == SEPARATORS || date.year > YEAR_LAST || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > civil_days_in_month(date.year, date.month)) {
        return ERR_INVALID;
    }
    int32_t day = civil_day_of_date(date);
    if (!in_era(era, day)) {
        return ERR_INVALID;
    }
    *ret_day = day;
    return OK;
}

enum err wareki_parse_any(struct str text, int32_t *ret_day)
{
    return civil_parse_day(text, ret_day) == OK ? OK : wareki_parse(text, ret_day);
}

enum err wareki_parse_year(struct str text, int32_t *ret_year)
{
    size_t era = 0;
    int32_t year = 0;
    bool found = take_era(&text, &era) ? take_year(&text, era, &year) : take_number(&text, 4, &year);
    if (found && take(&text, "年")) {
        (void)take(&text, "度");
    }
    if (!found || text.n > 0 || year <= eras[ERAS - 1].from.year || year > YEAR_LAST) {
        return ERR_INVALID;
    }
    *ret_year = year;
    return OK;
}

void wareki_put(struct buf *buf, int32_t day)
{
    size_t era = 0;
    while (era < ERAS && !in_era(era, day)) {
        era++;
    }
    if (era == ERAS) {
        civil_put_day(buf, day);
        return;
    }
    struct civil_date date = civil_date_of_day(day);
    int32_t year = date.year - eras[era].from.year + 1;
    buf_puts(buf, eras[era].name);
    if (year == 1) {
        buf_puts(buf, "元");
    } else {
        buf_int(buf, year);
    }
    buf_puts(buf, "年");
    buf_int(buf, date.month);
    buf_puts(buf, "月");
    buf_int(buf, date.day);
    buf_puts(buf, "日");
}
