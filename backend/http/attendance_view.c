#include "http/attendance_view.h"

#include "base/civil.h"

#include "base/banned.h"

/* The stop sign is for a child that comes, or may: one that stays at home needs none. */
static struct attendance_day with_return(const struct attendance_line *line)
{
    struct attendance_day day = line->day;
    bool stays = line->absence.whole != ABSENCE_NONE && day.arrived_ms == 0;
    day.flags |= stays ? 0 : line->return_flags;
    return day;
}

struct attendance_view attendance_view_of(const struct attendance_look *look, const struct attendance_line *line)
{
    return (struct attendance_view){
        .day = with_return(line),
        .absence = line->absence,
        .enrolled = look->enrolled,
        .open = look->rules->open,
        .now_ms = look->now_ms,
        .day_end_ms = civil_ms_at(look->day + 1, 0),
        .cutoff_ms = look->rules->cutoff_ms,
        .report_ms = look->rules->report_ms,
        .grace_ms = look->rules->grace_ms,
        .planned_arrive_ms = civil_ms_at(look->day, line->planned_arrive_min),
        .planned_leave_ms = civil_ms_at(look->day, line->planned_leave_min),
    };
}

static void put_absence(struct json_out *out, const struct attendance_view *view)
{
    struct absence_said said = absence_said(&view->absence);
    json_out_key(out, "absence");
    if (said.kind == ABSENCE_NONE) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_word(out, "kind", absence_word(said.kind));
    json_put_instant_or_null(out, "expected_at", said.expected_ms);
    json_put_bool(out, "withdrawn", attendance_withdrawn(view));
    json_put_bool(out, "after_deadline", !absence_in_time(&said, view->report_ms));
    json_out_close(out, '}');
}

void attendance_view_put_day(struct json_out *out, const struct attendance_view *view)
{
    uint32_t flags = attendance_flags(view);
    json_put_word(out, "state", attendance_state_word(attendance_state(view)));
    json_put_instant_or_null(out, "arrived_at", view->day.arrived_ms);
    json_put_instant_or_null(out, "left_at", view->day.left_ms);
    put_absence(out, view);
    json_out_key(out, "flags");
    json_out_open(out, '[');
    for (uint32_t bit = 1; bit <= flags; bit <<= 1) {
        if ((flags & bit) != 0) {
            json_out_text(out, str_of(attendance_flag_word(bit)));
        }
    }
    json_out_close(out, ']');
}

void attendance_view_put_line(struct json_out *out, const struct attendance_line *line,
                              const struct attendance_view *view)
{
    json_out_open(out, '{');
    json_put_text(out, "child_id", line->child);
    json_put_text(out, "name", line->name);
    json_put_text(out, "class", line->class_name);
    json_put_minute_or_null(out, "planned_arrival", line->planned_arrive_min);
    json_put_minute_or_null(out, "planned_leave", line->planned_leave_min);
    attendance_view_put_day(out, view);
    json_put_int(out, "version", line->version);
    json_out_close(out, '}');
}
