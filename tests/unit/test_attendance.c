/* core/attendance.c: the fold of a day, rule by rule; every row of the punches' fixture that concerns one child. */
#include "support/test.h"

#include <string.h>

#include "base/civil.h"
#include "core/attendance.h"

#include "base/banned.h"

enum { TAPS = 16, CORRECTIONS = 8 };

/* One child's day under construction. */
struct day {
    struct attendance_tap taps[TAPS];
    struct attendance_correction corrections[CORRECTIONS];
    struct attendance_events events;
    struct attendance_day result;
};

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

static void begin(struct day *day)
{
    memset(day, 0, sizeof *day);
    day->events.policy = (struct punch_policy){
        .debounce_ms = 10000, .lock_ms = 30 * 60000, .late_first_ms = 60 * 60000, .closing_ms = at("18:30")};
    day->events.taps = day->taps;
    day->events.corrections = day->corrections;
}

static struct attendance_tap *tap(struct day *day, const char *when, enum punch_meaning said)
{
    size_t n = day->events.taps_n++;
    EXPECT(n < TAPS);
    day->taps[n] = (struct attendance_tap){.id = (int64_t)n + 1,
                                           .gateway_id = 1,
                                           .epoch = 1,
                                           .seq = (int64_t)n + 1,
                                           .card_id = 7,
                                           .event_ms = at(when),
                                           .said = said};
    return &day->taps[n];
}

/* Staff enters it `recorded`, knowing all taps that are here by now. */
static struct attendance_correction *correct(struct day *day, enum correction_kind kind, const char *when,
                                             const char *recorded)
{
    size_t n = day->events.corrections_n++;
    EXPECT(n < CORRECTIONS);
    day->corrections[n] = (struct attendance_correction){.id = (int64_t)n + 1,
                                                         .kind = kind,
                                                         .at_ms = kind == CORRECTION_VOID ? 0 : at(when),
                                                         .recorded_ms = at(recorded),
                                                         .known_tap_id = (int64_t)day->events.taps_n};
    return &day->corrections[n];
}

static void fold(struct day *day)
{
    attendance_fold(&day->events, &day->result);
}

static const struct attendance_tap *nth(const struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->events.taps_n; i++) {
        if (day->taps[i].id == id) {
            return &day->taps[i];
        }
    }
    EXPECT(false);
    return &day->taps[0];
}

static void expect_day(const struct day *day, enum punch_place place, const char *arrived, const char *left,
                       uint32_t flags)
{
    EXPECT_INT(day->result.place, place);
    EXPECT_INT(day->result.arrived_ms, arrived == NULL ? 0 : at(arrived));
    EXPECT_INT(day->result.left_ms, left == NULL ? 0 : at(left));
    EXPECT_INT(day->result.flags, flags);
}

TEST("R-ATT-02: the same card within ten seconds is a bounce")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12:03", PUNCH_ARRIVE);
    tap(&day, "08:12:05", PUNCH_BOUNCE);
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12:03", NULL, 0);
    EXPECT_INT(nth(&day, 2)->meaning, PUNCH_BOUNCE);
}

TEST("R-ATT-02: another card of the same child within ten seconds is no bounce but locked")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12:03", PUNCH_ARRIVE);
    tap(&day, "08:12:05", PUNCH_LOCKED)->card_id = 8;
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12:03", NULL, 0);
    EXPECT_INT(nth(&day, 2)->meaning, PUNCH_LOCKED);
}

TEST("R-ATT-03: within the lock the child is already registered")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "08:35", PUNCH_LOCKED);
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, 0);
    EXPECT_INT(nth(&day, 2)->meaning, PUNCH_LOCKED);
}

TEST("R-ATT-04: first tap arrives, second leaves")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "17:40", PUNCH_LEAVE);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "17:40", 0);
}

TEST("R-ATT-04: a tap a minute after leaving is ignored by the lock")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "17:40", PUNCH_LEAVE);
    tap(&day, "17:41", PUNCH_LOCKED);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "17:40", 0);
}

TEST("R-ATT-04: a tap an hour after leaving is kept and makes the day unresolved")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "15:00", PUNCH_LEAVE);
    tap(&day, "16:00", PUNCH_ASK_RETURN);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "15:00", ATTENDANCE_UNRESOLVED);
    EXPECT_INT(nth(&day, 3)->use, ATTENDANCE_USED);
}

