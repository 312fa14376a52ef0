/* Reading incidents. See incident_http.h. */
#include "http/incident_http.h"

#include "base/civil.h"
#include "base/clock.h"
#include "http/incident_view.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { BACK_DAYS = 92, WARD_DAYS = 400, SPAN_DAYS_MAX = 400 };

/* --- lists --------------------------------------------------------------------------------------------------------------- */

struct list_writing {
    struct json_out out;
    struct db *db;
    int64_t now_ms;
};

static enum err write_row(void *arg, const struct incident_row *row)
{
    struct list_writing *writing = arg;
    struct incident_rules rules;
    enum err err = incident_store_rules(writing->db, row->site_id, row->course.day, &rules);
    if (err != OK) {
        return err;
    }
    json_out_open(&writing->out, '{');
    incident_view_put(&writing->out, row, &rules, writing->now_ms);
    json_out_close(&writing->out, '}');
    return OK;
}

static void list_begin(struct list_writing *writing, struct buf *body)
{
    json_out_init(&writing->out, body);
    json_out_open(&writing->out, '{');
    json_out_key(&writing->out, "incidents");
    json_out_open(&writing->out, '[');
}

/* ?from and ?to; false: answered. */
static bool span_of(const struct request *request, struct response *response, int32_t *from, int32_t *to)
{
    *to = civil_day_of_ms(clock_now_ms());
    if (request_has_query(request, "to") && civil_parse_day(request_query(request, "to"), to) != OK) {
        response_fault(request, response, "?to", "BAD_FORMAT");
        return false;
    }
    *from = *to - BACK_DAYS;
    if (request_has_query(request, "from") && civil_parse_day(request_query(request, "from"), from) != OK) {
        response_fault(request, response, "?from", "BAD_FORMAT");
        return false;
    }
    if (*from > *to || *to - *from > SPAN_DAYS_MAX) {
        response_fault(request, response, "?from", "OUT_OF_RANGE");
        return false;
    }
    return true;
}

void incidents_get(struct request *request, struct response *response)
{
    struct list_writing writing = {.db = request->worker->db, .now_ms = clock_now_ms()};
    int64_t site_id = 0;
    int32_t from = 0;
    int32_t to = 0;
    if (!span_of(request, response, &from, &to)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT
                                : attendance_store_site(writing.db, request_path(request, "id"),
                                                        request->caller.account_id, &site_id);
    if (err == OK) {
        list_begin(&writing, body);
        err = incident_store_of_site(writing.db, site_id, from, to, write_row, &writing);
    }
    response_json_end(request, response, &writing.out, "]}", err);
}

void ward_incidents_get(struct request *request, struct response *response)
{
    struct list_writing writing = {.db = request->worker->db, .now_ms = clock_now_ms()};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    if (err == OK) {
        list_begin(&writing, body);
        err = incident_store_of_ward(writing.db, civil_day_of_ms(writing.now_ms) - WARD_DAYS, write_row, &writing);
    }
    response_json_end(request, response, &writing.out, "]}", err);
}

/* --- one ----------------------------------------------------------------------------------------------------------------- */

static void get_lines(struct request *request, struct response *response, struct read_incident *in, struct buf *body)
{
    struct csv csv = {.buf = body};
    buf_puts(body, "\xEF\xBB\xBF"); /* without it a spreadsheet takes UTF-8 for the local encoding */
    in->pen = incident_view_csv_pen(&csv);
    enum err err = read_incident(request->server->lane, in);
    err = err == OK && body->overflow ? ERR_LIMIT : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json(response, 200);
    response->content_type = "text/csv; charset=utf-8";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"incident.csv\""));
}

void incident_get(struct request *request, struct response *response)
{
    struct incident_view view = {.now_ms = clock_now_ms()};
    struct read_incident in = {
        .caller = &request->caller, .id = request_path(request, "id"), .pen = incident_view_pen(&view)};
    bool lines = request_has_query(request, "format");
    if (lines && !str_is(request_query(request, "format"), "csv")) {
        response_fault(request, response, "?format", "OUT_OF_RANGE");
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    if (lines) {
        get_lines(request, response, &in, body);
        return;
    }
    json_out_init(&view.out, body);
    json_out_open(&view.out, '{');
    enum err err = read_incident(request->server->lane, &in);
    if (err == OK) {
        incident_view_end(&view);
        json_put_bool(&view.out, "own", in.staff);
    }
    response_json_end(request, response, &view.out, "}", err);
}

static void write_own(void *arg, const struct incident_telling_row *row, struct str text)
{
    incident_view_put_telling(arg, row, text);
}

void child_incidents_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_family_incidents in = {
        .caller = &request->caller, .child = request_path(request, "id"), .telling = write_own, .arg = &out};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "tellings");
    json_out_open(&out, '[');
    response_json_end(request, response, &out, "]}", read_family_incidents(request->server->lane, &in));
}
