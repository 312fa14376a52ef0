/* See figures_http.h. */
#include "http/figures_http.h"

#include "actions/write_sheet.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "store/figures_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { SPAN_DAYS_MAX = 400 };

/* Staff see their own room, the ward's officers and auditors every one. */
static enum err room_of(const struct request *request, struct site *ret)
{
    const struct caller *caller = &request->caller;
    bool may = access_has(caller, ROLE_WARD_OFFICER) || access_has(caller, ROLE_AUDITOR);
    enum err err = site_by_public_id(request->worker->db, request_path(request, "id"), ret);
    if (err == OK && ret->kind != SITE_SICKROOM) {
        return ERR_NOT_FOUND;
    }
    for (size_t i = 0; err == OK && i < caller->grants_n; i++) {
        const struct access_grant *grant = &caller->grants[i];
        bool staff = grant->role == ROLE_NURSE || grant->role == ROLE_SICKROOM_STAFF;
        may = may || (staff && grant->site_id == ret->id);
    }
    return err == OK && !may ? ERR_NOT_FOUND : err;
}

static bool wants_file(const struct request *request)
{
    return str_is(request_query(request, "format"), "csv");
}

static bool wants_csv(const struct request *request)
{
    return wants_file(request) || str_starts(request->accept, "text/csv");
}

/* This month when nothing is said; false: it is answered. */
static bool month_of(const struct request *request, struct response *response, int32_t *ret)
{
    *ret = sick_figures_first_day(civil_day_of_ms(clock_now_ms()));
    if (!request_has_query(request, "month") || sheet_month(request_query(request, "month"), ret)) {
        return true;
    }
    response_fault(request, response, "?month", "BAD_FORMAT");
    return false;
}

/* The answer of a sheet that is asked for over HTTP: with an ETag, in the form that the caller accepts. */
static void answer(struct request *request, struct response *response, enum err err)
{
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
    if (response->status == 200 && wants_csv(request)) {
        response->content_type = "text/csv; charset=utf-8";
    }
}

static void answer_sheet(struct request *request, struct response *response, struct write_sheet *sheet)
{
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    sheet->json = !wants_csv(request);
    if (body != NULL && wants_file(request)) {
        buf_puts(body, "\xEF\xBB\xBF"); /* without it a spreadsheet takes UTF-8 for the local encoding */
    }
    answer(request, response, body == NULL ? ERR_LIMIT : write_sheet(request->worker->db, sheet, body));
}