TEST("R-ATT-04: a first tap in the last hour is a leave without an arrival, never an arrival")
{
    struct day day;
    begin(&day);
    tap(&day, "17:40", PUNCH_ASK_LATE);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, NULL, "17:40", ATTENDANCE_UNRESOLVED);
    correct(&day, CORRECTION_ARRIVE, "08:30", "17:50");
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:30", "17:40", ATTENDANCE_CORRECTED);
}

TEST("R-ATT-14: staff's step-out pairs with the tap of the return")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    correct(&day, CORRECTION_STEP_OUT, "11:00", "11:01");
    fold(&day);
    expect_day(&day, PUNCH_STEPPED_OUT, "08:12", NULL, ATTENDANCE_CORRECTED);
    tap(&day, "13:10", PUNCH_BACK);
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CORRECTED);
    tap(&day, "17:40", PUNCH_LEAVE);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "17:40", ATTENDANCE_CORRECTED);
}

TEST("R-ATT-14: a leave that staff calls a step-out is one, and the day goes on")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "11:00:40", PUNCH_LEAVE);
    correct(&day, CORRECTION_STEP_OUT, "11:00", "11:05");
    fold(&day);
    expect_day(&day, PUNCH_STEPPED_OUT, "08:12", NULL, ATTENDANCE_CORRECTED);
    EXPECT_INT(nth(&day, 2)->use, ATTENDANCE_SUPERSEDED);
    tap(&day, "13:10", PUNCH_BACK);
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CORRECTED);
}

TEST("R-ATT-04: staff's step-back answers the question that the entrance could not ask")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "11:00", PUNCH_LEAVE);
    tap(&day, "13:00:20", PUNCH_ASK_RETURN);
    correct(&day, CORRECTION_STEP_BACK, "13:00", "13:05");
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CORRECTED);
}

TEST("R-ATT-10: an offline tap from before staff's arrival is a conflict and staff's value stands")
{
    struct day day;
    begin(&day);
    correct(&day, CORRECTION_ARRIVE, "08:15", "08:20");
    tap(&day, "08:10", PUNCH_ARRIVE);
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:15", NULL, ATTENDANCE_CORRECTED | ATTENDANCE_CONFLICT);
    EXPECT_INT(nth(&day, 1)->use, ATTENDANCE_OVERRULED);
    tap(&day, "17:40", PUNCH_LEAVE);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:15", "17:40", ATTENDANCE_CORRECTED | ATTENDANCE_CONFLICT);
}

TEST("R-ATT-10: a later word of staff in knowledge of the late tap settles the conflict")
{
    struct day day;
    begin(&day);
    correct(&day, CORRECTION_ARRIVE, "08:15", "08:20");
    tap(&day, "08:10", PUNCH_ARRIVE);
    correct(&day, CORRECTION_ARRIVE, "08:10", "09:00");
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:10", NULL, ATTENDANCE_CORRECTED);
    EXPECT(day.corrections[0].replaced);
}

TEST("R-ATT-11: staff's arrival replaces the tap's, and the leave goes on to count")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "17:40", PUNCH_LEAVE);
    correct(&day, CORRECTION_ARRIVE, "08:00", "18:00");
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:00", "17:40", ATTENDANCE_CORRECTED);
    EXPECT_INT(nth(&day, 1)->use, ATTENDANCE_SUPERSEDED);
    EXPECT_INT(nth(&day, 2)->meaning, PUNCH_LEAVE);
}

TEST("R-ATT-11: staff's arrival after a mistaken pair of taps begins the day anew")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "08:50", PUNCH_LEAVE);
    correct(&day, CORRECTION_ARRIVE, "09:00", "09:05");
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "09:00", NULL, ATTENDANCE_CORRECTED);
}

TEST("R-ATT-11: staff's leave replaces the tap's, earlier or later")
{
    static const char *const said[] = {"17:00", "17:40", "18:10"};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        struct day day;
        begin(&day);
        tap(&day, "08:12", PUNCH_ARRIVE);
        tap(&day, "17:40", PUNCH_LEAVE);
        correct(&day, CORRECTION_LEAVE, said[i], "18:20");
        fold(&day);
        expect_day(&day, PUNCH_LEFT, "08:12", said[i], ATTENDANCE_CORRECTED);
    }
}

