/* core/drill.c: what a month needs, and how it stands. */
#include "core/drill.h"

#include "support/test.h"

#include "base/banned.h"

TEST("R-SAFE-05: a month is held, planned, open or to come, and missing once it is over, whatever was planned")
{
    static const struct {
        int32_t today;
        bool held;
        bool planned;
        enum drill_month state;
    } rows[] = {
        {105, true, false, DRILL_HELD},   {200, true, true, DRILL_HELD},      {130, false, true, DRILL_PLANNED},
        {99, false, true, DRILL_PLANNED}, {99, false, false, DRILL_TO_COME},  {100, false, false, DRILL_OPEN},
        {130, false, false, DRILL_OPEN},  {131, false, false, DRILL_MISSING}, {131, false, true, DRILL_MISSING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(drill_month_of(100, 130, rows[i].today, rows[i].held, rows[i].planned), rows[i].state);
    }
}

TEST("R-SAFE-05: leaving the house and the extinguisher are two duties, and a handover is neither")
{
    EXPECT(drill_counts_for(DRILL_EARTHQUAKE, DRILL_DUTY_EVACUATE));
    EXPECT_NOT(drill_counts_for(DRILL_EARTHQUAKE, DRILL_DUTY_EXTINGUISH));
    EXPECT(drill_counts_for(DRILL_EXTINGUISH, DRILL_DUTY_EXTINGUISH));
    EXPECT_NOT(drill_counts_for(DRILL_EXTINGUISH, DRILL_DUTY_EVACUATE));
    EXPECT_NOT(drill_counts_for(DRILL_HANDOVER, DRILL_DUTY_EVACUATE));
}
