/* What only staff may decide, and pins: R-RSV-07, R-RSV-17, R-ROOM-06. */
#include "actions/decide_request.h"

#include "support/asking.h"
#include "support/test.h"

#define JUDGED                                                                                             \
    "'registration':{'required':false},'places':{'licensed':3},'note':{'needed':'none'},"                  \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':2},"         \
    "{'id':'a','places':1,'isolation':true}],'booking':{'windows':[{'opens':{'basis':'always','days':14}," \
    "'closes':{'on':'day_of_use','at':'08:00'}}]},'acceptance':{'diseases':["                              \
    "{'codes':['UNDIAGNOSED_FEVER'],'care':'judge'},{'codes':['FLU_A'],'care':'isolate'}]},'waiting':{'offer_min':0}"

static struct caller open_with(struct room_world *world, struct asked *asked, const char *const *ill, int n)
{
    room_open(world, 2, 3, 6);
    room_rules(world, "r1", JUDGED);
    for (int i = 0; i < n; i++) {
        asking_fill(&asked[i], i + 1, 1, ROOM_DAY);
        asking_ill(&asked[i], 0, ill[i]);
        EXPECT_OK(asking_send(world, &asked[i], ""));
    }
    return room_nurse(world, 1);
}

TEST("R-RSV-07 R-ROOM-06: a nurse confirms an undiagnosed fever into the isolation room, where it stays")
{
    static const char *const ill[] = {"UNDIAGNOSED_FEVER", "FLU_A"};
    struct room_world world;
    struct asked asked[2];
    struct caller nurse = open_with(&world, asked, ill, 1);
    struct decide_request ask = {.id = str_of(asked[0].ask.results[0].id), .as = DECIDE_CONFIRM, .room = STR("a")};
    EXPECT_STR(asking_states(&world, 1), "requested");
    EXPECT_INT(asking_do(&world, nurse, decide_request, &ask), 200);
    EXPECT_INT(ask.refused, REASON_NONE);
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    /* The room is taken by it now: a flu finds none. */
    asking_fill(&asked[1], 2, 1, ROOM_DAY);
    asking_ill(&asked[1], 0, "FLU_A");
    EXPECT_OK(asking_send(&world, &asked[1], ""));
    EXPECT_INT(asked[1].ask.results[0].decision.reason, REASON_ISOLATION_FULL);
    /* Moved to the general room, the flu has its place at once. */
    struct place_child place = {.id = ask.id, .room = STR("g")};
    EXPECT_INT(asking_do(&world, nurse, place_child, &place), 200);
    EXPECT_INT(place.refused, REASON_NONE);
    asking_at(&world, "2026-03-01T12:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    room_close(&world);
}

TEST("R-ROOM-06: a pin for which no assignment exists is refused and changes nothing")
{
    static const char *const ill[] = {"FLU_A", "COLD"};
    struct room_world world;
    struct asked asked[2];
    struct caller nurse = open_with(&world, asked, ill, 2);
    struct place_child place = {.id = str_of(asked[1].ask.results[0].id), .room = STR("a")};
    EXPECT_INT(asking_do(&world, nurse, place_child, &place), 200);
    EXPECT_INT(place.refused, REASON_ISOLATION_FULL);
    place = (struct place_child){.id = str_of(asked[1].ask.results[0].id), .room = STR("cellar")};
    EXPECT_INT(asking_do(&world, nurse, place_child, &place), 200);
    EXPECT(place.no_such_room);
    room_close(&world);
}

TEST("R-RSV-17: staff decline with one main reason; the place goes to who waits")
{
    static const char *const ill[] = {"UNDIAGNOSED_FEVER", "COLD", "COLD", "COLD"};
    struct room_world world;
    struct asked asked[4];
    struct caller nurse = open_with(&world, asked, ill, 4);
    EXPECT_STR(asking_states(&world, 4), "waitlisted");
    struct decide_request ask = {
        .id = str_of(asked[0].ask.results[0].id), .as = DECIDE_DECLINE, .reason = REASON_CRITERIA_NOT_MET};
    EXPECT_INT(asking_do(&world, nurse, decide_request, &ask), 200);
    EXPECT_STR(asking_states(&world, 1), "declined");
    EXPECT_INT(asking_count(&world, "SELECT reason FROM reservation WHERE child_id = 1"), REASON_CRITERIA_NOT_MET);
    EXPECT_STR(asking_states(&world, 4), "waitlisted"); /* it needs a general room, and both are taken */
    ask = (struct decide_request){.id = ask.id, .as = DECIDE_CONFIRM};
    EXPECT_INT(asking_do(&world, nurse, decide_request, &ask), 200);
    EXPECT_INT(ask.refused, REASON_WRONG_STATE);
    room_close(&world);
}

TEST("R-RSV-08: requests are decided in any order, and a family or another room decides nothing")
{
    static const char *const ill[] = {"UNDIAGNOSED_FEVER", "UNDIAGNOSED_FEVER"};
    struct room_world world;
    struct asked asked[2];
    struct caller nurse = open_with(&world, asked, ill, 2);
    struct caller other = room_nurse(&world, 2);
    struct decide_request ask = {.id = str_of(asked[1].ask.results[0].id), .as = DECIDE_CONFIRM};
    EXPECT_INT(asking_do(&world, other, decide_request, &ask), 404);
    EXPECT_INT(asking_do(&world, room_caller(2), decide_request, &ask), 404);
    EXPECT_INT(asking_do(&world, nurse, decide_request, &ask), 200);
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_STR(asking_states(&world, 1), "requested");
    room_close(&world);
}
