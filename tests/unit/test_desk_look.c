/* gateway/desk_look.c on a real outbox: who is asked to have a word with the staff (R-INF-02). */
#include "test.h"

#include "base/civil.h"
#include "base/clock.h"
#include "desk_world.h"

#include "base/banned.h"

TEST("R-INF-02 who comes back early or without a paper is asked to have a word, registered as always, and not asked "
     "when leaving")
{
    desk_world_open("bd");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_NOT(desk_world_moment().speak);
    EXPECT_OK(desk_world_touch(2));
    struct desk_moment now = desk_world_moment();
    EXPECT(now.speak);
    EXPECT_INT(now.kind, DESK_DONE);
    EXPECT_INT(now.said, PUNCH_ARRIVE);
    EXPECT_INT(outbox_backlog(world.outbox), 2);
    EXPECT_OK(desk_undo(world.desk, now.ticket));
    EXPECT_NOT(desk_world_moment().speak);
    EXPECT_OK(desk_world_touch(2));
    EXPECT(desk_world_moment().speak);
    desk_world_at(17, 0);
    EXPECT_OK(desk_world_touch(2));
    EXPECT_INT(desk_world_moment().said, PUNCH_LEAVE);
    EXPECT_NOT(desk_world_moment().speak);
    desk_world_close();
}

TEST("R-INF-02 of a family card only those who were chosen count")
{
    desk_world_open("bd");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(9));
    EXPECT_INT(desk_world_moment().kind, DESK_ASKS);
    EXPECT_NOT(desk_world_moment().speak);
    EXPECT_OK(desk_world_answer(DESK_CHOSEN, "c"));
    EXPECT_NOT(desk_world_moment().speak);
    desk_world_at(8, 40);
    EXPECT_OK(desk_world_touch(9));
    EXPECT_OK(desk_world_answer(DESK_CHOSEN, "d"));
    EXPECT(desk_world_moment().speak);
    desk_world_close();
}
