/* The door of the room: R-CARE-01, R-RSV-12, R-RSV-13, R-ROOM-08, R-SEC-01. */
#include "actions/check_in.h"

#include "base/civil.h"
#include "support/care.h"
#include "support/test.h"

static const char *missing(const struct check_in *ask)
{
    static char text[512];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    for (size_t i = 0; i < ask->faults_n; i++) {
        buf_puts(&buf, ask->faults[i].pointer);
        buf_char(&buf, ' ');
        buf_puts(&buf, ask->faults[i].code);
        buf_char(&buf, '|');
    }
    return text;
}

TEST("R-CARE-01: what is missing is named, and nothing is stored before all of it is there")
{
    struct care_world world;
    care_open(&world, 1);
    struct check_in ask = {.id = care_id(&world, 1), .tenths = POLICY_NONE};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT_STR(
        missing(&ask),
        "/identity MISSING|/note_seen MISSING|/sheet_signed MISSING|/belongings MISSING|/temperature_c MISSING|");
    EXPECT_STR(asking_states(&world.town, 1), "confirmed");
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM visit"), 0);
    ask = care_arrival(&world, 1);
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT_INT(ask.faults_n, 0);
    EXPECT_STR(asking_states(&world.town, 1), "checked_in");
    EXPECT_INT(asking_count(&world.town, "SELECT came_ms = came_recorded_ms AND came_ms > 0 FROM visit"), 1);
    ask = care_arrival(&world, 1);
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT_INT(ask.reason, REASON_WRONG_STATE); /* it is here */
    care_close(&world);
}

TEST("R-RSV-12 R-RSV-13: without a note that holds nobody comes in, whatever is ticked; the first look at the paper "
     "stays")
{
    static const struct {
        const char *sql;
        const char *missing;
    } rows[] = {{"UPDATE doctor_note SET issued_day = 20507", "/note_seen NOTE_EXPIRED|"},
                {"UPDATE doctor_note SET issued_day = 20513, void_day = 20514", "/note_seen NOTE_CHANGED|"},
                {"DELETE FROM doctor_note", "/note_seen NOTE_MISSING|"}};
    struct care_world world;
    care_open(&world, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        asking_change(&world.town, rows[i].sql);
        struct check_in ask = care_arrival(&world, 1);
        EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
        EXPECT_STR(missing(&ask), rows[i].missing);
    }
    asking_change(&world.town,
                  "INSERT INTO doctor_note (public_id, child_id, issued_day, detail, account_id, created_ms) "
                  "VALUES ('again', 1, 20508, x'00', 1, 1)");
    care_come(&world, 1, "2026-03-02T09:05:00.000+09:00");
    EXPECT_INT(asking_count(&world.town, "SELECT seen_by FROM doctor_note"), world.nurse.account_id);
    care_close(&world);
}

TEST("R-ROOM-08: the criteria hold again at the door, with today's temperature")
{
    struct care_world world;
    care_open(&world, 1);
    struct check_in ask = care_arrival(&world, 1);
    ask.tenths = 385;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT_INT(ask.reason, REASON_CRITERIA_NOT_MET);
    EXPECT_STR(asking_states(&world.town, 1), "confirmed");
    ask = care_arrival(&world, 1);
    ask.tenths = 384;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT_INT(ask.reason, REASON_NONE);
    EXPECT_INT(ask.state, RESERVATION_CHECKED_IN);
    care_close(&world);
}

TEST("R-SEC-01: opening the condition at the door is recorded also when the child is sent away; another room opens "
     "nothing")
{
    struct care_world world;
    care_open(&world, 1);
    struct caller other = room_nurse(&world.town, 2);
    struct check_in ask = care_arrival(&world, 1);
    EXPECT_INT(asking_do(&world.town, other, check_in, &ask), 404);
    EXPECT_INT(asking_do(&world.town, room_caller(1), check_in, &ask), 404);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_condition'"), 0);
    ask.tenths = 400;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT_INT(
        asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_condition' AND reason = 'check_in'"),
        1);
    care_close(&world);
}

TEST("a child comes in on its day of use and not before now")
{
    struct care_world world;
    care_open(&world, 1);
    struct check_in ask = care_arrival(&world, 1);
    EXPECT_OK(civil_parse_instant(STR("2026-03-02T09:00:00.001+09:00"), &ask.at_ms));
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT(ask.wrong_time);
    ask = care_arrival(&world, 1);
    EXPECT_OK(civil_parse_instant(STR("2026-03-01T09:00:00.000+09:00"), &ask.at_ms));
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT(ask.wrong_time);
    ask = care_arrival(&world, 1);
    ask.version = 99;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &ask), 200);
    EXPECT(ask.changed);
    EXPECT_STR(asking_states(&world.town, 1), "confirmed");
    care_close(&world);
}
