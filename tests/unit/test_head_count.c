/* core/head_count.c: two people, one number. */
#include "core/head_count.h"

#include <stddef.h>

#include "support/test.h"

#include "base/banned.h"

TEST("R-SAFE-01: two different people must come to the expected number, and a wrong one stops at once")
{
    const struct head_count first = {1, 12};
    EXPECT_INT(head_count_judge(12, NULL, &first), HEAD_WAITS);
    EXPECT_INT(head_count_judge(12, &first, &(struct head_count){2, 12}), HEAD_AGREED);
    EXPECT_INT(head_count_judge(12, &first, &(struct head_count){1, 12}), HEAD_SAME_PERSON);
    EXPECT_INT(head_count_judge(12, &first, &(struct head_count){2, 11}), HEAD_MISMATCH);
    EXPECT_INT(head_count_judge(12, &first, &(struct head_count){2, 13}), HEAD_MISMATCH);
    EXPECT_INT(head_count_judge(12, NULL, &(struct head_count){1, 11}), HEAD_MISMATCH);
}

TEST("R-SAFE-02: a bus is boarded and left only by an outing that has one")
{
    for (int scene = HEAD_LEAVE; scene <= HEAD_SCENE_LAST; scene++) {
        EXPECT(head_scene_fits((enum head_scene)scene, true));
        EXPECT_INT(head_scene_fits((enum head_scene)scene, false), scene < HEAD_BUS_ON);
    }
}
