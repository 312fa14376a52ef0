/* See meal.h. */
#include "core/meal.h"

#include <assert.h>

#include "base/banned.h"

const char *const meal_diet_words[] = {"usual", "allergy", "unknown", NULL};

enum meal_diet meal_diet(bool known, size_t allergies)
{
    if (allergies > 0) {
        return MEAL_ALLERGY;
    }
    return known ? MEAL_USUAL : MEAL_UNKNOWN;
}

bool meal_counts(const struct attendance_day *day, const struct absence_cover *cover, const struct meal_times *times)
{
    assert(times->count_ms <= times->served_ms);
    switch (day->place) {
    case PUNCH_PRESENT:
    case PUNCH_STEPPED_OUT:
        return day->arrived_ms < times->served_ms;
    case PUNCH_LEFT:
        return day->arrived_ms < times->served_ms && day->left_ms >= times->served_ms;
    case PUNCH_NOT_ARRIVED:
        break;
    }
    return cover->whole == ABSENCE_NONE && cover->late && cover->late_expected_ms < times->served_ms;
}

void meal_forget_later(struct attendance_events *events, const int64_t *received_ms, int64_t at_ms)
{
    size_t taps = 0;
    size_t words = 0;
    for (size_t i = 0; i < events->taps_n; i++) {
        if (received_ms[i] <= at_ms) {
            events->taps[taps++] = events->taps[i];
        }
    }
    for (size_t i = 0; i < events->corrections_n; i++) {
        if (events->corrections[i].recorded_ms <= at_ms) {
            events->corrections[words++] = events->corrections[i];
        }
    }
    events->taps_n = taps;
    events->corrections_n = words;
}
