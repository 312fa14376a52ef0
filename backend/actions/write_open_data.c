/* See write_open_data.h. */
#include "actions/write_open_data.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "base/csv.h"
#include "core/open_data.h"
#include "store/figures_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { COLUMNS = 3, MONTH_TEXT = 7 };

/* Counts of children, none of which is a sum of others that are published: no column gives another away. */
static const enum sick_figure columns[COLUMNS] = {FIGURE_USED, FIGURE_NEVER_PLACED, FIGURE_CANCELLED_SAME_DAY};

struct month {
    struct db *db;
    struct csv csv;
    int32_t day;
    struct open_data_sum totals[COLUMNS];
    int32_t open_days;
    int32_t capacity_days;
};

static void put_cell(struct csv *csv, bool shown, int32_t n)
{
    if (shown) {
        csv_int(csv, n);
    } else {
        csv_text(csv, STR("*"));
    }
}

static void begin_line(struct month *month, const char *room)
{
    char text[CIVIL_DAY_TEXT];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    civil_put_day(&buf, month->day);
    csv_text(&month->csv, (struct str){text, MONTH_TEXT});
    csv_text(&month->csv, str_of(room));
}

static enum err write_room(void *arg, const struct site *room)
{
    struct month *month = arg;
    struct sick_figures figures;
    enum err err = figures_read(month->db, (struct site_id){room->id}, month->day, &figures);
    if (err != OK) {
        return err;
    }
    begin_line(month, room->public_id);
    csv_int(&month->csv, figures.open_days);
    csv_int(&month->csv, figures.capacity_days);
    month->open_days += figures.open_days;
    month->capacity_days += figures.capacity_days;
    for (int i = 0; i < COLUMNS; i++) {
        int32_t n = figures.counts[columns[i]];
        open_data_add(&month->totals[i], n);
        put_cell(&month->csv, !open_data_hides(n), n);
    }
    csv_end(&month->csv);
    return OK;
}

static enum err write_month(struct month *month)
{
    memset(month->totals, 0, sizeof month->totals);
    month->open_days = 0;
    month->capacity_days = 0;
    enum err err = site_each(month->db, SITE_SICKROOM, write_room, month);
    begin_line(month, "");
    csv_int(&month->csv, month->open_days);
    csv_int(&month->csv, month->capacity_days);
    for (int i = 0; i < COLUMNS; i++) {
        put_cell(&month->csv, open_data_shows(&month->totals[i]), month->totals[i].n);
    }
    csv_end(&month->csv);
    return err;
}

enum err write_open_data(struct db *db, int32_t day, size_t months, int64_t now_ms, struct buf *buf)
{
    struct month month = {.db = db, .csv = {.buf = buf}};
    int32_t list[OPEN_DATA_MONTHS];
    size_t n = 0;
    enum err err = OK;
    assert(months <= OPEN_DATA_MONTHS);
    csv_head(&month.csv, "month,sick_room,open_days,capacity_days,used,waitlisted_never_placed,cancelled_same_day");
    for (int32_t at = sick_figures_first_day(day); n < months; at = sick_figures_first_day(at - 1)) {
        if (now_ms >= sick_figures_until(at)) {
            list[n++] = at;
        } else if (months == 1) {
            break; /* that month, and no other */
        }
    }
    while (err == OK && n > 0) {
        month.day = list[--n];
        err = write_month(&month);
    }
    return err == OK && buf->overflow ? ERR_LIMIT : err;
}
