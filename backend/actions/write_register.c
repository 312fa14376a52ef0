/* See write_register.h. One pass over the children; the sums come behind them. */
#include "actions/write_register.h"

#include <string.h>

#include "base/civil.h"
#include "base/csv.h"
#include "base/json.h"
#include "store/attendance_store.h"
#include "store/register_store.h"

#include "base/banned.h"

enum { TENTHS = 10 };

struct register_writing {
    const struct write_register *ask;
    struct json_out out;
    struct csv csv;
    struct buf *to;
    int32_t from_day;
    int32_t days_n;
    struct attendance_rules rules[REGISTER_DAYS_MAX];
    struct register_child child; /* the one that is being read */
    int32_t attended[REGISTER_DAYS_MAX];
    struct register_totals sum;
    int32_t children;
    int32_t enrolled_first;
    int32_t enrolled_last;
    int32_t entered; /* within the month, after its first day */
    int32_t left;    /* within the month, before its last day */
};

/* The sums of a line, in the order in which a register has them. */
enum column {
    COLUMN_ATTENDED,
    COLUMN_DUE,
    COLUMN_LATE,
    COLUMN_EARLY,
    COLUMN_SICK,
    COLUMN_PRIVATE,
    COLUMN_SUSPENDED,
    COLUMN_MOURNING,
    COLUMN_HOSPITAL,
    COLUMN_DISASTER,
    COLUMN_HOME,
    COLUMN_OTHER,
    COLUMN_UNEXPLAINED,
    COLUMN_UNRESOLVED,
    COLUMN_COUNT
};

static const struct {
    const char *member;
    const char *ja;
    const char *en;
} columns[COLUMN_COUNT] = {
    [COLUMN_ATTENDED] = {"attended", "出席日数", "Attended"},
    [COLUMN_DUE] = {"due", "出席すべき日数", "Due"},
    [COLUMN_LATE] = {"late", "遅刻", "Late"},
    [COLUMN_EARLY] = {"early_leave", "早退", "Left early"},
    [COLUMN_SICK] = {"sick", "病欠", "Sick"},
    [COLUMN_PRIVATE] = {"private", "事故欠", "Private"},
    [COLUMN_SUSPENDED] = {"suspended", "出席停止", "Suspended"},
    [COLUMN_MOURNING] = {"mourning", "忌引", "Mourning"},
    [COLUMN_HOSPITAL] = {"hospital", "入院", "Hospital"},
    [COLUMN_DISASTER] = {"disaster", "災害", "Disaster"},
    [COLUMN_HOME] = {"home_cooperation", "登園自粛", "Kept at home"},
    [COLUMN_OTHER] = {"other", "その他", "Other"},
    [COLUMN_UNEXPLAINED] = {"unexplained", "連絡なし", "Unexplained"},
    [COLUMN_UNRESOLVED] = {"unresolved", "時刻未確定", "Unresolved"},
};

static int32_t column_of(const struct register_totals *totals, enum column column)
{
    const int32_t *marks = totals->marks;
    switch (column) {
    case COLUMN_ATTENDED:
        return register_days_attended(totals);
    case COLUMN_DUE:
        return register_days_due(totals);
    case COLUMN_LATE:
        return marks[REGISTER_LATE] + marks[REGISTER_LATE_AND_EARLY];
    case COLUMN_EARLY:
        return marks[REGISTER_EARLY_LEAVE] + marks[REGISTER_LATE_AND_EARLY];
    case COLUMN_SICK:
    case COLUMN_PRIVATE:
    case COLUMN_SUSPENDED:
    case COLUMN_MOURNING:
    case COLUMN_HOSPITAL:
    case COLUMN_DISASTER:
    case COLUMN_HOME:
    case COLUMN_OTHER:
        return marks[REGISTER_SICK + (int)column - (int)COLUMN_SICK];
    case COLUMN_UNEXPLAINED:
        return marks[REGISTER_UNEXPLAINED];
    case COLUMN_UNRESOLVED:
        return totals->unresolved;
    case COLUMN_COUNT:
        break;
    }
    return 0;
}
_Static_assert(COLUMN_OTHER - COLUMN_SICK == REGISTER_OTHER - REGISTER_SICK, "the columns follow the marks");

