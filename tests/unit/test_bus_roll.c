/* The roll call of a bus, one child: every call in every place. */
#include "core/bus_roll.h"

#include "support/test.h"

#include "base/banned.h"

TEST("R-SAFE-02: boarded, alighted, taken back; a name that is called twice is one call")
{
    static const struct {
        enum bus_place from;
        enum bus_call call;
        enum bus_place to;
    } rows[] = {
        {BUS_EXPECTED, BUS_BOARDED, BUS_ABOARD}, {BUS_EXPECTED, BUS_ALIGHTED, BUS_OFF},
        {BUS_EXPECTED, BUS_BACK, BUS_EXPECTED},  {BUS_ABOARD, BUS_BOARDED, BUS_ABOARD},
        {BUS_ABOARD, BUS_ALIGHTED, BUS_OFF},     {BUS_ABOARD, BUS_BACK, BUS_EXPECTED},
        {BUS_OFF, BUS_BOARDED, BUS_OFF},         {BUS_OFF, BUS_ALIGHTED, BUS_OFF},
        {BUS_OFF, BUS_BACK, BUS_ABOARD},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(bus_roll_next(rows[i].from, rows[i].call), rows[i].to);
    }
}
