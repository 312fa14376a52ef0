/* core/attendance_state.c and core/absence.c: which time counts, how a day looks from a moment, and the words. */
#include "support/test.h"

#include "base/civil.h"
#include "core/attendance.h"

#include "base/banned.h"

static int32_t today(void)
{
    return civil_day_of_date((struct civil_date){2026, 11, 20});
}

/* "08:12:03" or "08:12" of the day. */
static int64_t at(const char *text)
{
    int32_t minute = 0;
    int64_t second = 0;
    EXPECT_OK(civil_parse_minute((struct str){text, 5}, &minute));
    if (text[5] != '\0') {
        EXPECT_OK(str_int((struct str){text + 6, 2}, 0, 59, &second));
    }
    return civil_ms_at(today(), minute) + second * 1000;
}

TEST("R-ATT-08: which time counts")
{
    static const struct {
        const char *what;
        int64_t ahead_ms; /* the device against the server */
        bool synced;
        int64_t offset_ms;
        enum attendance_time time;
    } rows[] = {
        {"live and synced", -40, true, 3, ATTENDANCE_TIME_DEVICE},
        {"a little ahead", 120000, true, 0, ATTENDANCE_TIME_DEVICE},
        {"too far ahead to be true", 120001, true, 0, ATTENDANCE_TIME_RECEIVED},
        {"buffered for eight hours", -8 * 3600000, true, -120000, ATTENDANCE_TIME_DEVICE},
        {"buffered, with an offset beyond trust", -8 * 3600000, true, 120001, ATTENDANCE_TIME_RECEIVED},
        {"never synced, but live: the receipt compares the clocks", -40, false, 0, ATTENDANCE_TIME_DEVICE},
        {"never synced and buffered", -120001, false, 0, ATTENDANCE_TIME_RECEIVED},
        {"a dead clock in 1970", -1700000000000, true, 0, ATTENDANCE_TIME_RECEIVED},
        {"ten minutes ahead", 600000, false, 0, ATTENDANCE_TIME_RECEIVED},
        {"beyond ten minutes ahead", 600001, true, 0, ATTENDANCE_TIME_FAR_FUTURE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct attendance_clock clock = {.received_ms = at("12:00"),
                                         .device_ms = at("12:00") + rows[i].ahead_ms,
                                         .synced = rows[i].synced,
                                         .offset_ms = rows[i].offset_ms};
        int64_t event_ms = 0;
        print_message("%s\n", rows[i].what);
        EXPECT_INT(attendance_time(&clock, &event_ms), rows[i].time);
        EXPECT_INT(event_ms, rows[i].time == ATTENDANCE_TIME_DEVICE ? clock.device_ms : clock.received_ms);
    }
}

static struct attendance_view view_at(const char *now)
{
    return (struct attendance_view){.enrolled = true,
                                    .open = true,
                                    .now_ms = at(now),
                                    .day_end_ms = civil_ms_at(today() + 1, 0),
                                    .cutoff_ms = at("09:00"),
                                    .grace_ms = 15 * 60000,
                                    .planned_arrive_ms = at("08:30"),
                                    .planned_leave_ms = at("17:00")};
}

TEST("R-ATT-12: the states of a day")
{
    struct attendance_view view = view_at("08:59");
    EXPECT_INT(attendance_state(&view), ATTENDANCE_EXPECTED);
    view.now_ms = at("09:00");
    EXPECT_INT(attendance_state(&view), ATTENDANCE_UNEXPLAINED);
    view.absence.whole = ABSENCE_SICK;
    EXPECT_INT(attendance_state(&view), ATTENDANCE_ABSENT);
    view.open = false;
    EXPECT_INT(attendance_state(&view), ATTENDANCE_CLOSED);
    view.day.place = PUNCH_PRESENT;
    EXPECT_INT(attendance_state(&view), ATTENDANCE_PRESENT);
    view.day.place = PUNCH_STEPPED_OUT;
    EXPECT_INT(attendance_state(&view), ATTENDANCE_STEPPED_OUT);
    view.day.place = PUNCH_LEFT;
    EXPECT_INT(attendance_state(&view), ATTENDANCE_LEFT);
    view.enrolled = false;
    EXPECT_INT(attendance_state(&view), ATTENDANCE_NOT_ENROLLED);
}

TEST("R-ABS-03: a child planned for ten is not unexplained at nine, and a late notice moves the threshold")
{
    struct attendance_view view = view_at("09:30");
    view.planned_arrive_ms = at("10:00");
    EXPECT_INT(attendance_state(&view), ATTENDANCE_EXPECTED);
    view.now_ms = at("10:15");
    EXPECT_INT(attendance_state(&view), ATTENDANCE_UNEXPLAINED);
    view.absence.late = true;
    view.absence.late_expected_ms = at("11:00");
    EXPECT_INT(attendance_state(&view), ATTENDANCE_EXPECTED);
    view.now_ms = at("11:15");
    EXPECT_INT(attendance_state(&view), ATTENDANCE_UNEXPLAINED);
}

TEST("R-ATT-06: a reported absent child that comes is present, and the report is withdrawn for the day")
{
    struct attendance_view view = view_at("09:10");
    struct absence_report report = {.id = 3, .kind = ABSENCE_SICK, .created_ms = at("07:30")};
    absence_cover_add(&view.absence, &report);
    EXPECT_NOT(attendance_withdrawn(&view));
    view.day = (struct attendance_day){.place = PUNCH_PRESENT, .arrived_ms = at("09:05")};
    EXPECT_INT(attendance_state(&view), ATTENDANCE_PRESENT);
    EXPECT(attendance_withdrawn(&view));
    view.absence.whole_created_ms = at("11:00"); /* went home ill: this report is about the rest */
    EXPECT_NOT(attendance_withdrawn(&view));
}

TEST("R-ATT-13: late and early leave begin after the grace, and a late notice excuses")
{
    struct attendance_view view = view_at("18:00");
    view.day = (struct attendance_day){.place = PUNCH_LEFT, .arrived_ms = at("08:45"), .left_ms = at("16:45")};
    EXPECT_INT(attendance_flags(&view), 0);
    view.day.arrived_ms = at("08:45:01");
    view.day.left_ms = at("16:44:59");
    EXPECT_INT(attendance_flags(&view), ATTENDANCE_IS_LATE | ATTENDANCE_LEFT_EARLY);
    view.absence.late = true;
    EXPECT_INT(attendance_flags(&view), ATTENDANCE_LEFT_EARLY);
}

TEST("R-ATT-16: a past day without a leave is unresolved, and no leave is invented")
{
    struct attendance_view view = view_at("23:59");
    view.day = (struct attendance_day){.place = PUNCH_PRESENT, .arrived_ms = at("08:12")};
    EXPECT_INT(attendance_flags(&view), 0);
    view.now_ms = view.day_end_ms;
    EXPECT_INT(attendance_flags(&view), ATTENDANCE_UNRESOLVED);
    EXPECT_INT(attendance_state(&view), ATTENDANCE_PRESENT);
}

TEST("R-ABS-02: every kind has its word, and of several reports the latest counts")
{
    struct absence_cover cover = {.whole = ABSENCE_NONE};
    struct absence_report later = {.id = 9, .kind = ABSENCE_MOURNING, .created_ms = 9};
    struct absence_report earlier = {.id = 4, .kind = ABSENCE_SICK, .created_ms = 4};
    struct absence_report early = {.id = 10, .kind = ABSENCE_EARLY_LEAVE, .created_ms = 10};
    absence_cover_add(&cover, &later);
    absence_cover_add(&cover, &earlier);
    absence_cover_add(&cover, &early);
    EXPECT_INT(cover.whole, ABSENCE_MOURNING);
    EXPECT(cover.early);
    EXPECT_NULL(absence_word(ABSENCE_NONE));
    EXPECT_STR(absence_word(ABSENCE_HOME_COOPERATION), "home_cooperation");
    EXPECT_NOT(absence_is_whole_day(ABSENCE_LATE));
    for (int kind = ABSENCE_SICK; kind < ABSENCE_KIND_COUNT; kind++) {
        EXPECT_STR(absence_word((enum absence_kind)kind), absence_words[kind - 1]);
    }
}

TEST("every flag bit has its word of the contract")
{
    static const char *const words[] = {"unresolved", "conflict",    "clock_doubt",      "corrected",
                                        "late",       "early_leave", "return_too_early", "paper_missing"};
    for (uint32_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        EXPECT_STR(attendance_flag_word(UINT32_C(1) << i), words[i]);
    }
    EXPECT_NULL(attendance_flag_word(512));
}
