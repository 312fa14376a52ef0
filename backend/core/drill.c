/* See drill.h. */
#include "core/drill.h"

#include <stddef.h>

#include "base/banned.h"

const char *const drill_kind_words[] = {"fire", "earthquake", "flood", "intruder", "handover", "extinguish", NULL};
const char *const drill_month_words[] = {"held", "planned", "open", "missing", "to_come", NULL};

bool drill_counts_for(enum drill_kind kind, enum drill_duty duty)
{
    bool evacuates = kind == DRILL_FIRE || kind == DRILL_EARTHQUAKE || kind == DRILL_FLOOD || kind == DRILL_INTRUDER;
    return duty == DRILL_DUTY_EXTINGUISH ? kind == DRILL_EXTINGUISH : evacuates;
}

enum drill_month drill_month_of(int32_t first_day, int32_t last_day, int32_t today, bool held, bool planned)
{
    if (held) {
        return DRILL_HELD;
    }
    if (today > last_day) {
        return DRILL_MISSING; /* a plan is no drill */
    }
    if (planned) {
        return DRILL_PLANNED;
    }
    return today >= first_day ? DRILL_OPEN : DRILL_TO_COME;
}
