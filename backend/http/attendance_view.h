/* A child's day as the attendance answers write it: the board's line, and the flags. */
#pragma once

#include "base/json.h"
#include "store/attendance_store.h"

/* One child seen now: line, the nursery's rules of the day, and the time. */
struct attendance_look {
    const struct attendance_rules *rules;
    int32_t day;
    int64_t now_ms;
    bool enrolled;
};

struct attendance_view attendance_view_of(const struct attendance_look *look, const struct attendance_line *line);
/* The board's object of one child, in the contract's members. */
void attendance_view_put_line(struct json_out *out, const struct attendance_line *line,
                              const struct attendance_view *view);
/* "state", "arrived_at", "left_at", "absence" and "flags". */
void attendance_view_put_day(struct json_out *out, const struct attendance_view *view);
