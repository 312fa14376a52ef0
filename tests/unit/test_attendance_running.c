/* core/attendance_running.c: the fold one tap further where a tap was taken back; test_town.c holds it against the whole fold for the rest. */
#include "support/test.h"

#include "core/attendance.h"

#include "base/banned.h"

enum { TAPS = 3, MINUTE_MS = 60000 };

TEST("R-ATT-01: following a day with a tap that was taken back ends where folding it whole ends")
{
    static const struct {
        int64_t minute;
        enum punch_meaning said;
        bool undone;
    } rows[TAPS] = {{492, PUNCH_ARRIVE, false}, {720, PUNCH_LEAVE, true}, {1020, PUNCH_LEAVE, false}};
    struct attendance_tap taps[TAPS];
    struct attendance_events events = {
        .policy = {10000, 30 * MINUTE_MS, 60 * MINUTE_MS, 0}, .taps = taps, .taps_n = TAPS};
    struct attendance_running running = {.n = 0};
    struct attendance_day followed = {.flags = 0};
    struct attendance_day whole;
    for (int i = 0; i < TAPS; i++) {
        taps[i] = (struct attendance_tap){.id = i + 1,
                                          .gateway_id = 1,
                                          .epoch = 1,
                                          .seq = i + 1,
                                          .card_id = 7,
                                          .event_ms = rows[i].minute * MINUTE_MS,
                                          .said = rows[i].said,
                                          .undone = rows[i].undone};
        EXPECT(attendance_follow(&running, &events.policy, &taps[i], &followed));
    }
    attendance_fold(&events, &whole);
    EXPECT_INT(followed.place, PUNCH_LEFT);
    EXPECT_INT(followed.left_ms, 1020 * MINUTE_MS);
    EXPECT_INT(followed.left_ms, whole.left_ms);
    EXPECT_INT(followed.arrived_ms, whole.arrived_ms);
    EXPECT_INT(followed.flags, whole.flags);
}
