/* The parts that the whole fold (attendance.c) and the fold one tap further (attendance_running.c) share. Nobody else includes it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/attendance.h"

/* What is known while the fold walks through the day. */
struct attendance_step {
    const struct punch_policy *policy;
    struct punch_known known;
    int64_t arrived_ms;
    int64_t left_ms;
    bool asked; /* a question at the entrance was never answered */
};

/* The order of taps: by the time that counts, then by gateway and number. */
int attendance_step_compare(const void *a, const void *b);
/* Decides what the tap means and goes on with it. */
enum punch_meaning attendance_step_tap(struct attendance_step *step, const struct attendance_tap *tap);
/* Was the family told something else than what counts? */
bool attendance_step_contradicts(enum punch_meaning said, enum punch_meaning meaning);
/* ATTENDANCE_UNRESOLVED or 0. */
uint32_t attendance_step_unresolved(const struct attendance_step *step);