static const char *word(const struct write_register *ask, const char *ja, const char *en)
{
    return ask->english ? en : ja;
}

/* --- a child --------------------------------------------------------------------------------------------------------------- */

static struct attendance_view view_of(const struct register_writing *writing, const struct register_child *child,
                                      int32_t i)
{
    const struct attendance_rules *rules = &writing->rules[i];
    int32_t day = writing->from_day + i;
    return (struct attendance_view){
        .day = child->days[i],
        .absence = child->absences[i],
        .enrolled = register_store_enrolled(child, day),
        .open = rules->open,
        .now_ms = writing->ask->now_ms,
        .day_end_ms = civil_ms_at(day + 1, 0),
        .cutoff_ms = rules->cutoff_ms,
        .grace_ms = rules->grace_ms,
        .planned_arrive_ms = civil_ms_at(day, child->planned_arrive_min),
        .planned_leave_ms = civil_ms_at(day, child->planned_leave_min),
    };
}

static void put_totals(struct json_out *out, const struct register_totals *totals)
{
    json_out_open(out, '{');
    for (int column = 0; column < COLUMN_COUNT; column++) {
        int32_t n = column_of(totals, (enum column)column);
        if (n > 0 || column <= COLUMN_DUE) {
            json_put_int(out, columns[column].member, n);
        }
    }
    json_out_close(out, '}');
}

static void put_json(struct register_writing *writing, const struct register_child *child,
                     const enum register_mark *marks, const struct register_totals *totals)
{
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    json_put_word(out, "child_id", child->public_id);
    json_put_word(out, "name", child->name);
    json_put_word(out, "class", child->class_name);
    if (child->enrolled_from_day > writing->from_day) {
        json_put_day(out, "entered", child->enrolled_from_day);
    }
    if (child->enrolled_to_day != 0 && child->enrolled_to_day < writing->from_day + writing->days_n - 1) {
        json_put_day(out, "left", child->enrolled_to_day);
    }
    json_out_key(out, "marks");
    json_out_open(out, '[');
    for (int32_t i = 0; i < writing->days_n; i++) {
        json_out_text(out, str_of(register_mark_word(marks[i])));
    }
    json_out_close(out, ']');
    json_out_key(out, "totals");
    put_totals(out, totals);
    json_out_close(out, '}');
}

static void put_line(struct register_writing *writing, const struct register_child *child,
                     const enum register_mark *marks, const struct register_totals *totals)
{
    struct csv *csv = &writing->csv;
    csv_int(csv, writing->children);
    csv_text(csv, str_of(child->class_name));
    csv_text(csv, str_of(child->name));
    for (int32_t i = 0; i < writing->days_n; i++) {
        csv_text(csv, str_of(writing->ask->symbols.text[marks[i]]));
    }
    for (int column = 0; column < COLUMN_COUNT; column++) {
        csv_int(csv, column_of(totals, (enum column)column));
    }
    if (child->enrolled_from_day > writing->from_day) {
        csv_day(csv, child->enrolled_from_day);
    } else {
        csv_text(csv, STR(""));
    }
    if (child->enrolled_to_day != 0 && child->enrolled_to_day < writing->from_day + writing->days_n - 1) {
        csv_day(csv, child->enrolled_to_day);
    } else {
        csv_text(csv, STR(""));
    }
    csv_end(csv);
}

