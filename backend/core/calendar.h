/* Open days, fiscal years, school cohorts and ages (R-CAL-02…08). Pure: holidays and exceptions are brought by the caller.
 *
 * R-CAL-02  a facility is open on d iff its weekday pattern allows, d is no national holiday (an imported table), not 29 December to
 *           3 January, and not on its own closed list; an explicit "open" exception wins.
 * R-CAL-04  facility_open_day_before(d) is the greatest open day < d of that facility.
 * R-CAL-05  fiscal year of d: the year if month ≥ 4, else the year before.
 * R-CAL-06  school cohort of a birth date: the year if (month, day) ≥ (4, 2), else the year before: born on 1 April belongs to the
 *           older cohort (School Education Act art. 17 with the Age Calculation Act). Class age in a fiscal year: max(0, FY − cohort − 1).
 * R-CAL-07  preschool ends 31 March of cohort + 7, grade 3 of cohort + 10, grade 6 of cohort + 13. Some rules say "31 March after the 12th
 *           birthday": the first one on or after it, which differs for children born on 1 April.
 * R-CAL-08  "n months old" is reached on the same day of the month n months later, or on that month's last day when it has none. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALENDAR_LOOK_BACK_DAYS = 40, CALENDAR_NEVER = INT32_MIN };

struct calendar_exception {
    int32_t day;
    bool open;
};

struct calendar {
    int32_t weekday_mask; /* bit 0 Monday … bit 6 Sunday */
    const int32_t *holidays;
    size_t holidays_n;
    const struct calendar_exception *exceptions; /* the site's own */
    size_t exceptions_n;
    bool holidays_open; /* national holidays are days like others here */
    bool new_year_open; /* … and 29 December to 3 January */
};

enum calendar_limit { LIMIT_SCHOOL_ENTRY = 1, LIMIT_GRADE_3, LIMIT_GRADE_6, LIMIT_MARCH_AFTER_12 };

bool calendar_open(const struct calendar *calendar, int32_t day);
/* CALENDAR_NEVER when none lies within CALENDAR_LOOK_BACK_DAYS. */
int32_t calendar_open_day_before(const struct calendar *calendar, int32_t day);
int32_t calendar_fiscal_year(int32_t day);
int32_t calendar_cohort(int32_t birth_day);
int32_t calendar_class_age(int32_t birth_day, int32_t fiscal_year);
/* The last day on which a child born then is still inside the limit. */
int32_t calendar_last_day(int32_t birth_day, enum calendar_limit limit);
/* School grade on a day: 1…6, above it 7 and more; 0 and below before school. */
int32_t calendar_grade(int32_t birth_day, int32_t day);
/* The day on which the child is n months old. */
int32_t calendar_months_old_day(int32_t birth_day, int32_t months);
