/* See window.h. */
#include "core/window.h"

#include <stddef.h>

#include "base/civil.h"

#include "base/banned.h"

enum { MINUTES_PER_DAY = 1440 };

/* The day n days (calendar or open ones) before. */
static int32_t basis_day(const struct policy_window *window, const struct calendar *calendar, int32_t day)
{
    int32_t at = day;
    switch (window->basis) {
    case BASIS_SAME_DAY:
        return day;
    case BASIS_ALWAYS:
    case BASIS_CALENDAR_DAY_BEFORE:
        return day - window->days;
    case BASIS_OPEN_DAY_BEFORE:
        for (int32_t i = 0; i < window->days && at != CALENDAR_NEVER; i++) {
            at = calendar_open_day_before(calendar, at);
        }
        return at;
    }
    return CALENDAR_NEVER;
}

static bool span_of(const struct policy_window *window, const struct calendar *calendar, int32_t day,
                    struct window_span *ret)
{
    int32_t basis = basis_day(window, calendar, day);
    if (basis == CALENDAR_NEVER) {
        return false;
    }
    ret->opens_ms = civil_ms_at(basis, window->open_min);
    ret->closes_ms = civil_ms_at(window->close_on_basis ? basis : day, window->close_min);
    return ret->opens_ms < ret->closes_ms;
}

/* Inside the span, but only between certain minutes of each day: when does it open next, when does it close? */
static struct window_view daily(const struct policy_window *window, const struct window_span *span, int64_t now_ms)
{
    int32_t today = civil_day_of_ms(now_ms);
    int64_t from_ms = civil_ms_at(today, window->daily_from_min);
    int64_t to_ms = civil_ms_at(today, window->daily_to_min);
    if (now_ms >= to_ms) {
        from_ms += CIVIL_MS_PER_DAY;
        to_ms += CIVIL_MS_PER_DAY;
    }
    from_ms = from_ms < span->opens_ms ? span->opens_ms : from_ms;
    to_ms = to_ms > span->closes_ms ? span->closes_ms : to_ms;
    if (from_ms >= span->closes_ms) {
        return (struct window_view){WINDOW_AFTER, span->opens_ms, span->closes_ms};
    }
    return (struct window_view){now_ms < from_ms ? WINDOW_BEFORE : WINDOW_INSIDE, from_ms, to_ms};
}

static struct window_view one_at(const struct policy_window *window, const struct window_span *span, int64_t now_ms)
{
    if (now_ms >= span->closes_ms) {
        return (struct window_view){WINDOW_AFTER, span->opens_ms, span->closes_ms};
    }
    if (window->daily_from_min != POLICY_NONE) {
        return daily(window, span, now_ms < span->opens_ms ? span->opens_ms : now_ms);
    }
    return (struct window_view){now_ms < span->opens_ms ? WINDOW_BEFORE : WINDOW_INSIDE, span->opens_ms,
                                span->closes_ms};
}

/* The better of two views for whoever wants to ask: open now, else opening soonest, else closed last. */
static struct window_view better(struct window_view a, struct window_view b)
{
    static const int worth[] = {[WINDOW_NEVER] = 0, [WINDOW_AFTER] = 1, [WINDOW_BEFORE] = 2, [WINDOW_INSIDE] = 3};
    if (worth[a.state] != worth[b.state]) {
        return worth[a.state] > worth[b.state] ? a : b;
    }
    bool a_first = a.state == WINDOW_BEFORE ? a.opens_ms <= b.opens_ms : a.closes_ms >= b.closes_ms;
    return a_first ? a : b;
}

struct window_view window_at(const struct policy *policy, const struct calendar *calendar, int32_t day, int64_t now_ms)
{
    struct window_view view = {.state = WINDOW_NEVER};
    for (size_t i = 0; i < policy->booking.windows_n; i++) {
        struct window_span span;
        if (span_of(&policy->booking.windows[i], calendar, day, &span)) {
            struct window_view one = one_at(&policy->booking.windows[i], &span, now_ms);
            if (one.state == WINDOW_INSIDE && now_ms < one.opens_ms) {
                one.state = WINDOW_BEFORE; /* looked at from its own opening */
            }
            view = better(view, one);
        }
    }
    return view;
}

bool window_span(const struct policy *policy, const struct calendar *calendar, int32_t day, struct window_span *ret)
{
    bool any = false;
    for (size_t i = 0; i < policy->booking.windows_n; i++) {
        struct window_span span;
        if (!span_of(&policy->booking.windows[i], calendar, day, &span)) {
            continue;
        }
        ret->opens_ms = any && ret->opens_ms < span.opens_ms ? ret->opens_ms : span.opens_ms;
        ret->closes_ms = any && ret->closes_ms > span.closes_ms ? ret->closes_ms : span.closes_ms;
        any = true;
    }
    return any;
}

int64_t window_collected_until(const struct policy *policy, const struct calendar *calendar, int32_t day)
{
    const struct policy_booking *booking = &policy->booking;
    for (size_t i = 0; i < booking->windows_n && booking->opening != OPENING_FIRST_COME; i++) {
        struct window_span span;
        if (booking->windows[i].basis != BASIS_ALWAYS && span_of(&booking->windows[i], calendar, day, &span)) {
            return span.opens_ms + (int64_t)booking->opening_min * CIVIL_MS_PER_MIN;
        }
    }
    return 0;
}
