/* core/staff_day.c: a day folded from touches. */
#include "core/staff_day.h"

#include "support/test.h"

#include "base/banned.h"

TEST("R-SHEET-02: who touched last to arrive is here; a line that was taken back counts for nothing; the order of "
     "writing does not matter")
{
    static const struct {
        struct staff_line lines[4];
        size_t n;
        struct staff_day day;
    } rows[] = {
        {{{0}}, 0, {false, 0, 0}},
        {{{1, STAFF_ARRIVE, 100, 0}}, 1, {true, 100, 0}},
        {{{1, STAFF_ARRIVE, 100, 0}, {2, STAFF_LEAVE, 900, 0}}, 2, {false, 100, 900}},
        {{{1, STAFF_ARRIVE, 100, 0}, {2, STAFF_LEAVE, 900, 0}, {3, STAFF_VOID, 950, 2}}, 3, {true, 100, 0}},
        {{{1, STAFF_LEAVE, 900, 0}, {2, STAFF_ARRIVE, 100, 0}}, 2, {false, 100, 900}}, /* forgotten, entered later */
        {{{1, STAFF_ARRIVE, 100, 0}, {2, STAFF_LEAVE, 500, 0}, {3, STAFF_ARRIVE, 600, 0}}, 3, {true, 100, 0}},
        {{{1, STAFF_ARRIVE, 100, 0}, {2, STAFF_VOID, 110, 1}}, 2, {false, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct staff_day day = staff_day_fold(rows[i].lines, rows[i].n);
        EXPECT_INT(day.here, rows[i].day.here);
        EXPECT_INT(day.arrived_ms, rows[i].day.arrived_ms);
        EXPECT_INT(day.left_ms, rows[i].day.left_ms);
    }
}
