/* See register.h. */
#include "core/register.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

static const char *const mark_words[REGISTER_MARK_COUNT] = {
    [REGISTER_BLANK] = "",
    [REGISTER_CLOSED] = "closed",
    [REGISTER_PRESENT] = "present",
    [REGISTER_LATE] = "late",
    [REGISTER_EARLY_LEAVE] = "early_leave",
    [REGISTER_LATE_AND_EARLY] = "late_and_early",
    [REGISTER_UNEXPLAINED] = "unexplained",
    [REGISTER_SICK] = "sick",
    [REGISTER_PRIVATE] = "private",
    [REGISTER_SUSPENDED] = "suspended",
    [REGISTER_MOURNING] = "mourning",
    [REGISTER_HOSPITAL] = "hospital",
    [REGISTER_DISASTER] = "disaster",
    [REGISTER_HOME_COOPERATION] = "home_cooperation",
    [REGISTER_OTHER] = "other",
};
_Static_assert(REGISTER_OTHER - REGISTER_SICK == ABSENCE_OTHER - ABSENCE_SICK, "the marks follow the kinds");

const char *register_mark_word(enum register_mark mark)
{
    assert(mark < REGISTER_MARK_COUNT);
    return mark_words[mark];
}

static enum register_mark attended_mark(const struct attendance_view *view)
{
    uint32_t flags = attendance_flags(view);
    bool late = (flags & ATTENDANCE_IS_LATE) != 0 || view->absence.late;
    bool early = (flags & ATTENDANCE_LEFT_EARLY) != 0;
    if (late && early) {
        return REGISTER_LATE_AND_EARLY;
    }
    return late ? REGISTER_LATE : early ? REGISTER_EARLY_LEAVE : REGISTER_PRESENT;
}

enum register_mark register_mark(const struct attendance_view *view)
{
    switch (attendance_state(view)) {
    case ATTENDANCE_NOT_ENROLLED:
    case ATTENDANCE_EXPECTED:
        return REGISTER_BLANK;
    case ATTENDANCE_CLOSED:
        return REGISTER_CLOSED;
    case ATTENDANCE_PRESENT:
    case ATTENDANCE_STEPPED_OUT:
    case ATTENDANCE_LEFT:
        return attended_mark(view);
    case ATTENDANCE_UNEXPLAINED:
        return REGISTER_UNEXPLAINED;
    case ATTENDANCE_ABSENT:
        break;
    case ATTENDANCE_STATE_COUNT:
        return REGISTER_BLANK;
    }
    /* What is reported for a day to come may still be withdrawn. */
    if (view->now_ms < view->day_end_ms - CIVIL_MS_PER_DAY) {
        return REGISTER_BLANK;
    }
    return (enum register_mark)(REGISTER_SICK + (int)view->absence.whole - (int)ABSENCE_SICK);
}

bool register_attended(enum register_mark mark)
{
    return mark >= REGISTER_PRESENT && mark <= REGISTER_LATE_AND_EARLY;
}

void register_count(struct register_totals *totals, enum register_mark mark, bool unresolved)
{
    assert(mark < REGISTER_MARK_COUNT);
    totals->marks[mark]++;
    totals->unresolved += unresolved && register_attended(mark) ? 1 : 0;
}

int32_t register_days_attended(const struct register_totals *totals)
{
    return totals->marks[REGISTER_PRESENT] + totals->marks[REGISTER_LATE] + totals->marks[REGISTER_EARLY_LEAVE] +
           totals->marks[REGISTER_LATE_AND_EARLY];
}

int32_t register_days_due(const struct register_totals *totals)
{
    int32_t due = 0;
    for (int mark = REGISTER_PRESENT; mark < REGISTER_MARK_COUNT; mark++) {
        due += mark == REGISTER_SUSPENDED || mark == REGISTER_MOURNING ? 0 : totals->marks[mark];
    }
    return due;
}

void register_add(struct register_totals *sum, const struct register_totals *totals)
{
    for (int mark = 0; mark < REGISTER_MARK_COUNT; mark++) {
        sum->marks[mark] += totals->marks[mark];
    }
    sum->unresolved += totals->unresolved;
}

void register_symbols_init(struct register_symbols *symbols)
{
    static const struct register_symbols usual = {
        .text =
            {
                [REGISTER_BLANK] = "",
                [REGISTER_CLOSED] = "",
                [REGISTER_PRESENT] = "〇",
                [REGISTER_LATE] = "△",
                [REGISTER_EARLY_LEAVE] = "△",
                [REGISTER_LATE_AND_EARLY] = "△",
                [REGISTER_UNEXPLAINED] = "×",
                [REGISTER_SICK] = "病",
                [REGISTER_PRIVATE] = "事",
                [REGISTER_SUSPENDED] = "停",
                [REGISTER_MOURNING] = "忌",
                [REGISTER_HOSPITAL] = "病",
                [REGISTER_DISASTER] = "事",
                [REGISTER_HOME_COOPERATION] = "事",
                [REGISTER_OTHER] = "事",
            },
    };
    *symbols = usual;
}

enum err register_decode(struct str document, struct register_symbols *symbols, struct register_head *ret_head,
                         struct json_faults *faults)
{
    static const char *const kind_words[] = {"register", NULL};
    struct json_in in;
    struct json_in row;
    enum err err = json_open(document, &in, faults);
    if (err != OK) {
        return err;
    }
    memset(ret_head, 0, sizeof *ret_head);
    json_word(&in, "policy", JSON_REQUIRED, kind_words);
    ret_head->valid_from_day = json_day(&in, "valid_from", JSON_REQUIRED, 0);
    err = str_copy(json_text(&in, "title", JSON_OPTIONAL, sizeof ret_head->title - 1), ret_head->title,
                   sizeof ret_head->title);
    assert(err == OK);
    if (json_nested(&in, "symbols", JSON_REQUIRED, &row)) {
        for (int mark = REGISTER_CLOSED; mark < REGISTER_MARK_COUNT; mark++) {
            struct str text = json_text(&row, mark_words[mark], JSON_OPTIONAL, REGISTER_SYMBOL_BYTES - 1);
            err = text.n == 0 ? OK : str_copy(text, symbols->text[mark], REGISTER_SYMBOL_BYTES);
            assert(err == OK);
        }
        json_nested_end(&row);
    }
    return json_close(&in);
}

const char *register_fault_rule(const char *pointer)
{
    return strncmp(pointer, "/symbols", strlen("/symbols")) == 0 ? "R-SHEET-03" : "";
}
