/* See staff_day.h. */
#include "core/staff_day.h"

#include "base/banned.h"

const char *const staff_touch_words[] = {"arrive", "leave", "void", NULL};

bool staff_line_void(const struct staff_line *lines, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (lines[i].kind == STAFF_VOID && lines[i].voids == id) {
            return true;
        }
    }
    return false;
}

struct staff_day staff_day_fold(const struct staff_line *lines, size_t n)
{
    struct staff_day day = {0};
    int64_t last_ms = 0;
    for (size_t i = 0; i < n; i++) {
        const struct staff_line *line = &lines[i];
        if (line->kind == STAFF_VOID || staff_line_void(lines, n, line->id)) {
            continue;
        }
        bool arrives = line->kind == STAFF_ARRIVE;
        if (arrives && (day.arrived_ms == 0 || line->at_ms < day.arrived_ms)) {
            day.arrived_ms = line->at_ms;
        }
        if (!arrives && line->at_ms > day.left_ms) {
            day.left_ms = line->at_ms;
        }
        if (line->at_ms >= last_ms) {
            last_ms = line->at_ms;
            day.here = arrives;
        }
    }
    day.left_ms = day.here ? 0 : day.left_ms;
    return day;
}
