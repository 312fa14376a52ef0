/* What a calendar mentions of a nursery's days, and how a reservation stands in it. */
#include "core/calendar_feed.h"

#include "support/test.h"

enum { MONDAY = 20514, SUNDAY = MONDAY + 6, WEEKDAYS = 0x1F };

TEST("days as always are not mentioned; a holiday, the new year and what the nursery decided are")
{
    static const struct {
        int32_t day;
        bool holiday;
        int decided; /* −1 not, 0 closed, 1 open */
        enum calendar_feed_day is;
    } rows[] = {
        {MONDAY, false, -1, FEED_DAY_USUAL},    {SUNDAY, false, -1, FEED_DAY_USUAL},
        {SUNDAY, true, -1, FEED_DAY_USUAL},     {MONDAY, true, -1, FEED_DAY_CLOSED},
        {MONDAY, false, 0, FEED_DAY_CLOSED},    {SUNDAY, false, 1, FEED_DAY_OPEN},
        {MONDAY, true, 1, FEED_DAY_AS_ALWAYS},  {MONDAY, false, 1, FEED_DAY_AS_ALWAYS},
        {SUNDAY, false, 0, FEED_DAY_AS_ALWAYS}, {20819, false, -1, FEED_DAY_CLOSED}, /* Friday 2027-01-01 */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct calendar_exception own = {rows[i].day, rows[i].decided == 1};
        const struct calendar calendar = {
            .weekday_mask = WEEKDAYS,
            .holidays = &rows[i].day,
            .holidays_n = rows[i].holiday ? 1 : 0,
            .exceptions = &own,
            .exceptions_n = rows[i].decided >= 0 ? 1 : 0,
        };
        EXPECT_INT(calendar_feed_day(&calendar, rows[i].day), rows[i].is);
    }
}

TEST("only a place that is given stands firmly; what went is cancelled, not left out")
{
    static const enum calendar_feed_status statuses[] = {
        [RESERVATION_NONE] = FEED_CANCELLED,       [RESERVATION_REQUESTED] = FEED_TENTATIVE,
        [RESERVATION_CONFIRMED] = FEED_CONFIRMED,  [RESERVATION_WAITLISTED] = FEED_TENTATIVE,
        [RESERVATION_DECLINED] = FEED_CANCELLED,   [RESERVATION_OFFERED] = FEED_TENTATIVE,
        [RESERVATION_EXPIRED] = FEED_CANCELLED,    [RESERVATION_CANCELLED] = FEED_CANCELLED,
        [RESERVATION_CHECKED_IN] = FEED_CONFIRMED, [RESERVATION_CHECKED_OUT] = FEED_CONFIRMED,
        [RESERVATION_NO_SHOW] = FEED_CANCELLED,
    };
    for (int state = RESERVATION_NONE; state <= RESERVATION_STATE_LAST; state++) {
        EXPECT_INT(calendar_feed_status((enum reservation_state)state), statuses[state]);
    }
}
