/* What a child's day counts as in the register, and the sums. */
#include "core/register.h"

#include <string.h>

#include "base/civil.h"
#include "core/policy.h"
#include "support/rules.h"
#include "support/test.h"

/* Tuesday 2026-03-03, looked at when it is over; planned 08:30 to 17:00. */
static struct attendance_view day_of(enum punch_place place, const char *arrived, const char *left)
{
    int32_t day = rules_day("2026-03-03");
    int32_t arrived_min = 0;
    int32_t left_min = 0;
    if (arrived != NULL) {
        EXPECT_OK(civil_parse_minute(str_of(arrived), &arrived_min));
    }
    if (left != NULL) {
        EXPECT_OK(civil_parse_minute(str_of(left), &left_min));
    }
    return (struct attendance_view){
        .day = {.place = place,
                .arrived_ms = arrived == NULL ? 0 : civil_ms_at(day, arrived_min),
                .left_ms = left == NULL ? 0 : civil_ms_at(day, left_min)},
        .enrolled = true,
        .open = true,
        .now_ms = civil_ms_at(day + 1, 60),
        .day_end_ms = civil_ms_at(day + 1, 0),
        .cutoff_ms = civil_ms_at(day, 540),
        .grace_ms = 15 * CIVIL_MS_PER_MIN,
        .planned_arrive_ms = civil_ms_at(day, 510),
        .planned_leave_ms = civil_ms_at(day, 1020),
    };
}

TEST("R-SHEET-03: a day that was attended is present, late, left early, or both")
{
    static const struct {
        const char *arrived;
        const char *left;
        enum register_mark mark;
    } rows[] = {
        {"08:30", "17:00", REGISTER_PRESENT},        {"08:45", "16:45", REGISTER_PRESENT},
        {"08:46", "17:00", REGISTER_LATE},           {"08:30", "16:44", REGISTER_EARLY_LEAVE},
        {"10:00", "15:00", REGISTER_LATE_AND_EARLY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct attendance_view view = day_of(PUNCH_LEFT, rows[i].arrived, rows[i].left);
        EXPECT_INT(register_mark(&view), rows[i].mark);
        EXPECT(register_attended(rows[i].mark));
    }
    struct attendance_view view = day_of(PUNCH_LEFT, "10:00", "17:00");
    view.absence.late = true; /* with a notice it is late all the same */
    EXPECT_INT(register_mark(&view), REGISTER_LATE);
}

TEST("R-SHEET-03 R-ABS-02: every kind of absence has its mark; who came is present whatever was reported")
{
    for (int kind = ABSENCE_SICK; kind <= ABSENCE_OTHER; kind++) {
        struct attendance_view view = day_of(PUNCH_NOT_ARRIVED, NULL, NULL);
        view.absence.whole = (enum absence_kind)kind;
        EXPECT_STR(register_mark_word(register_mark(&view)), absence_word((enum absence_kind)kind));
        view.day = day_of(PUNCH_PRESENT, "08:30", NULL).day;
        EXPECT_INT(register_mark(&view), REGISTER_PRESENT);
    }
}

TEST("R-SHEET-03 R-ABS-05: nobody knows, closed, not enrolled, still to come")
{
    struct attendance_view view = day_of(PUNCH_NOT_ARRIVED, NULL, NULL);
    EXPECT_INT(register_mark(&view), REGISTER_UNEXPLAINED);
    view.open = false;
    EXPECT_INT(register_mark(&view), REGISTER_CLOSED);
    view.enrolled = false;
    EXPECT_INT(register_mark(&view), REGISTER_BLANK);
    view = day_of(PUNCH_NOT_ARRIVED, NULL, NULL);
    view.now_ms = view.day_end_ms - CIVIL_MS_PER_DAY - 1;
    EXPECT_INT(register_mark(&view), REGISTER_BLANK);
    view.absence.whole = ABSENCE_SICK; /* reported for tomorrow: not yet a day */
    EXPECT_INT(register_mark(&view), REGISTER_BLANK);
    view.now_ms++;
    EXPECT_INT(register_mark(&view), REGISTER_SICK);
}

TEST("R-SHEET-03: sums are those of the marks; suspension and mourning are no days on which a child should have come")
{
    struct register_totals totals = {.unresolved = 0};
    struct register_totals sum = {.unresolved = 0};
    for (int mark = 0; mark < REGISTER_MARK_COUNT; mark++) {
        register_count(&totals, (enum register_mark)mark, true);
    }
    EXPECT_INT(register_days_attended(&totals), 4);
    EXPECT_INT(totals.unresolved, 4);
    EXPECT_INT(register_days_due(&totals), REGISTER_MARK_COUNT - 2 - 2);
    register_add(&sum, &totals);
    register_add(&sum, &totals);
    EXPECT_INT(register_days_attended(&sum), 8);
    EXPECT_INT(sum.unresolved, 8);
}

TEST("R-SHEET-03: the symbols are a document's, those it does not name stay as they are")
{
    struct register_symbols symbols;
    struct register_head head;
    struct json_faults faults;
    register_symbols_init(&symbols);
    EXPECT_OK(
        register_decode(STR("{\"policy\":\"register\",\"valid_from\":\"2026-04-01\",\"symbols\":{\"present\":\"出\","
                            "\"hospital\":\"入\"}}"),
                        &symbols, &head, &faults));
    EXPECT_STR(symbols.text[REGISTER_PRESENT], "出");
    EXPECT_STR(symbols.text[REGISTER_HOSPITAL], "入");
    EXPECT_STR(symbols.text[REGISTER_UNEXPLAINED], "×");
    EXPECT_STR(symbols.text[REGISTER_BLANK], "");
    EXPECT_INT(register_decode(STR("{\"policy\":\"register\",\"valid_from\":\"2026-04-01\",\"symbols\":{\"gone\":\"x\","
                                   "\"sick\":\"much too long\"}}"),
                               &symbols, &head, &faults),
               ERR_INVALID);
    EXPECT_INT(faults.n, 2);
    EXPECT_STR(faults.list[0].pointer, "/symbols/sick");
    EXPECT_STR(faults.list[1].code, "UNKNOWN_MEMBER");
    EXPECT_STR(register_fault_rule(faults.list[0].pointer), "R-SHEET-03");
    EXPECT_STR(register_fault_rule("/policy"), "");
}
