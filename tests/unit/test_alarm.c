/* core/alarm.c: the ladder, whether an entrance is to be believed, and what follows for a child. */
#include "core/alarm.h"

#include "base/civil.h"
#include "support/test.h"

#include "base/banned.h"

static const struct alarm_rules rules = {.after_min = {0, 0, 5, 15, 30}, .silent_min = 10};
static const struct alarm_watch watch = {.since_ms = 1};

static int64_t at(int32_t minute)
{
    return civil_ms_at(20514, minute);
}

TEST("R-ABS-04: guardians at once, staff after 5 minutes, the head after 15, the municipality after 30")
{
    struct alarm_climb climb = {.base_ms = at(540)};
    static const int32_t due[] = {540, 545, 555, 570};
    for (int i = 0; i < 4; i++) {
        EXPECT_INT(alarm_next_ms(&rules, ALARM_UNEXPLAINED, &climb), at(due[i]));
        climb.step = alarm_step_after(ALARM_UNEXPLAINED, climb.step);
        EXPECT_INT(climb.step, i + 1);
    }
    EXPECT_INT(alarm_step_after(ALARM_UNEXPLAINED, climb.step), ALARM_STEP_NONE);
    EXPECT_INT(alarm_next_ms(&rules, ALARM_UNEXPLAINED, &climb), INT64_MAX);
}

TEST("R-ABS-04: what staff find out for themselves begins with staff, and a wrong count is the head's at once")
{
    struct alarm_climb climb = {.base_ms = at(540)};
    for (int kind = ALARM_ROLL_CALL; kind <= ALARM_KIND_LAST; kind++) {
        climb.step = alarm_step_after((enum alarm_kind)kind, ALARM_STEP_NONE);
        EXPECT_INT(climb.step, ALARM_STEP_STAFF);
        bool urgent = kind == ALARM_COUNT || kind == ALARM_BUS;
        EXPECT_INT(alarm_next_ms(&rules, (enum alarm_kind)kind, &climb), at(urgent ? 540 : 555));
    }
}

TEST("a clock that is set back repeats at most one wait of the ladder, and never stops it")
{
    struct alarm_climb climb = {.base_ms = at(540), .step = ALARM_STEP_STAFF, .stepped_ms = at(545)};
    EXPECT_NOT(alarm_mend(&rules, ALARM_UNEXPLAINED, at(545), &climb));
    EXPECT(alarm_mend(&rules, ALARM_UNEXPLAINED, at(300), &climb));
    EXPECT_INT(alarm_next_ms(&rules, ALARM_UNEXPLAINED, &climb), at(310));
    EXPECT_NOT(alarm_mend(&rules, ALARM_UNEXPLAINED, at(300), &climb));
}

static enum alarm_entrance entrance(int64_t seen_ms, int64_t lost_ms, const struct alarm_watch *of, int64_t now_ms)
{
    struct alarm_sign sign = {.seen_ms = seen_ms, .lost_ms = lost_ms};
    return alarm_entrance_of(&sign, of, &rules, now_ms);
}

TEST("an entrance is silent when it is gone for a minute or says nothing for ten, and not before it was ever in use")
{
    EXPECT_INT(entrance(0, 0, &watch, at(540)), ALARM_ENTRANCE_NONE);
    EXPECT_INT(entrance(at(531), 0, &watch, at(540)), ALARM_ENTRANCE_ALIVE);
    EXPECT_INT(entrance(at(530), 0, &watch, at(540)), ALARM_ENTRANCE_SILENT);
    EXPECT_INT(entrance(at(530), at(540), &watch, at(540) + 59999), ALARM_ENTRANCE_WAITED);
    EXPECT_INT(entrance(at(530), at(540), &watch, at(541)), ALARM_ENTRANCE_SILENT);
    EXPECT_INT(entrance(at(541), at(540), &watch, at(542)), ALARM_ENTRANCE_ALIVE);
}

TEST("an entrance that is back is waited for while it sends what it kept, for a minute")
{
    struct alarm_sign sign = {.seen_ms = at(540), .behind_ms = at(540)};
    EXPECT_INT(alarm_entrance_of(&sign, &watch, &rules, at(541) - 1), ALARM_ENTRANCE_WAITED);
    EXPECT_INT(alarm_entrance_of(&sign, &watch, &rules, at(541)), ALARM_ENTRANCE_ALIVE);
}

