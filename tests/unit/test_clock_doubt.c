/* What is billed when the time of a touch is in doubt. R-ATT-08, R-OPS-06. */
#include "core/clock_doubt.h"

#include "base/civil.h"
#include "support/test.h"

#define AT(hour, minute, second) (((hour)*3600 + (minute)*60 + (second)) * INT64_C(1000))

TEST("R-ATT-08: billing takes the doubt in the family's favour: arrived as late, left as early as can be")
{
    static const struct {
        const char *what;
        struct clock_doubt touch;
        int64_t arrived_ms;
        int64_t left_ms;
    } rows[] = {
        {"a good clock", {AT(7, 29, 59), AT(7, 29, 59), AT(7, 30, 0), 0, false}, AT(7, 29, 59), AT(7, 29, 59)},
        {"forty seconds unsure, delivered much later",
         {AT(18, 30, 20), AT(18, 30, 20), AT(19, 40, 0), 40000, false},
         AT(18, 31, 0),
         AT(18, 29, 40)},
        {"forty seconds unsure, received after ten: it cannot have been later than that",
         {AT(7, 29, 50), AT(7, 29, 50), AT(7, 30, 0), 40000, false},
         AT(7, 30, 0),
         AT(7, 29, 10)},
        {"says it is hours unsure: two minutes are believed",
         {AT(18, 30, 0), AT(18, 30, 0), AT(20, 0, 0), AT(3, 0, 0), false},
         AT(18, 32, 0),
         AT(18, 28, 0)},
        {"a negative uncertainty is none",
         {AT(9, 0, 0), AT(9, 0, 0), AT(9, 0, 1), -5, false},
         AT(9, 0, 0),
         AT(9, 0, 0)},
        {"in doubt, delivered an hour after its own time",
         {AT(19, 30, 0), AT(18, 30, 0), AT(19, 30, 0), 16000, true},
         AT(19, 30, 0),
         AT(18, 29, 44)},
        {"in doubt, its clock ahead of the receipt",
         {AT(18, 0, 0), AT(19, 0, 0), AT(18, 0, 0), 16000, true},
         AT(18, 0, 0),
         AT(18, 0, 0)},
        {"in doubt, its clock at the beginning of time: not believed at all",
         {AT(48, 0, 0), AT(0, 0, 0), AT(48, 0, 0), 16000, true},
         AT(48, 0, 0),
         AT(48, 0, 0)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].what);
        EXPECT_INT(clock_doubt_arrived_ms(&rows[i].touch), rows[i].arrived_ms);
        EXPECT_INT(clock_doubt_left_ms(&rows[i].touch, 0), rows[i].left_ms);
        EXPECT_INT(clock_doubt_left_ms(&rows[i].touch, AT(50, 0, 0)), AT(50, 0, 0));
        EXPECT(rows[i].arrived_ms >= rows[i].left_ms);
    }
}
