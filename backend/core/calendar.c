/* See calendar.h for the rules. */
#include "core/calendar.h"

#include <assert.h>

#include "base/civil.h"

#include "base/banned.h"

static bool new_year_rest(int32_t day)
{
    struct civil_date date = civil_date_of_day(day);
    return (date.month == 12 && date.day >= 29) || (date.month == 1 && date.day <= 3);
}

static bool is_holiday(const struct calendar *calendar, int32_t day)
{
    for (size_t i = 0; i < calendar->holidays_n; i++) {
        if (calendar->holidays[i] == day) {
            return true;
        }
    }
    return false;
}

bool calendar_open(const struct calendar *calendar, int32_t day)
{
    for (size_t i = 0; i < calendar->exceptions_n; i++) {
        if (calendar->exceptions[i].day == day) {
            return calendar->exceptions[i].open;
        }
    }
    bool pattern = (calendar->weekday_mask >> civil_weekday(day) & 1) != 0;
    return pattern && (calendar->holidays_open || !is_holiday(calendar, day)) &&
           (calendar->new_year_open || !new_year_rest(day));
}

int32_t calendar_open_day_before(const struct calendar *calendar, int32_t day)
{
    for (int32_t before = day - 1; before >= day - CALENDAR_LOOK_BACK_DAYS; before--) {
        if (calendar_open(calendar, before)) {
            return before;
        }
    }
    return CALENDAR_NEVER;
}

int32_t calendar_fiscal_year(int32_t day)
{
    struct civil_date date = civil_date_of_day(day);
    return date.month >= 4 ? date.year : date.year - 1;
}

int32_t calendar_cohort(int32_t birth_day)
{
    struct civil_date birth = civil_date_of_day(birth_day);
    bool from_april_second = birth.month > 4 || (birth.month == 4 && birth.day >= 2);
    return from_april_second ? birth.year : birth.year - 1;
}

int32_t calendar_class_age(int32_t birth_day, int32_t fiscal_year)
{
    int32_t age = fiscal_year - calendar_cohort(birth_day) - 1;
    return age > 0 ? age : 0;
}

int32_t calendar_grade(int32_t birth_day, int32_t day)
{
    return calendar_fiscal_year(day) - calendar_cohort(birth_day) - 6;
}

/* The first 31 March on or after the birthday on which the child becomes 12. */
static int32_t march_after_12(int32_t birth_day)
{
    int32_t twelve = calendar_months_old_day(birth_day, 12 * 12);
    int32_t march = civil_day_of_date((struct civil_date){civil_date_of_day(twelve).year, 3, 31});
    return march >= twelve ? march : civil_day_of_date((struct civil_date){civil_date_of_day(twelve).year + 1, 3, 31});
}

int32_t calendar_last_day(int32_t birth_day, enum calendar_limit limit)
{
    int32_t years = 0;
    switch (limit) {
    case LIMIT_SCHOOL_ENTRY:
        years = 7;
        break;
    case LIMIT_GRADE_3:
        years = 10;
        break;
    case LIMIT_GRADE_6:
        years = 13;
        break;
    case LIMIT_MARCH_AFTER_12:
        return march_after_12(birth_day);
    }
    assert(years > 0);
    return civil_day_of_date((struct civil_date){calendar_cohort(birth_day) + years, 3, 31});
}

int32_t calendar_months_old_day(int32_t birth_day, int32_t months)
{
    struct civil_date birth = civil_date_of_day(birth_day);
    assert(months >= 0);
    int32_t index = birth.year * 12 + birth.month - 1 + months;
    struct civil_date date = {index / 12, index % 12 + 1, birth.day};
    int32_t last = civil_days_in_month(date.year, date.month);
    date.day = date.day > last ? last : date.day;
    return civil_day_of_date(date);
}
