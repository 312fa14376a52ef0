/* A nursery's monthly register (R-SHEET-03): JSON, or lines for a spreadsheet by Accept. */
#include <string.h>

#include "actions/write_register.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { REGISTER_BYTES = 216 * 1024, MONTH_BYTES = 7, CLASS_BYTES_MAX = 31 };

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

/* Does the header ask for text/csv before JSON? The first of the two that it names is meant. A link cannot send one: it says ?format=csv. */
static bool wants_csv(const struct request *request)
{
    struct str part;
    struct str accept = request->accept;
    if (request_has_query(request, "format")) {
        return str_is(request_query(request, "format"), "csv");
    }
    while (request_next(&accept, ',', &part)) {
        if (str_starts(part, "text/csv")) {
            return true;
        }
        if (str_starts(part, "application/json") || str_starts(part, "*/*")) {
            return false;
        }
    }
    return false;
}

void register_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct write_register ask = {.account_id = request->caller.account_id,
                                 .site = request_path(request, "id"),
                                 .class_name = request_query(request, "class"),
                                 .now_ms = clock_now_ms(),
                                 .csv = wants_csv(request),
                                 .english = request->language == REQUEST_EN};
    if (!month_of_query(request, response, &ask)) {
        return;
    }
    if (request_has_query(request, "format") && !ask.csv && !str_is(request_query(request, "format"), "json")) {
        response_fault(request, response, "?format", "OUT_OF_RANGE");
        return;
    }
    if (ask.class_name.n > CLASS_BYTES_MAX) {
        response_fault(request, response, "?class", "TOO_LONG");
        return;
    }
    struct buf *body = response_body(request, response, REGISTER_BYTES);
    register_symbols_init(&ask.symbols);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    if (err == OK && ask.csv) {
        buf_puts(body, "\xEF\xBB\xBF"); /* without it a spreadsheet takes UTF-8 for the local encoding */
    }
    err = err == OK ? attendance_store_site(db, ask.site, ask.account_id, &ask.site_id) : err;
    err = err == OK ? write_register(db, &request->worker->arena, &ask, body) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_header(response, "Vary", STR("Accept, Accept-Language"));
    response_json_etag(request, response);
    if (ask.csv && response->status == 200) {
        response->content_type = "text/csv; charset=utf-8";
        response_header(response, "Content-Disposition", STR("attachment; filename=\"register.csv\""));
    }
}
