/* Absence reports: see absence.h. */
#include "core/absence.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

const char *const absence_words[] = {"sick",     "private",          "suspended", "mourning", "hospital",
                                     "disaster", "home_cooperation", "other",     "late",     "early_leave",
                                     NULL};

_Static_assert(sizeof absence_words / sizeof absence_words[0] == ABSENCE_KIND_COUNT, "a word for every kind but none");

const char *absence_word(enum absence_kind kind)
{
    assert((unsigned)kind < ABSENCE_KIND_COUNT);
    return kind == ABSENCE_NONE ? NULL : absence_words[kind - 1];
}

bool absence_is_whole_day(enum absence_kind kind)
{
    assert((unsigned)kind < ABSENCE_KIND_COUNT);
    return kind != ABSENCE_NONE && kind != ABSENCE_LATE && kind != ABSENCE_EARLY_LEAVE;
}

void absence_cover_add(struct absence_cover *cover, const struct absence_report *report)
{
    if (report->kind == ABSENCE_EARLY_LEAVE) {
        if (!cover->early || report->id > cover->early_id) {
            cover->early = true;
            cover->early_id = report->id;
            cover->early_expected_ms = report->expected_ms;
            cover->early_created_ms = report->created_ms;
        }
    } else if (report->kind == ABSENCE_LATE) {
        if (!cover->late || report->id > cover->late_id) {
            cover->late = true;
            cover->late_id = report->id;
            cover->late_expected_ms = report->expected_ms;
            cover->late_created_ms = report->created_ms;
        }
    } else if (absence_is_whole_day(report->kind) && (cover->whole == ABSENCE_NONE || report->id > cover->whole_id)) {
        cover->whole = report->kind;
        cover->whole_id = report->id;
        cover->whole_created_ms = report->created_ms;
    }
}

struct absence_said absence_said(const struct absence_cover *cover)
{
    if (cover->whole != ABSENCE_NONE) {
        return (struct absence_said){.kind = cover->whole, .created_ms = cover->whole_created_ms};
    }
    if (cover->late) {
        return (struct absence_said){ABSENCE_LATE, cover->late_expected_ms, cover->late_created_ms};
    }
    if (cover->early) {
        return (struct absence_said){ABSENCE_EARLY_LEAVE, cover->early_expected_ms, cover->early_created_ms};
    }
    return (struct absence_said){.kind = ABSENCE_NONE};
}

bool absence_in_time(const struct absence_said *said, int64_t deadline_ms)
{
    return deadline_ms == 0 || said->created_ms < deadline_ms;
}