TEST("R-ATT-11: the last word of staff on a kind stands")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    correct(&day, CORRECTION_LEAVE, "17:00", "17:05");
    correct(&day, CORRECTION_LEAVE, "17:15", "17:20");
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "17:15", ATTENDANCE_CORRECTED);
}

TEST("R-ATT-11: a voided tap is as if it had not been, and stays")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE);
    tap(&day, "09:00", PUNCH_LEAVE);
    correct(&day, CORRECTION_VOID, NULL, "09:10")->tap_id = 2;
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CORRECTED);
    EXPECT_INT(nth(&day, 2)->use, ATTENDANCE_VOIDED);
    tap(&day, "17:40", PUNCH_LEAVE);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "17:40", ATTENDANCE_CORRECTED);
}

TEST("R-ATT-11: a word of staff that was a mistake is taken out, and what it stood over counts again")
{
    struct day day;
    begin(&day);
    correct(&day, CORRECTION_ARRIVE, "08:20", "09:00");
    correct(&day, CORRECTION_ARRIVE, "08:30", "09:01");
    correct(&day, CORRECTION_VOID, NULL, "09:02")->voids_id = 2;
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:20", NULL, ATTENDANCE_CORRECTED);
    correct(&day, CORRECTION_VOID, NULL, "09:03")->voids_id = 1;
    fold(&day);
    expect_day(&day, PUNCH_NOT_ARRIVED, NULL, NULL, ATTENDANCE_CORRECTED);
}

TEST("a tap that means something else than the family was told is a conflict until staff has looked")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_UNKNOWN); /* the box did not know the card yet */
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CONFLICT);
    correct(&day, CORRECTION_ARRIVE, "08:12", "09:00");
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CORRECTED);
}

TEST("a tap that the box only kept contradicts nothing")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_KEPT);
    tap(&day, "17:40", PUNCH_KEPT);
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12", "17:40", 0);
}

TEST("R-ATT-01: the order in which taps come does not matter, and a repeat counts once")
{
    struct day day;
    begin(&day);
    tap(&day, "17:40", PUNCH_LEAVE);
    tap(&day, "08:12:05", PUNCH_BOUNCE);
    tap(&day, "08:12:03", PUNCH_ARRIVE);
    day.taps[3] = day.taps[0];
    day.events.taps_n = 4;
    fold(&day);
    expect_day(&day, PUNCH_LEFT, "08:12:03", "17:40", 0);
}

TEST("R-ATT-08: a doubtful time marks the day, unless the tap does not count")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12", PUNCH_ARRIVE)->clock_doubt = true;
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:12", NULL, ATTENDANCE_CLOCK_DOUBT);
    correct(&day, CORRECTION_ARRIVE, "08:00", "09:00");
    fold(&day);
    expect_day(&day, PUNCH_PRESENT, "08:00", NULL, ATTENDANCE_CORRECTED);
}

TEST("R-ATT-01: a tap that the family took back says nothing, stays, and the next one is the first")
{
    struct day day;
    begin(&day);
    tap(&day, "08:12:03", PUNCH_ARRIVE)->undone = true;
    tap(&day, "08:12:20", PUNCH_ARRIVE);
    attendance_fold(&day.events, &day.result);
    EXPECT_INT(day.result.place, PUNCH_PRESENT);
    EXPECT_INT(day.result.arrived_ms, at("08:12:20"));
    EXPECT_INT(day.result.flags, 0);
    EXPECT_STR(attendance_use_word(day.taps[0].use), "voided");
    EXPECT_STR(punch_word(day.taps[1].meaning), "arrive");
}

TEST("R-ATT-04: the answer to the late question stands in place of what was kept when nobody answered")
{
    struct day day;
    begin(&day);
    struct attendance_tap *asked = tap(&day, "18:00:00", PUNCH_ASK_LATE);
    attendance_fold(&day.events, &day.result);
    EXPECT_INT(day.result.place, PUNCH_LEFT);
    EXPECT_INT(day.result.flags, ATTENDANCE_UNRESOLVED);
    asked->undone = true;
    tap(&day, "18:00:05", PUNCH_ARRIVE)->wish = PUNCH_WISH_ARRIVE;
    attendance_fold(&day.events, &day.result);
    EXPECT_INT(day.result.place, PUNCH_PRESENT);
    EXPECT_INT(day.result.arrived_ms, at("18:00:05"));
    EXPECT_INT(day.result.flags, 0);
}
