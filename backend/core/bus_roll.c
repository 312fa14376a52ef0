/* See bus_roll.h. */
#include "core/bus_roll.h"

#include <stddef.h>

#include "base/banned.h"

const char *const bus_call_words[] = {"boarded", "alighted", "back", NULL};
const char *const bus_place_words[] = {"expected", "aboard", "off", NULL};

enum bus_place bus_roll_next(enum bus_place place, enum bus_call call)
{
    switch (call) {
    case BUS_BOARDED:
        return place == BUS_OFF ? BUS_OFF : BUS_ABOARD; /* a late line of a tablet that was without network */
    case BUS_ALIGHTED:
        return BUS_OFF;
    case BUS_BACK:
        return place == BUS_OFF ? BUS_ABOARD : BUS_EXPECTED;
    }
    return place;
}
