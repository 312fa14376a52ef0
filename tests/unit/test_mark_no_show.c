/* Not coming, what comes of it, and the end of a day: R-CAN-05, R-CAN-06. */
#include "actions/mark_no_show.h"

#include <stdio.h>

#include "actions/close_sick_day.h"
#include "actions/turn_registrations.h"
#include "core/reason.h"
#include "support/care.h"
#include "support/test.h"

TEST("R-CAN-05: staff say it, not before an hour after the planned arrival; the place goes to the next in line")
{
    struct care_world world;
    care_open(&world, 4);
    asking_change(&world.town, "UPDATE sick_day SET capacity = 4");
    EXPECT_OK(asking_room(&world.town, &world.asked[4], 5, 1, "", ROOM_DAY));
    EXPECT_STR(asking_states(&world.town, 5), "waitlisted");
    struct mark_no_show ask = {.id = care_id(&world, 1)};
    asking_at(&world.town, "2026-03-02T09:59:59.999+09:00");
    EXPECT_INT(asking_do(&world.town, world.nurse, mark_no_show, &ask), 200);
    EXPECT(ask.too_early);
    EXPECT_STR(asking_states(&world.town, 1), "confirmed");
    asking_at(&world.town, "2026-03-02T10:00:00.000+09:00");
    EXPECT_STR(asking_states(&world.town, 1), "confirmed"); /* nothing by itself */
    ask = (struct mark_no_show){.id = care_id(&world, 1)};
    EXPECT_INT(asking_do(&world.town, room_caller(1), mark_no_show, &ask), 404);
    EXPECT_INT(asking_do(&world.town, world.nurse, mark_no_show, &ask), 200);
    EXPECT_STR(asking_states(&world.town, 1), "no_show");
    EXPECT_STR(asking_states(&world.town, 5), "confirmed");
    care_come(&world, 2, "2026-03-02T10:01:00.000+09:00");
    ask = (struct mark_no_show){.id = care_id(&world, 2)};
    EXPECT_INT(asking_do(&world.town, world.nurse, mark_no_show, &ask), 200);
    EXPECT_INT(ask.reason, REASON_WRONG_STATE);
    care_close(&world);
}

TEST("a day is closed when everybody has gone or is accounted for, else it says who is left")
{
    struct care_world world;
    care_open(&world, 2);
    struct close_sick_day ask = {.room = STR("r1"), .day = ROOM_DAY};
    care_come(&world, 1, "2026-03-02T09:10:00.000+09:00");
    EXPECT_INT(asking_do(&world.town, world.nurse, close_sick_day, &ask), 200);
    EXPECT_INT(ask.left_n, 2);
    care_go(&world, 1, "2026-03-02T15:00:00.000+09:00");
    ask = (struct close_sick_day){.room = STR("r1"), .day = ROOM_DAY};
    EXPECT_INT(asking_do(&world.town, world.nurse, close_sick_day, &ask), 200);
    EXPECT_INT(ask.left_n, 1);
    EXPECT_STR(ask.left[0], care_id(&world, 2).p);
    EXPECT_INT(asking_count(&world.town, "SELECT max(closed_ms) FROM sick_day"), 0);
    struct mark_no_show absent = {.id = care_id(&world, 2)};
    EXPECT_INT(asking_do(&world.town, world.nurse, mark_no_show, &absent), 200);
    ask = (struct close_sick_day){.room = STR("r1"), .day = ROOM_DAY};
    EXPECT_INT(asking_do(&world.town, room_nurse(&world.town, 2), close_sick_day, &ask), 404);
    EXPECT_INT(asking_do(&world.town, world.nurse, close_sick_day, &ask), 200);
    EXPECT_INT(ask.left_n, 0);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM sick_day WHERE closed_ms > 0"), 1);
    ask = (struct close_sick_day){.room = STR("r1"), .day = ROOM_DAY + 1};
    EXPECT_INT(asking_do(&world.town, world.nurse, close_sick_day, &ask), 200);
    EXPECT(ask.too_early);
    care_close(&world);
}

/* Twice within ten days: nothing can be booked for five. */
#define STRICT(registration, no_show)                                                                           \
    "'registration':{'required':true," registration "},'places':{'licensed':4},'note':{'needed':'none'},"       \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':4}],"             \
    "'booking':{'windows':[{'opens':{'basis':'always','days':40},'closes':{'on':'day_of_use','at':'12:00'}}]}," \
    "'waiting':{'offer_min':0}" no_show
#define TWICE ",'no_show':{'after_min':60,'count':2,'within_days':10,'block_days':5}"

/* Two rooms with these rules, and a child registered for scope. */
static void strict_open(struct room_world *world, const char *rules, const char *scope)
{
    char sql[512];
    room_open(world, 2, 4, 1);
    room_rules(world, "r1", rules);
    room_rules(world, "r2", rules);
    snprintf(
        sql, sizeof sql,
        "INSERT INTO registration (public_id, child_id, site_id, state, channel, detail, approved_day, valid_to_day, "
        "confirmed_day, version, created_ms, changed_ms) VALUES ('g1', 1, %s, 3, 1, x'00', 20000, 30000, 20000, 1, 0, "
        "0);"
        "INSERT INTO contact (public_id, household_id, channel, address, language, created_ms) VALUES ('k1', 1, 1, "
        "x'00', "
        "'ja', 0)",
        scope);
    asking_change(world, sql);
}

