/* gateway/state.c: when the box's state is worth telling again. */
#include "test.h"

#include "state.h"

#include "base/banned.h"

static bool worth(int64_t told_backlog, int64_t now_backlog, int64_t last_moved, int64_t since_ms)
{
    struct receipt_state told = {.backlog = told_backlog, .last = 100};
    struct receipt_state now = {.backlog = now_backlog, .last = 100 + last_moved};
    return state_worth_telling(&told, &now, since_ms);
}

TEST("a backlog that begins, ends, doubles or halves is told, at most every five seconds")
{
    EXPECT(worth(0, 1, 1, 5000));
    EXPECT(worth(7, 0, 0, 5000));
    EXPECT(worth(10, 21, 11, 5000));
    EXPECT(worth(21, 10, 0, 5000));
    EXPECT_NOT(worth(0, 1, 1, 4999));
    EXPECT_NOT(worth(10, 20, 10, 5000));
    EXPECT_NOT(worth(20, 10, 0, 5000));
}

TEST("the last number alone is told once a minute, so that a restored server knows what to ask for")
{
    EXPECT(worth(0, 0, 1, 60000));
    EXPECT_NOT(worth(0, 0, 1, 59999));
    EXPECT_NOT(worth(0, 0, 0, 119999));
}

TEST("a quiet box says every two minutes that it is there")
{
    EXPECT(worth(0, 0, 0, 120000));
}