void room_figures_get(struct request *request, struct response *response)
{
    struct site site;
    struct sick_figures figures;
    struct write_sheet sheet = {.kind = SHEET_FIGURES, .room = &site};
    if (!month_of(request, response, &sheet.from_day)) {
        return;
    }
    enum err err = room_of(request, &site);
    if (err == OK && wants_csv(request)) {
        answer_sheet(request, response, &sheet);
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    err = err == OK && body == NULL ? ERR_LIMIT : err;
    err = err == OK ? figures_read(request->worker->db, (struct site_id){site.id}, sheet.from_day, &figures) : err;
    if (err == OK) {
        struct json_out out;
        json_out_init(&out, body);
        json_out_open(&out, '{');
        sheet_put_figures(&out, site.public_id, sheet.from_day, &figures);
        json_out_close(&out, '}');
    }
    answer(request, response, err);
}

void figures_get(struct request *request, struct response *response)
{
    struct write_sheet sheet = {.kind = SHEET_FIGURES};
    if (month_of(request, response, &sheet.from_day)) {
        answer_sheet(request, response, &sheet);
    }
}

/* One of the sheets of all rooms, for the whole month. */
static void sheet_get(struct request *request, struct response *response, enum sheet_kind kind)
{
    struct write_sheet sheet = {.kind = kind};
    if (month_of(request, response, &sheet.from_day)) {
        sheet.to_day = sick_figures_last_day(sheet.from_day);
        answer_sheet(request, response, &sheet);
    }
}

void same_day_get(struct request *request, struct response *response)
{
    sheet_get(request, response, SHEET_SAME_DAY);
}

void settlement_get(struct request *request, struct response *response)
{
    sheet_get(request, response, SHEET_SETTLEMENT);
}

/* --- what stands behind a number ------------------------------------------------------------------------------------------ */

struct cases {
    struct json_out out;
    enum sick_figure figure;
};

static void put_case(void *arg, const struct figures_case *told)
{
    struct cases *cases = arg;
    struct json_out *out = &cases->out;
    if (told->one->counts[cases->figure] == 0) {
        return;
    }
    json_out_open(out, '{');
    json_put_text(out, "reservation_id", told->reservation);
    json_put_day(out, "day", told->one->day);
    json_put_int(out, "count", told->one->counts[cases->figure]);
    json_out_key(out, "events");
    json_out_open(out, '[');
    for (size_t i = 0; i < told->events_n; i++) {
        const struct figure_event *event = &told->events[i];
        json_out_open(out, '{');
        json_put_instant(out, "at", event->at_ms);
        json_put_word(out, "state", reservation_state_word(event->to));
        json_put_word(out, "cause", reservation_cause_word(event->cause));
        json_put_word(out, "reason", reservation_reason_word(event->reason));
        json_put_bool(out, "late", event->late);
        json_put_int(out, "rank", event->rank);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

/* A refused request counts in the same numbers as a declined reservation. */
static void put_refused(void *arg, int32_t day, int64_t at_ms, enum reservation_reason reason)
{
    struct cases *cases = arg;
    struct sick_figures alone = {.open_days = 0};
    sick_figures_refused(&alone, reason, 1);
    if (alone.counts[cases->figure] == 0) {
        return;
    }
    json_out_open(&cases->out, '{');
    json_put_day(&cases->out, "day", day);
    json_put_instant(&cases->out, "at", at_ms);
    json_put_word(&cases->out, "reason", reservation_reason_word(reason));
    json_out_close(&cases->out, '}');
}

static enum err put_cases(const struct request *request, struct cases *cases, struct site_id site, int32_t day)
{
    json_out_open(&cases->out, '{');
    json_put_word(&cases->out, "figure", sick_figure_word(cases->figure));
    json_out_key(&cases->out, "reservations");
    json_out_open(&cases->out, '[');
    enum err err = figures_each(request->worker->db, site, day, put_case, cases);
    json_out_close(&cases->out, ']');
    json_out_key(&cases->out, "refused");
    json_out_open(&cases->out, '[');
    err = err == OK ? figures_refusals(request->worker->db, site, day, put_refused, cases) : err;
    json_out_close(&cases->out, ']');
    json_out_close(&cases->out, '}');
    return err;
}

void figure_cases_get(struct request *request, struct response *response)
{
    struct site site;
    struct cases cases;
    int32_t day = 0;
    int figure = sick_figure_find(request_path(request, "name"));
    if (!month_of(request, response, &day)) {
        return;
    }
    enum err err = room_of(request, &site);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    err = err == OK && figure < 0 ? ERR_NOT_FOUND : err;
    err = err == OK && body == NULL ? ERR_LIMIT : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    cases.figure = (enum sick_figure)figure;
    json_out_init(&cases.out, body);
    err = put_cases(request, &cases, (struct site_id){site.id}, day);
    err = err == OK && body->overflow ? ERR_LIMIT : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* --- the fairness audit --------------------------------------------------------------------------------------------------- */

static bool day_of(const struct request *request, struct response *response, const char *name, int32_t *ret)
{
    const char *pointer = name[0] == 'f' ? "?from" : "?to";
    if (!request_has_query(request, name) || civil_parse_day(request_query(request, name), ret) == OK) {
        return true;
    }
    response_fault(request, response, pointer, "BAD_FORMAT");
    return false;
}

void promotions_get(struct request *request, struct response *response)
{
    struct site site;
    int32_t today = civil_day_of_ms(clock_now_ms());
    struct write_sheet sheet = {.kind = SHEET_PROMOTIONS, .room = &site, .from_day = today - 7, .to_day = today + 1};
    if (!day_of(request, response, "from", &sheet.from_day) || !day_of(request, response, "to", &sheet.to_day)) {
        return;
    }
    if (sheet.to_day < sheet.from_day || sheet.to_day - sheet.from_day > SPAN_DAYS_MAX) {
        response_fault(request, response, "?to", "OUT_OF_RANGE");
        return;
    }
    enum err err = room_of(request, &site);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    answer_sheet(request, response, &sheet);
}