TEST("after a start the boxes are waited for, and a clock set forward is not their silence")
{
    const struct alarm_watch started = {.since_ms = at(539)};
    const struct alarm_watch jumped = {.since_ms = 1, .jumped_at_ms = at(540), .jumped_ms = at(540) - at(480)};
    EXPECT_INT(entrance(at(480), 0, &started, at(540)), ALARM_ENTRANCE_WAITED);
    EXPECT_INT(entrance(at(480), 0, &started, at(542)), ALARM_ENTRANCE_SILENT);
    EXPECT_INT(entrance(at(479), 0, &jumped, at(540)), ALARM_ENTRANCE_ALIVE);
    EXPECT_INT(entrance(at(479), 0, &jumped, at(550)), ALARM_ENTRANCE_SILENT);
}

struct row {
    struct alarm_facts facts;
    enum alarm_verdict verdict;
};

#define MISSING  .kind = ALARM_UNEXPLAINED, .threshold_ms = 100
#define INSIDE   .kind = ALARM_STILL_HERE, .threshold_ms = 100
#define SILENT   .entrance = ALARM_ENTRANCE_SILENT
#define SAID(at) .said_ms = (at), .said

TEST("R-ABS-03, R-ATT-15: one verdict for each child, and with a silent entrance a roll call instead")
{
    static const struct row rows[] = {
        {{MISSING}, ALARM_RAISE},
        {{MISSING, .entrance = ALARM_ENTRANCE_ALIVE}, ALARM_RAISE},
        {{MISSING, .entrance = ALARM_ENTRANCE_WAITED}, ALARM_WAIT},
        {{MISSING, SILENT}, ALARM_CALL_ROLL},
        {{MISSING, SILENT, SAID(90) = ALARM_SAID_PRESENT}, ALARM_NOTHING},
        {{MISSING, SILENT, SAID(90) = ALARM_SAID_AWAY}, ALARM_CALL_ROLL}, /* called before it should have been here */
        {{MISSING, SILENT, SAID(100) = ALARM_SAID_AWAY}, ALARM_RAISE},
        {{MISSING, .entrance = ALARM_ENTRANCE_ALIVE, SAID(90) = ALARM_SAID_PRESENT}, ALARM_NOTHING},
        {{MISSING, .entrance = ALARM_ENTRANCE_ALIVE, SAID(90) = ALARM_SAID_AWAY}, ALARM_RAISE},
        {{MISSING, .open = true}, ALARM_NOTHING},
        {{MISSING, .closed = true}, ALARM_NOTHING},
        {{MISSING, .closed = true, .again_ms = 201}, ALARM_NOTHING},
        {{MISSING, .closed = true, .again_ms = 200}, ALARM_RAISE},
        {{INSIDE}, ALARM_RAISE},
        {{INSIDE, SILENT}, ALARM_CALL_ROLL},
        {{INSIDE, SILENT, SAID(90) = ALARM_SAID_PRESENT}, ALARM_CALL_ROLL}, /* of the morning: says nothing now */
        {{INSIDE, SILENT, SAID(100) = ALARM_SAID_PRESENT}, ALARM_RAISE},
        {{INSIDE, SILENT, SAID(100) = ALARM_SAID_AWAY}, ALARM_NOTHING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("row %zu\n", i);
        EXPECT_INT(alarm_judge(&rows[i].facts, 200), rows[i].verdict);
    }
}

TEST("R-ABS-04: an alarm is closed with a place that fits it, and a roll call only by calling the roll")
{
    EXPECT(alarm_may_close(ALARM_UNEXPLAINED, ALARM_ON_THE_WAY));
    EXPECT(alarm_may_close(ALARM_COUNT, ALARM_ALL_FOUND));
    EXPECT_NOT(alarm_may_close(ALARM_UNEXPLAINED, ALARM_ALL_FOUND));
    EXPECT_NOT(alarm_may_close(ALARM_STILL_HERE, ALARM_ON_THE_WAY));
    for (int where = 0; where <= ALARM_WHERE_LAST; where++) {
        EXPECT_NOT(alarm_may_close(ALARM_ROLL_CALL, (enum alarm_where)where));
        bool itself = where == ALARM_WHERE_NONE || where >= ALARM_ARRIVED;
        EXPECT_NOT(itself && alarm_may_close(ALARM_UNEXPLAINED, (enum alarm_where)where));
    }
    EXPECT(alarm_needs_note(ALARM_ELSEWHERE));
    EXPECT_NOT(alarm_needs_note(ALARM_AT_HOME));
    EXPECT_NOT(alarm_person_may(ALARM_BY_MAIL, ALARM_RESULT_REACHED));
    EXPECT_NOT(alarm_person_may(ALARM_BY_TELEPHONE, ALARM_RESULT_SHOWN));
    EXPECT_NOT(alarm_person_may(ALARM_IN_PERSON, ALARM_RESULT_WRONG_NUMBER));
}
