/* Who is counted for the meal of a day. Pure.
 *   R-ABS-06  the count goes to the kitchen at a set time (default 09:10): the children who are here and those who were announced to come
 *             late. What changes after it is shown against it, so the count of that time must not move: it is made of what was known then. */
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

/* Leaves only what was known at an instant: taps received and words recorded by then. received_ms[i] belongs to taps[i]. */
void meal_forget_later(struct attendance_events *events, const int64_t *received_ms, int64_t at_ms);
