/* See calendar_feed.h. */
#include "core/calendar_feed.h"

#include "base/civil.h"

#include "base/banned.h"

enum calendar_feed_status calendar_feed_status(enum reservation_state state)
{
    switch (state) {
    case RESERVATION_CONFIRMED:
    case RESERVATION_CHECKED_IN:
    case RESERVATION_CHECKED_OUT:
        return FEED_CONFIRMED;
    case RESERVATION_REQUESTED:
    case RESERVATION_WAITLISTED:
    case RESERVATION_OFFERED:
        return FEED_TENTATIVE;
    case RESERVATION_NONE:
    case RESERVATION_DECLINED:
    case RESERVATION_EXPIRED:
    case RESERVATION_CANCELLED:
    case RESERVATION_NO_SHOW:
        break;
    }
    return FEED_CANCELLED;
}

static bool decided(const struct calendar *calendar, int32_t day)
{
    for (size_t i = 0; i < calendar->exceptions_n; i++) {
        if (calendar->exceptions[i].day == day) {
            return true;
        }
    }
    return false;
}

enum calendar_feed_day calendar_feed_day(const struct calendar *calendar, int32_t day)
{
    bool usually = (calendar->weekday_mask >> civil_weekday(day) & 1) != 0;
    bool open = calendar_open(calendar, day);
    if (open != usually) {
        return open ? FEED_DAY_OPEN : FEED_DAY_CLOSED;
    }
    return decided(calendar, day) ? FEED_DAY_AS_ALWAYS : FEED_DAY_USUAL;
}