static void count_enrolment(struct register_writing *writing, const struct register_child *child)
{
    int32_t last = writing->from_day + writing->days_n - 1;
    writing->enrolled_first += register_store_enrolled(child, writing->from_day) ? 1 : 0;
    writing->enrolled_last += register_store_enrolled(child, last) ? 1 : 0;
    writing->entered += child->enrolled_from_day > writing->from_day ? 1 : 0;
    writing->left += child->enrolled_to_day != 0 && child->enrolled_to_day < last ? 1 : 0;
}

static enum err take(void *arg, const struct register_child *child)
{
    struct register_writing *writing = arg;
    enum register_mark marks[REGISTER_DAYS_MAX] = {REGISTER_BLANK};
    struct register_totals totals = {.unresolved = 0};
    for (int32_t i = 0; i < writing->days_n; i++) {
        struct attendance_view view = view_of(writing, child, i);
        marks[i] = register_mark(&view);
        register_count(&totals, marks[i], (attendance_flags(&view) & ATTENDANCE_UNRESOLVED) != 0);
        writing->attended[i] += register_attended(marks[i]) ? 1 : 0;
    }
    writing->children++;
    count_enrolment(writing, child);
    register_add(&writing->sum, &totals);
    if (writing->ask->csv) {
        put_line(writing, child, marks, &totals);
    } else {
        put_json(writing, child, marks, &totals);
    }
    return writing->to->overflow ? ERR_LIMIT : OK;
}

/* --- the month ------------------------------------------------------------------------------------------------------------- */

/* Open days that have begun: those to come are no part of an average. */
static int32_t open_days(const struct register_writing *writing)
{
    int32_t n = 0;
    for (int32_t i = 0; i < writing->days_n; i++) {
        n += writing->rules[i].open && writing->ask->now_ms >= civil_ms_at(writing->from_day + i, 0) ? 1 : 0;
    }
    return n;
}

static int32_t average_tenths(const struct register_writing *writing)
{
    int32_t days = open_days(writing);
    return days == 0 ? 0 : (register_days_attended(&writing->sum) * TENTHS + days / 2) / days;
}

static void json_begin(struct register_writing *writing)
{
    struct json_out *out = &writing->out;
    char month[8];
    struct buf buf;
    buf_init(&buf, month, sizeof month);
    buf_padded(&buf, writing->ask->year, 4);
    buf_char(&buf, '-');
    buf_padded(&buf, writing->ask->month, 2);
    json_out_init(out, writing->to);
    json_out_open(out, '{');
    json_put_word(out, "month", month);
    json_put_text(out, "nursery_id", writing->ask->site);
    json_out_key(out, "symbols");
    json_out_open(out, '{');
    for (int mark = REGISTER_CLOSED; mark < REGISTER_MARK_COUNT; mark++) {
        json_put_word(out, register_mark_word((enum register_mark)mark), writing->ask->symbols.text[mark]);
    }
    json_out_close(out, '}');
    json_out_key(out, "children");
    json_out_open(out, '[');
}

