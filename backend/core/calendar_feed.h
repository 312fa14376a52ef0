/* What a family's own calendar says: closed days of the children's nurseries, events of notices, sick care. Titles name no child: a telephone lies
 * about, and calendars are shared with grandparents. Pure.
 *
 * R-REG-11  whoever may not know where a child is and when has a calendar without nurseries, rooms and times; it is not another answer.
 *
 * The window is bounded: what is over for a month, and what is further away than half a year, is left out. An entry keeps its identifier, its number
 * grows with each change, and what went stays as cancelled: a calendar that fetched it must take it away again. */
#pragma once

#include <stdint.h>

#include "core/calendar.h"
#include "core/reservation.h"

enum { CALENDAR_FEED_PAST_DAYS = 30, CALENDAR_FEED_COMING_DAYS = 180 };
enum { CALENDAR_FEED_DAYS = CALENDAR_FEED_PAST_DAYS + 1 + CALENDAR_FEED_COMING_DAYS };

enum calendar_feed_status { FEED_TENTATIVE, FEED_CONFIRMED, FEED_CANCELLED };
/* A place that is asked for, waited for or offered is not yet one. */
enum calendar_feed_status calendar_feed_status(enum reservation_state state);

enum calendar_feed_day {
    FEED_DAY_USUAL,    /* as on any such weekday: not mentioned */
    FEED_DAY_CLOSED,   /* … on which it would be open */
    FEED_DAY_OPEN,     /* … on which it would be closed */
    FEED_DAY_AS_ALWAYS /* it had been decided otherwise, or that it is as always: what was mentioned is taken back */
};
enum calendar_feed_day calendar_feed_day(const struct calendar *calendar, int32_t day);
