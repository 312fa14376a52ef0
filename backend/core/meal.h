/* Who is counted for the meal of a day. Pure.
 *   R-ABS-06  the count goes to the kitchen at a set time (default 09:10): the children who are here and those who were announced to come
 *             late, by class and diet. What changes after it is shown against it, so the count of that time must not move: it is made of what was known then. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/absence.h"
#include "core/attendance.h"

/* Instants of one day. */
struct meal_times {
    int64_t count_ms;  /* when the kitchen is told */
    int64_t served_ms; /* who leaves before it does not eat, who comes after it neither */
};

bool meal_counts(const struct attendance_day *day, const struct absence_cover *cover, const struct meal_times *times);

/* What the kitchen must know of a child beside the number: from the sheet its family registered with. Who has no sheet is not said to be without. */
enum meal_diet { MEAL_USUAL, MEAL_ALLERGY, MEAL_UNKNOWN, MEAL_DIET_COUNT };
extern const char *const meal_diet_words[];
enum meal_diet meal_diet(bool known, size_t allergies);

/* Leaves only what was known at an instant: taps received and words recorded by then. received_ms[i] belongs to taps[i]. */
void meal_forget_later(struct attendance_events *events, const int64_t *received_ms, int64_t at_ms);
