/* A nursery's monthly register (R-SHEET-03): JSON, lines for a spreadsheet, or a workbook. */
#include <string.h>

#include "actions/write_register.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/xlsx.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum {
    REGISTER_BYTES = 216 * 1024,
    LINES_BYTES = 120 * 1024, /* with the workbook made of them the same together */
    WORKBOOK_BYTES = 96 * 1024,
    MONTH_BYTES = 7,
    CLASS_BYTES_MAX = 31,
    FIXED_COLUMNS = 3, /* number, class, name */
};

/* "2026-04", this month when absent; false: answered. */
static bool month_of_query(const struct request *request, struct response *response, struct write_register *ask)
{
    char text[CIVIL_DAY_TEXT];
    struct buf buf;
    int32_t day;
    struct str month = request_query(request, "month");
    buf_init(&buf, text, sizeof text);
    buf_str(&buf, month);
    buf_puts(&buf, "-01");
    if (!request_has_query(request, "month")) {
        day = civil_day_of_ms(ask->now_ms);
    } else if (month.n != MONTH_BYTES || civil_parse_day(buf_view(&buf), &day) != OK) {
        response_fault(request, response, "?month", "BAD_FORMAT");
        return false;
    }
    struct civil_date date = civil_date_of_day(day);
    ask->year = date.year;
    ask->month = date.month;
    return true;
}

/* A link cannot send a header: it says ?format=. Of those that Accept names the first that we have is meant. */
enum form { FORM_JSON, FORM_CSV, FORM_XLSX, FORM_COUNT };
static const char *const form_words[FORM_COUNT] = {"json", "csv", "xlsx"};
static const char *const form_types[FORM_COUNT] = {"application/json", "text/csv",
                                                   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

static int form_of(struct str text, const char *const words[FORM_COUNT])
{
    for (int form = 0; form < FORM_COUNT; form++) {
        if (str_starts(text, words[form])) {
            return form;
        }
    }
    return -1;
}

/* −1: ?format names none. */
static int form_asked(const struct request *request)
{
    struct str part;
    struct str accept = request->accept;
    if (request_has_query(request, "format")) {
        return form_of(request_query(request, "format"), form_words);
    }
    while (request_next(&accept, ',', &part)) {
        int form = str_starts(part, "*/*") ? FORM_JSON : form_of(part, form_types);
        if (form >= 0) {
            return form;
        }
    }
    return FORM_JSON;
}

/* The lines, and of them the workbook: the lines need a place of their own then. */
static enum err write_form(const struct request *request, struct write_register *ask, enum form form, struct buf *body)
{
    struct arena *arena = &request->worker->arena;
    struct buf lines;
    if (form == FORM_JSON) {
        return write_register(request->worker->db, arena, ask, body);
    }
    if (form == FORM_CSV) {
        buf_puts(body, "\xEF\xBB\xBF"); /* without it a spreadsheet takes UTF-8 for the local encoding */
        return write_register(request->worker->db, arena, ask, body);
    }
    char *room = arena_alloc(arena, LINES_BYTES);
    if (room == NULL) {
        return ERR_LIMIT;
    }
    buf_init(&lines, room, LINES_BYTES);
    enum err err = write_register(request->worker->db, arena, ask, &lines);
    return err == OK ? xlsx_of_csv(buf_view(&lines), "register", 1, FIXED_COLUMNS, body) : err;
}

static void put_type(struct response *response, enum form form)
{
    if (form == FORM_JSON || response->status != 200) {
        return;
    }
    response->content_type = form == FORM_CSV ? "text/csv; charset=utf-8" : form_types[FORM_XLSX];
    response_header(response, "Content-Disposition",
                    form == FORM_CSV ? STR("attachment; filename=\"register.csv\"")
                                     : STR("attachment; filename=\"register.xlsx\""));
}

void register_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    int form = form_asked(request);
    struct write_register ask = {.account_id = request->caller.account_id,
                                 .site = request_path(request, "id"),
                                 .class_name = request_query(request, "class"),
                                 .now_ms = clock_now_ms(),
                                 .csv = form != FORM_JSON,
                                 .english = request->language == REQUEST_EN};
    if (!month_of_query(request, response, &ask)) {
        return;
    }
    if (form < 0) {
        response_fault(request, response, "?format", "OUT_OF_RANGE");
        return;
    }
    if (ask.class_name.n > CLASS_BYTES_MAX) {
        response_fault(request, response, "?class", "TOO_LONG");
        return;
    }
    struct buf *body = response_body(request, response, form == FORM_XLSX ? WORKBOOK_BYTES : REGISTER_BYTES);
    register_symbols_init(&ask.symbols);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    err = err == OK ? attendance_store_site(db, ask.site, ask.account_id, &ask.site_id) : err;
    err = err == OK ? write_form(request, &ask, (enum form)form, body) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_header(response, "Vary", STR("Accept, Accept-Language"));
    response_json_etag(request, response);
    put_type(response, (enum form)form);
}
