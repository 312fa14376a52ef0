/* See clock_doubt.h. */
#include "core/clock_doubt.h"

#include "base/banned.h"

/* What can be believed of an uncertainty: more than two minutes is no clock, and then `doubt` is set. */
static int64_t within(const struct clock_doubt *touch)
{
    int64_t ms = touch->uncertainty_ms < 0 ? 0 : touch->uncertainty_ms;
    return ms > CLOCK_DOUBT_TRUSTED_MS ? CLOCK_DOUBT_TRUSTED_MS : ms;
}

int64_t clock_doubt_arrived_ms(const struct clock_doubt *touch)
{
    if (touch->doubt) {
        return touch->event_ms; /* nothing is received before it was */
    }
    int64_t latest_ms = touch->event_ms + within(touch);
    bool bounded = touch->received_ms >= touch->event_ms && touch->received_ms < latest_ms;
    return bounded ? touch->received_ms : latest_ms;
}

int64_t clock_doubt_left_ms(const struct clock_doubt *touch, int64_t not_before_ms)
{
    int64_t earliest_ms = touch->event_ms - within(touch);
    if (touch->doubt) {
        bool held = touch->device_ms < touch->event_ms && touch->event_ms - touch->device_ms <= CLOCK_DOUBT_HELD_MS;
        earliest_ms = held ? touch->device_ms - within(touch) : touch->event_ms;
    }
    return earliest_ms < not_before_ms ? not_before_ms : earliest_ms;
}
