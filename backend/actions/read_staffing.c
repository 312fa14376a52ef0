/* See read_staffing.h. */
#include "actions/read_staffing.h"

#include "core/calendar.h"

#include "base/banned.h"

static int32_t quarter_down(int32_t min)
{
    return min - min % READ_STAFFING_QUARTER_MIN;
}

static int32_t quarter_up(int32_t min)
{
    return quarter_down(min + READ_STAFFING_QUARTER_MIN - 1);
}

static void put(struct read_staffing *in, int32_t class_age, int32_t from_min, int32_t to_min)
{
    if (in->people_n < READ_STAFFING_PEOPLE_MAX && from_min < to_min) {
        in->people[in->people_n++] = (struct staffing_person){class_age, from_min, to_min};
    }
}

static void take_child(void *arg, const struct staff_child_row *row)
{
    struct read_staffing *in = arg;
    int32_t age = calendar_class_age(row->birth_day, calendar_fiscal_year(in->day));
    int32_t leave_min = quarter_up(row->leave_min);
    age = age < 0 ? 0 : age >= STAFFING_AGES ? STAFFING_AGES - 1 : age;
    if (row->here) {
        in->children[age]++;
        put(in, age, 0, leave_min > in->now_min ? leave_min : quarter_up(in->closes_min));
    } else if (row->arrive_min > in->now_min) {
        put(in, age, quarter_down(row->arrive_min) > in->now_min ? quarter_down(row->arrive_min) : in->now_min + 1,
            leave_min);
    }
}

struct member_lines {
    struct staff_line lines[STAFF_LINES_MAX];
    size_t n;
};

static void take_line(void *arg, const struct staff_line_row *row)
{
    struct member_lines *lines = arg;
    lines->lines[lines->n++] = row->line;
}

struct members {
    struct db *db;
    struct read_staffing *in;
};

static enum err take_member(void *arg, const struct staff_row *row)
{
    struct members *members = arg;
    struct read_staffing *in = members->in;
    struct member_lines lines = {.n = 0};
    enum err err = staff_store_lines(members->db, row->id, in->day, take_line, &lines);
    struct staff_day day = staff_day_fold(lines.lines, lines.n);
    int32_t to_min = quarter_down(row->to_min);
    in->staffed = true;
    if (err != OK || !row->teacher) {
        return err;
    }
    if (day.here) {
        put(in, -1, 0, row->from_min >= 0 && to_min > in->now_min ? to_min : quarter_up(in->closes_min));
    } else if (day.arrived_ms == 0 && row->from_min > in->now_min) {
        put(in, -1, quarter_up(row->from_min), to_min);
    }
    return OK;
}

enum err read_staffing(struct db *db, struct read_staffing *in)
{
    struct members members = {db, in};
    in->staffed = false;
    in->people_n = 0;
    in->steps_n = 0;
    for (int age = 0; age < STAFFING_AGES; age++) {
        in->children[age] = 0;
    }
    enum err err = staff_store_ratios(db, in->site_id, in->day, &in->role, &in->closes_min);
    err = err == OK ? staff_store_children(db, in->site_id, in->day, take_child, in) : err;
    err = err == OK ? staff_store_members(db, in->site_id, take_member, &members) : err;
    return err == OK ? staffing_look_ahead(&in->role, in->people, in->people_n, in->now_min, in->steps, &in->steps_n)
                     : err;
}