static void json_end(struct register_writing *writing)
{
    struct json_out *out = &writing->out;
    json_out_close(out, ']');
    json_out_key(out, "days");
    json_out_open(out, '[');
    for (int32_t i = 0; i < writing->days_n; i++) {
        json_out_open(out, '{');
        json_put_day(out, "day", writing->from_day + i);
        json_put_bool(out, "open", writing->rules[i].open);
        json_put_int(out, "attended", writing->attended[i]);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
    json_out_key(out, "totals");
    put_totals(out, &writing->sum);
    json_put_int(out, "open_days", open_days(writing));
    json_put_int(out, "enrolled_first", writing->enrolled_first);
    json_put_int(out, "enrolled_last", writing->enrolled_last);
    json_put_int(out, "entered", writing->entered);
    json_put_int(out, "left", writing->left);
    json_out_key(out, "average_attended");
    json_out_tenths(out, average_tenths(writing));
    json_out_close(out, '}');
}

static void csv_begin(struct register_writing *writing)
{
    const struct write_register *ask = writing->ask;
    writing->csv = (struct csv){.buf = writing->to};
    csv_text(&writing->csv, str_of(word(ask, "番号", "No")));
    csv_text(&writing->csv, str_of(word(ask, "クラス", "Class")));
    csv_text(&writing->csv, str_of(word(ask, "氏名", "Name")));
    for (int32_t i = 0; i < writing->days_n; i++) {
        csv_int(&writing->csv, i + 1);
    }
    for (int column = 0; column < COLUMN_COUNT; column++) {
        csv_text(&writing->csv, str_of(word(ask, columns[column].ja, columns[column].en)));
    }
    csv_text(&writing->csv, str_of(word(ask, "途中入園", "Entered")));
    csv_text(&writing->csv, str_of(word(ask, "途中退園", "Left")));
    csv_end(&writing->csv);
}

static void csv_pair(struct register_writing *writing, const char *ja, const char *en, int32_t value)
{
    csv_text(&writing->csv, str_of(word(writing->ask, ja, en)));
    csv_int(&writing->csv, value);
    csv_end(&writing->csv);
}

static void csv_close(struct register_writing *writing)
{
    struct csv *csv = &writing->csv;
    csv_text(csv, STR(""));
    csv_text(csv, STR(""));
    csv_text(csv, str_of(word(writing->ask, "出席者数", "Attended")));
    for (int32_t i = 0; i < writing->days_n; i++) {
        csv_int(csv, writing->attended[i]);
    }
    for (int column = 0; column < COLUMN_COUNT; column++) {
        csv_int(csv, column_of(&writing->sum, (enum column)column));
    }
    csv_end(csv);
    csv_pair(writing, "開所日数", "Open days", open_days(writing));
    csv_pair(writing, "在籍数(初日)", "Enrolled on the first day", writing->enrolled_first);
    csv_pair(writing, "在籍数(末日)", "Enrolled on the last day", writing->enrolled_last);
    csv_pair(writing, "途中入園", "Entered", writing->entered);
    csv_pair(writing, "途中退園", "Left", writing->left);
    csv_text(csv, str_of(word(writing->ask, "1日平均出席", "Attended a day")));
    csv_tenths(csv, average_tenths(writing));
    csv_end(csv);
}

/* A day for which the nursery has no rules is closed. */
static enum err read_rules(struct db *db, struct register_writing *writing)
{
    enum err err = OK;
    for (int32_t i = 0; i < writing->days_n && err == OK; i++) {
        writing->rules[i] = (struct attendance_rules){.open = false};
        err = attendance_store_rules(db, writing->ask->site_id, writing->from_day + i, &writing->rules[i]);
        err = err == ERR_NOT_FOUND ? OK : err;
    }
    return err;
}

enum err write_register(struct db *db, struct arena *arena, struct write_register *ask, struct buf *to)
{
    struct register_writing *writing = arena_alloc(arena, sizeof *writing);
    if (writing == NULL) {
        return ERR_LIMIT;
    }
    writing->ask = ask;
    writing->to = to;
    writing->from_day = civil_day_of_date((struct civil_date){ask->year, ask->month, 1});
    writing->days_n = civil_days_in_month(ask->year, ask->month);
    struct register_ask children = {.site_id = ask->site_id,
                                    .account_id = ask->account_id,
                                    .class_name = ask->class_name,
                                    .from_day = writing->from_day,
                                    .to_day = writing->from_day + writing->days_n - 1,
                                    .child = &writing->child,
                                    .take = take,
                                    .arg = writing};
    enum err err = read_rules(db, writing);
    if (err != OK) {
        return err;
    }
    if (ask->csv) {
        csv_begin(writing);
    } else {
        json_begin(writing);
    }
    err = register_store_each(db, &children);
    if (err != OK) {
        return err;
    }
    if (ask->csv) {
        csv_close(writing);
    } else {
        json_end(writing);
    }
    return to->overflow ? ERR_LIMIT : OK;
}