/* Books a day in a room and does not come: until when the registration rests, as staff say it at `instant`. */
static int32_t absent(struct room_world *world, struct caller nurse, int room, int32_t day, const char *instant)
{
    static struct asked asked;
    EXPECT_OK(asking_room(world, &asked, 1, room, "", day));
    EXPECT_INT(asked.answer.status, 201);
    struct mark_no_show ask = {.id = str_of(asked.ask.results[0].id)};
    if (instant != NULL) {
        asking_clock(instant);
    }
    EXPECT_INT(asking_do(world, nurse, mark_no_show, &ask), 200);
    EXPECT_NOT(ask.too_early);
    return ask.suspended_to_day;
}

TEST("R-CAN-06: after n days within w on which it did not come, the child's registration rests for b days; the family "
     "is "
     "told, nothing can be booked, and it ends by itself")
{
    static struct asked asked;
    struct room_world world;
    int32_t turned = 0;
    strict_open(&world, STRICT("'scope':'municipality'", TWICE), "NULL");
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY, "2026-03-02T17:00:00.000+09:00"), 0);
    EXPECT_INT(asking_count(&world, "SELECT state FROM registration"), 3);
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY + 9, "2026-03-11T17:00:00.000+09:00"), ROOM_DAY + 14);
    EXPECT_INT(asking_count(&world, "SELECT state * 100000 + suspended_to_day FROM registration"),
               600000 + ROOM_DAY + 14);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 17"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'suspend_absent'"), 1);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY + 14));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_SUSPENDED);
    asking_clock("2026-03-16T12:00:00.000+09:00"); /* the last day of it */
    EXPECT_OK(turn_all_registrations(world.lane, &turned));
    EXPECT_INT(asking_count(&world, "SELECT state FROM registration"), 6);
    asking_clock("2026-03-17T00:00:00.000+09:00");
    EXPECT_OK(turn_all_registrations(world.lane, &turned));
    EXPECT_INT(asking_count(&world, "SELECT state FROM registration"), 3);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY + 16));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_NONE);
    room_close(&world);
}

TEST("R-CAN-06: days that lie too far apart do not count together, and by default nothing ever rests")
{
    struct room_world world;
    strict_open(&world, STRICT("'scope':'municipality'", TWICE), "NULL");
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY, "2026-03-02T17:00:00.000+09:00"), 0);
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY + 10, "2026-03-12T17:00:00.000+09:00"), 0);
    room_rules(&world, "r1", STRICT("'scope':'municipality'", ""));
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY + 11, "2026-03-13T17:00:00.000+09:00"), 0);
    EXPECT_INT(asking_count(&world, "SELECT state FROM registration"), 3);
    room_close(&world);
}

TEST("R-CAN-06: where every room registers for itself, what happened in another does not count")
{
    struct room_world world;
    strict_open(&world, STRICT("'scope':'facility'", TWICE), "(SELECT id FROM site WHERE public_id = 'r1')");
    asking_change(&world,
                  "INSERT INTO registration (public_id, child_id, site_id, state, channel, detail, approved_day, "
                  "valid_to_day, confirmed_day, version, created_ms, changed_ms) SELECT 'g2', 1, id, 3, 1, x'00', "
                  "20000, 30000, 20000, 1, 0, 0 FROM site WHERE public_id = 'r2'");
    EXPECT_INT(absent(&world, room_nurse(&world, 2), 2, ROOM_DAY, "2026-03-02T17:00:00.000+09:00"), 0);
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY + 1, "2026-03-03T17:00:00.000+09:00"), 0);
    EXPECT_INT(absent(&world, nurse, 1, ROOM_DAY + 2, "2026-03-04T17:00:00.000+09:00"), ROOM_DAY + 7);
    EXPECT_INT(
        asking_count(&world, "SELECT group_concat(state, '') FROM (SELECT state FROM registration ORDER BY public_id)"),
        63);
    room_close(&world);
}

TEST("R-CAN-06: said of the earlier day last, both days count all the same")
{
    static struct asked asked[2];
    struct room_world world;
    strict_open(&world, STRICT("'scope':'municipality'", TWICE), "NULL");
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked[1], 1, 1, "", ROOM_DAY + 1));
    asking_clock("2026-03-03T17:00:00.000+09:00");
    struct mark_no_show later = {.id = str_of(asked[1].ask.results[0].id)};
    struct mark_no_show earlier = {.id = str_of(asked[0].ask.results[0].id)};
    EXPECT_INT(asking_do(&world, nurse, mark_no_show, &later), 200);
    EXPECT_INT(later.suspended_to_day, 0);
    EXPECT_INT(asking_do(&world, nurse, mark_no_show, &earlier), 200);
    EXPECT_INT(earlier.suspended_to_day, ROOM_DAY + 6);
    room_close(&world);
}
