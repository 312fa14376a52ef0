/* The room's staff change a day: R-RSV-10, R-RSV-16, R-STF-01. */
#include "actions/set_sick_day.h"

#include <string.h>

#include "support/asking.h"
#include "support/test.h"

#define STAFFED                                                                                                        \
    "'registration':{'required':false},'places':{'licensed':6},"                                                       \
    "'staffing':{'nurses':1,'teachers':2,'children_per_nurse':10,'children_per_teacher':3},"                           \
    "'rooms':[{'id':'g','places':6}],'note':{'needed':'none'},'booking':{'windows':[{'opens':{'basis':'always','days'" \
    ":14},"                                                                                                            \
    "'closes':{'on':'day_of_use','at':'08:00'}}]},'waiting':{'offer_min':0}"

static struct set_sick_day plan(int32_t confirmed)
{
    return (struct set_sick_day){.room = STR("r1"),
                                 .day = ROOM_DAY,
                                 .nurses = SET_DAY_KEEP,
                                 .teachers = SET_DAY_KEEP,
                                 .extra = SET_DAY_KEEP,
                                 .closed = SET_DAY_KEEP,
                                 .confirmed = confirmed,
                                 .reason = STR("staff")};
}

static struct caller open_with(struct room_world *world, struct asked *asked, int n)
{
    room_open(world, 2, 6, 9);
    room_rules(world, "r1", STAFFED);
    for (int i = 0; i < n; i++) {
        EXPECT_OK(asking_room(world, &asked[i], i + 1, 1, "", ROOM_DAY));
    }
    return room_nurse(world, 1);
}

TEST("R-STF-01: the duty plan makes the places; the seventh waits because the room is full, not because of the staff")
{
    struct room_world world;
    struct asked asked[7];
    struct caller nurse = open_with(&world, asked, 7);
    EXPECT_INT(asked[6].ask.results[0].decision.reason, REASON_FULL);
    struct set_sick_day ask = plan(POLICY_NONE);
    ask.teachers = 3;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_INT(ask.capacity, 6); /* three more by the staff, but the licence says six */
    EXPECT_STR(asking_states(&world, 7), "waitlisted");
    room_close(&world);
}

TEST("R-STF-01: with one teacher three places; whoever asks fourth waits with STAFF_SHORT")
{
    struct room_world world;
    struct asked asked[4];
    struct caller nurse = open_with(&world, asked, 0);
    struct set_sick_day ask = plan(POLICY_NONE);
    ask.teachers = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_INT(ask.capacity, 3);
    for (int i = 0; i < 4; i++) {
        EXPECT_OK(asking_room(&world, &asked[i], i + 1, 1, "", ROOM_DAY));
    }
    EXPECT_INT(asked[2].ask.results[0].decision.state, RESERVATION_CONFIRMED);
    EXPECT_INT(asked[3].ask.results[0].decision.reason, REASON_STAFF_SHORT);
    ask = plan(POLICY_NONE);
    ask.teachers = 2; /* one more comes: the first in line has a place at once */
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_STR(asking_states(&world, 4), "confirmed");
    room_close(&world);
}

TEST("R-RSV-16 R-STF-01: fewer places than are taken: first the names, in reverse priority; done only when that number "
     "is confirmed")
{
    struct room_world world;
    struct asked asked[6];
    struct caller nurse = open_with(&world, asked, 6);
    struct set_sick_day ask = plan(POLICY_NONE);
    ask.teachers = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT(ask.needs_confirming);
    EXPECT_INT(ask.affected_n, 3);
    EXPECT_STR(ask.affected[0], asked[5].ask.results[0].id);
    EXPECT_STR(ask.affected[2], asked[3].ask.results[0].id);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2"), 6);
    ask = plan(2); /* another number than the answer said */
    ask.teachers = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT(ask.needs_confirming);
    ask = plan(3);
    ask.teachers = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_NOT(ask.needs_confirming);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2 AND child_id <= 3"), 3);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 7 AND reason = 12"), 3);
    EXPECT_INT(
        asking_count(&world, "SELECT count(*) FROM reservation_event WHERE to_state = 7 AND cause = 10 AND late = 0"),
        3);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 6); /* nothing is deleted */
    room_close(&world);
}

TEST("R-RSV-16: a day that is closed takes nobody, tells those who waited too, and opens again")
{
    struct room_world world;
    struct asked asked[8];
    struct caller nurse = open_with(&world, asked, 7);
    struct set_sick_day ask = plan(6);
    ask.closed = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_NOT(ask.needs_confirming);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state IN (1, 2, 5)"), 0);
    asking_at(&world, "2026-03-01T12:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 7), "declined");
    EXPECT_INT(asking_count(&world, "SELECT reason FROM reservation WHERE child_id = 7"), REASON_FACILITY_CLOSED);
    EXPECT_OK(asking_room(&world, &asked[7], 8, 1, "", ROOM_DAY));
    EXPECT_STR(asked[7].answer.body.p, "CLOSED");
    ask = plan(POLICY_NONE);
    ask.closed = 0;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_OK(asking_room(&world, &asked[7], 8, 1, "", ROOM_DAY));
    EXPECT_INT(asked[7].answer.status, 201);
    room_close(&world);
}

TEST("R-RSV-10: an extra place beyond the rules is taken upon oneself with a reason, and stands in the audit")
{
    struct room_world world;
    struct asked asked[7];
    struct caller nurse = open_with(&world, asked, 7);
    struct set_sick_day ask = plan(0);
    ask.extra = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT_INT(ask.capacity, 7);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action LIKE '%day%' AND reason LIKE '%staff%'"),
               1);
    EXPECT_INT(asking_count(&world, "SELECT capacity FROM sick_day WHERE site_id = 1"), 7);
    room_close(&world);
}

TEST("staff of another room find nothing, and an old version changes nothing")
{
    struct room_world world;
    struct asked asked[1];
    struct caller nurse = open_with(&world, asked, 1);
    struct caller other = room_nurse(&world, 2);
    struct set_sick_day ask = plan(POLICY_NONE);
    EXPECT_INT(asking_do(&world, other, set_sick_day, &ask), 404);
    ask = plan(POLICY_NONE);
    ask.version = 99;
    ask.teachers = 1;
    EXPECT_INT(asking_do(&world, nurse, set_sick_day, &ask), 200);
    EXPECT(ask.changed);
    EXPECT_INT(asking_count(&world, "SELECT capacity FROM sick_day WHERE site_id = 1"), 6);
    room_close(&world);
}
