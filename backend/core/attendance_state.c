/* The day as others see it: state, flags that depend on plans and time, the time that counts, and the words. See attendance.h. */
#include <assert.h>

#include "core/attendance.h"

#include "base/banned.h"

enum {
    CLOCK_TRUSTED_MS = 120 * 1000,    /* R-ATT-08 */
    CLOCK_FUTURE_MS = 10 * 60 * 1000, /* beyond it a time is no time */
};
/* A box keeps what it sent for 30 days: an older time is a dead clock's. */
#define CLOCK_PAST_MS (INT64_C(60) * 24 * 60 * 60 * 1000)

static const char *const state_words[ATTENDANCE_STATE_COUNT] = {
    [ATTENDANCE_EXPECTED] = "expected",
    [ATTENDANCE_ABSENT] = "absent",
    [ATTENDANCE_PRESENT] = "present",
    [ATTENDANCE_STEPPED_OUT] = "stepped_out",
    [ATTENDANCE_LEFT] = "left",
    [ATTENDANCE_UNEXPLAINED] = "unexplained",
    [ATTENDANCE_NOT_ENROLLED] = "not_enrolled",
    [ATTENDANCE_CLOSED] = "closed",
};

const char *const attendance_correction_words[] = {"arrive", "leave", "step_out", "step_back", "void", NULL};

int64_t attendance_threshold_ms(const struct attendance_view *view)
{
    int64_t planned_ms = view->absence.late && view->absence.late_expected_ms > view->planned_arrive_ms
                             ? view->absence.late_expected_ms
                             : view->planned_arrive_ms;
    int64_t due_ms = planned_ms + view->grace_ms;
    return due_ms > view->cutoff_ms ? due_ms : view->cutoff_ms;
}

enum attendance_state attendance_state(const struct attendance_view *view)
{
    if (!view->enrolled) {
        return ATTENDANCE_NOT_ENROLLED;
    }
    switch (view->day.place) {
    case PUNCH_PRESENT:
        return ATTENDANCE_PRESENT;
    case PUNCH_STEPPED_OUT:
        return ATTENDANCE_STEPPED_OUT;
    case PUNCH_LEFT:
        return ATTENDANCE_LEFT;
    case PUNCH_NOT_ARRIVED:
        break;
    }
    if (!view->open) {
        return ATTENDANCE_CLOSED;
    }
    if (view->absence.whole != ABSENCE_NONE) {
        return ATTENDANCE_ABSENT;
    }
    return view->now_ms >= attendance_threshold_ms(view) ? ATTENDANCE_UNEXPLAINED : ATTENDANCE_EXPECTED;
}

uint32_t attendance_flags(const struct attendance_view *view)
{
    const struct attendance_day *day = &view->day;
    uint32_t flags = day->flags;
    bool inside = day->place == PUNCH_PRESENT || day->place == PUNCH_STEPPED_OUT;
    if (inside && view->now_ms >= view->day_end_ms) {
        flags |= ATTENDANCE_UNRESOLVED;
    }
    if (day->arrived_ms > view->planned_arrive_ms + view->grace_ms && !view->absence.late) {
        flags |= ATTENDANCE_IS_LATE;
    }
    if (day->left_ms != 0 && day->left_ms < view->planned_leave_ms - view->grace_ms) {
        flags |= ATTENDANCE_LEFT_EARLY;
    }
    return flags;
}

bool attendance_withdrawn(const struct attendance_view *view)
{
    return view->absence.whole != ABSENCE_NONE && view->day.place != PUNCH_NOT_ARRIVED &&
           (view->day.arrived_ms == 0 || view->day.arrived_ms >= view->absence.whole_created_ms);
}

enum attendance_time attendance_time(const struct attendance_clock *clock, int64_t *ret_event_ms)
{
    int64_t ahead_ms = clock->device_ms - clock->received_ms;
    if (ahead_ms > CLOCK_FUTURE_MS) {
        *ret_event_ms = clock->received_ms;
        return ATTENDANCE_TIME_FAR_FUTURE;
    }
    bool trusted = clock->synced && clock->offset_ms <= CLOCK_TRUSTED_MS && clock->offset_ms >= -CLOCK_TRUSTED_MS;
    bool live = ahead_ms <= CLOCK_TRUSTED_MS &&
                ahead_ms >= -CLOCK_TRUSTED_MS; /* the receipt itself compares the clocks */
    if (live || (trusted && ahead_ms <= CLOCK_TRUSTED_MS && ahead_ms >= -CLOCK_PAST_MS)) {
        *ret_event_ms = clock->device_ms;
        return ATTENDANCE_TIME_DEVICE;
    }
    *ret_event_ms = clock->received_ms;
    return ATTENDANCE_TIME_RECEIVED;
}

const char *attendance_state_word(enum attendance_state state)
{
    assert((unsigned)state < ATTENDANCE_STATE_COUNT);
    return state_words[state];
}

const char *attendance_flag_word(uint32_t bit)
{
    static const char *const words[] = {"unresolved", "conflict",    "clock_doubt",      "corrected",
                                        "late",       "early_leave", "return_too_early", "paper_missing"};
    for (uint32_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (bit == UINT32_C(1) << i) {
            return words[i];
        }
    }
    return NULL;
}

const char *attendance_use_word(enum attendance_use use)
{
    switch (use) {
    case ATTENDANCE_USED:
        return "used";
    case ATTENDANCE_REPEATED:
        return "repeated";
    case ATTENDANCE_VOIDED:
        return "voided";
    case ATTENDANCE_SUPERSEDED:
        return "superseded";
    case ATTENDANCE_OVERRULED:
        return "conflict";
    }
    assert(false);
    return "used";
}
