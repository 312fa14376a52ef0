/* Not coming, and the end of a day: R-CAN-05. */
#include "actions/mark_no_show.h"

#include "actions/close_sick_day.h"
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
