/* See write_sheet.h. */
#include "actions/write_sheet.h"

#include <string.h>

#include "actions/sheet_parts.h"
#include "base/civil.h"
#include "store/figures_store.h"

#include "base/banned.h"

enum { MONTH_TEXT = 7 };

static void put_month(struct buf *buf, int32_t day)
{
    char text[CIVIL_DAY_TEXT];
    struct buf whole;
    buf_init(&whole, text, sizeof text);
    civil_put_day(&whole, day);
    buf_add(buf, text, MONTH_TEXT);
}

bool sheet_month(struct str text, int32_t *ret_first_day)
{
    char day[CIVIL_DAY_TEXT];
    struct buf buf;
    buf_init(&buf, day, sizeof day);
    buf_str(&buf, text);
    buf_puts(&buf, "-01");
    return text.n == MONTH_TEXT && civil_parse_day(buf_view(&buf), ret_first_day) == OK;
}

/* --- figures ------------------------------------------------------------------------------------------------------------- */

void sheet_put_figures(struct json_out *out, const char *room, int32_t day, const struct sick_figures *figures)
{
    char month[MONTH_TEXT + 1];
    struct buf buf;
    buf_init(&buf, month, sizeof month);
    put_month(&buf, day);
    json_put_word(out, "sick_room_id", room);
    json_put_text(out, "month", buf_view(&buf));
    json_put_instant(out, "counted_until", sick_figures_until(day));
    sick_figures_put(out, figures);
}

struct figure_line {
    struct sheet *sheet;
    const char *room;
};

static void figure_line(void *arg, const struct figure_row *row)
{
    const struct figure_line *line = arg;
    struct csv *csv = &line->sheet->csv;
    char month[MONTH_TEXT + 1];
    struct buf buf;
    buf_init(&buf, month, sizeof month);
    put_month(&buf, line->sheet->ask->from_day);
    csv_text(csv, buf_view(&buf));
    csv_text(csv, str_of(line->room));
    csv_text(csv, str_of(row->figure));
    csv_text(csv, str_of(row->detail));
    if (row->tenths) {
        csv_tenths(csv, row->value);
    } else {
        csv_int(csv, row->value);
    }
    csv_end(csv);
}

static void write_figures(struct sheet *sheet, const char *room, const struct sick_figures *figures)
{
    if (sheet->ask->json) {
        json_out_open(&sheet->out, '{');
        sheet_put_figures(&sheet->out, room, sheet->ask->from_day, figures);
        json_out_close(&sheet->out, '}');
    } else {
        struct figure_line line = {sheet, room == NULL ? "" : room};
        sick_figures_rows(figures, figure_line, &line);
    }
}

static enum err figures_of(struct sheet *sheet, const struct site *room, struct sick_figures *sum)
{
    struct sick_figures figures;
    enum err err = figures_read(sheet->db, (struct site_id){room->id}, sheet->ask->from_day, &figures);
    if (err == OK) {
        write_figures(sheet, room->public_id, &figures);
        sick_figures_sum(sum, &figures);
    }
    return err;
}

/* --- settlement ---------------------------------------------------------------------------------------------------------- */

struct settlement_line {
    struct sheet *sheet;
    const struct site *room;
};

static void settlement_line(void *arg, const struct figures_settlement *one)
{
    const struct settlement_line *line = arg;
    struct sheet *sheet = line->sheet;
    char month[MONTH_TEXT + 1];
    struct buf buf;
    buf_init(&buf, month, sizeof month);
    put_month(&buf, sheet->ask->from_day);
    if (sheet->ask->json) {
        json_out_open(&sheet->out, '{');
        json_put_text(&sheet->out, "month", buf_view(&buf));
        json_put_word(&sheet->out, "sick_room_id", line->room->public_id);
        json_put_text(&sheet->out, "municipality", one->municipality);
        json_put_int(&sheet->out, "days", one->days);
        json_put_int(&sheet->out, "yen", one->yen);
        json_out_close(&sheet->out, '}');
        return;
    }
    csv_text(&sheet->csv, buf_view(&buf));
    csv_text(&sheet->csv, str_of(line->room->public_id));
    csv_text(&sheet->csv, one->municipality);
    csv_int(&sheet->csv, one->days);
    csv_int(&sheet->csv, one->yen);
    csv_end(&sheet->csv);
}

static enum err settlement_of(struct sheet *sheet, const struct site *room)
{
    struct settlement_line line = {sheet, room};
    return figures_settlement(sheet->db, (struct site_id){room->id}, sheet->ask->from_day, settlement_line, &line);
}

/* --- all of it ----------------------------------------------------------------------------------------------------------- */

struct all_rooms {
    struct sheet *sheet;
    struct sick_figures *sum;
};

static enum err room_of(void *arg, const struct site *room)
{
    const struct all_rooms *all = arg;
    struct sheet *sheet = all->sheet;
    switch (sheet->ask->kind) {
    case SHEET_FIGURES:
        return figures_of(sheet, room, all->sum);
    case SHEET_SETTLEMENT:
        return settlement_of(sheet, room);
    case SHEET_SAME_DAY:
        return sheet_same_day_of(sheet, room);
    case SHEET_PROMOTIONS:
        return sheet_promotions_of(sheet, room);
    }
    return ERR_INVALID;
}

static void begin(struct sheet *sheet)
{
    static const char *const heads[] = {
        [SHEET_FIGURES] = "month,sick_room,figure,detail,value",
        [SHEET_SETTLEMENT] = "month,sick_room,municipality,days,yen",
        [SHEET_SAME_DAY] = "fiscal_year,sick_room,number,reservation,day,at,what,bracket_from,bracket_to,bracket_yen",
        [SHEET_PROMOTIONS] = ("sick_room,day,walk,at,places_free,rank_from,rank_to,reservation,outcome,reason,sent_at,"
                              "ends_at,answered_at,answer"),
    };
    static const char *const keys[] = {[SHEET_FIGURES] = "figures",
                                       [SHEET_SETTLEMENT] = "settlement",
                                       [SHEET_SAME_DAY] = "same_day",
                                       [SHEET_PROMOTIONS] = "promotions"};
    if (sheet->ask->json) {
        json_out_open(&sheet->out, '{');
        json_out_key(&sheet->out, keys[sheet->ask->kind]);
        json_out_open(&sheet->out, '[');
    } else {
        csv_head(&sheet->csv, heads[sheet->ask->kind]);
    }
}

enum err write_sheet(struct db *db, const struct write_sheet *ask, struct buf *buf)
{
    struct sheet sheet = {.ask = ask, .db = db, .csv = {.buf = buf}};
    struct sick_figures sum;
    memset(&sum, 0, sizeof sum);
    json_out_init(&sheet.out, buf);
    begin(&sheet);
    struct all_rooms all = {&sheet, &sum};
    enum err err = ask->room != NULL ? room_of(&all, ask->room) : site_each(sheet.db, SITE_SICKROOM, room_of, &all);
    if (err == OK && ask->kind == SHEET_FIGURES && ask->room == NULL) {
        write_figures(&sheet, NULL, &sum); /* all rooms together */
    }
    if (err == OK && ask->json) {
        json_out_close(&sheet.out, ']');
        json_out_close(&sheet.out, '}');
    }
    return err == OK && buf->overflow ? ERR_LIMIT : err;
}
