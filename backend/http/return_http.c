/* See return_http.h. */
#include "http/return_http.h"

#include "actions/keep_return.h"
#include "actions/read_infections.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/server.h"

#include "base/banned.h"

enum { INFECTIONS_BYTES = 32 * 1024, RETURN_BYTES = 4096 };

static void put_day_or_null(struct json_out *out, const char *key, int32_t day)
{
    json_out_key(out, key);
    if (day == RETURN_UNKNOWN) {
        json_out_null(out);
    } else {
        json_out_day(out, day);
    }
}

static void put_known(struct json_out *out, const struct return_known *known)
{
    const struct return_view *view = &known->view;
    json_out_open(out, '{');
    json_put_int(out, "version", known->version);
    json_put_word(out, "disease", known->disease < 0 ? NULL : disease_list[known->disease].code);
    json_put_bool(out, "known", known->disease >= 0 && view->known);
    put_day_or_null(out, "earliest", known->disease < 0 ? RETURN_UNKNOWN : view->day);
    json_put_word(out, "paper", return_paper_word(view->paper));
    json_put_instant_or_null(out, "filed_at", known->filed_ms);
    json_put_instant_or_null(out, "seen_at", known->seen_ms);
    json_out_key(out, "missing");
    json_out_open(out, '[');
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        if ((view->missing >> i & 1) != 0) {
            json_out_text(out, str_of(return_event_word((enum return_event)i)));
        }
    }
    json_out_close(out, ']');
    json_out_key(out, "dates");
    json_out_open(out, '{');
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        if (known->dates.day[i] != RETURN_UNKNOWN) {
            json_put_day(out, return_event_word((enum return_event)i), known->dates.day[i]);
        }
    }
    json_out_close(out, '}');
    put_day_or_null(out, "released", known->dates.released_day);
    json_put_word(out, "another", known->another[0] == '\0' ? NULL : known->another);
    json_out_key(out, "form");
    if (known->form.visited_day == RETURN_UNKNOWN) {
        json_out_null(out);
    } else {
        json_out_open(out, '{');
        json_put_day(out, "visited", known->form.visited_day);
        json_put_word(out, "clinic", known->form.clinic);
        json_out_close(out, '}');
    }
    json_out_close(out, '}');
}

void return_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_return ask = {
        .caller = &request->caller, .child = request_path(request, "id"), .absence = request_path(request, "absence")};
    struct buf *body = response_body(request, response, RETURN_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : read_return(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    put_known(&out, &ask.known);
    response_json_version(request, response, ask.known.version);
}

/* --- writing ------------------------------------------------------------------------------------------------------------- */

struct return_exchange {
    struct keep_return ask; /* first */
    enum request_language language;
};

static void encode_kept(const void *arg, struct answer *answer)
{
    const struct return_exchange *exchange = arg;
    const struct keep_return *ask = &exchange->ask;
    struct json_out out;
    if (ask->not_yours || ask->no_disease || ask->changed) {
        answer->status = ask->not_yours ? 403 : ask->no_disease ? 409 : 412;
        response_put_problem(&answer->body, exchange->language, answer->status,
                             ask->not_yours    ? "DENIED"
                             : ask->no_disease ? "WRONG_STATE"
                                               : "CHANGED",
                             NULL, STR(""));
        return;
    }
    answer->status = 200;
    json_out_init(&out, &answer->body);
    put_known(&out, &ask->known);
}

static void decode_form(struct json_in *in, struct return_form *form)
{
    struct json_in nested;
    form->visited_day = RETURN_UNKNOWN;
    if (!json_nested(in, "form", JSON_OPTIONAL, &nested)) {
        return;
    }
    form->visited_day = json_day(&nested, "visited", JSON_REQUIRED, RETURN_UNKNOWN);
    if (str_copy(json_text(&nested, "clinic", JSON_REQUIRED, RETURN_CLINIC_BYTES), form->clinic, sizeof form->clinic) !=
        OK) {
        json_blame(&nested, "clinic", "TOO_LONG");
    }
    if (!json_bool(&nested, "well", JSON_REQUIRED, false)) {
        json_blame(&nested, "well", "MISSING");
    }
    json_nested_end(&nested);
}

static enum err decode_kept(struct request *request, struct keep_return *ask, struct json_faults *faults)
{
    struct json_in in;
    struct json_in dates;
    if (json_open(request->body, &in, faults) != OK) {
        return ERR_INVALID;
    }
    return_dates_init(&ask->dates);
    if (json_nested(&in, "dates", JSON_OPTIONAL, &dates)) {
        for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
            ask->dates.day[i] = json_day(&dates, return_event_word((enum return_event)i), JSON_OPTIONAL,
                                         RETURN_UNKNOWN);
        }
        json_nested_end(&dates);
    }
    ask->dates.released_day = json_day(&in, "released", JSON_OPTIONAL, RETURN_UNKNOWN);
    ask->seen = json_bool(&in, "paper_seen", JSON_OPTIONAL, false);
    ask->another = arena_copy(&request->worker->arena, json_text(&in, "another", JSON_OPTIONAL, RETURN_REASON_BYTES));
    if (ask->seen && ask->another.n > 0) {
        json_blame(&in, "another", "INVALID");
    }
    decode_form(&in, &ask->form);
    return json_close(&in);
}

void return_put_http(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct return_exchange exchange = {
        .ask = {.child = request_path(request, "id"), .absence = request_path(request, "absence")},
        .language = request->language};
    if (!response_if_match(request, response, &exchange.ask.version)) {
        return;
    }
    if (decode_kept(request, &exchange.ask, &faults) != OK) {
        response_faults(request, response, &faults);
        return;
    }
    struct act act = {.verb = keep_return, .encode = encode_kept, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}

/* --- how it spreads ------------------------------------------------------------------------------------------------------- */

static void put_disease(struct json_out *out, const struct infection_counts *counts, int disease)
{
    json_out_open(out, '{');
    json_put_word(out, "disease", disease_list[disease].code);
    json_put_int(out, "children", infection_total(counts, disease));
    json_put_word(out, "level", infection_level_word(infection_level(counts, disease)));
    json_out_key(out, "classes");
    json_out_open(out, '[');
    for (size_t i = 0; i < counts->classes_n; i++) {
        if (counts->classes[i].children[disease] > 0) {
            json_out_open(out, '{');
            json_put_word(out, "class", counts->classes[i].name);
            json_put_int(out, "children", counts->classes[i].children[disease]);
            json_out_close(out, '}');
        }
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void infections_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct infection_counts *counts = arena_alloc(&request->worker->arena, sizeof *counts);
    struct buf *body = response_body(request, response, INFECTIONS_BYTES);
    struct read_infections ask = {.caller = &request->caller,
                                  .site = request_path(request, "id"),
                                  .day = civil_day_of_ms(clock_now_ms()),
                                  .counts = counts};
    enum err err = counts == NULL || body == NULL ? ERR_LIMIT : read_infections(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_day(&out, "from", ask.day - INFECTION_DAYS + 1);
    json_put_day(&out, "to", ask.day);
    json_out_key(&out, "diseases");
    json_out_open(&out, '[');
    for (int disease = 0; disease < DISEASE_COUNT; disease++) {
        if (infection_counted(disease, ask.as_staff) && infection_total(counts, disease) > 0) {
            put_disease(&out, counts, disease);
        }
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response_json_etag(request, response);
}
