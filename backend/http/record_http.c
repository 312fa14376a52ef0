/* See record_http.h. */
#include "http/record_http.h"

#include "actions/find_by_card.h"
#include "actions/read_readings.h"
#include "actions/room_record.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/course_http.h"
#include "http/server.h"
#include "wire/app_code.h"

#include "base/banned.h"

enum { RECORD_BYTES = 128 * 1024, READINGS_BYTES = 64 * 1024, CARD_BYTES = 8 * 1024 };

/* --- a card at the room -------------------------------------------------------------------------------------------------- */

/* A reading that is a POST: a card's number must not stand in an address. */
void room_card_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct find_by_card ask = {.caller = &request->caller, .room = request_path(request, "id")};
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        ask.code = arena_copy(&request->worker->arena, json_text(&in, "card", JSON_REQUIRED, APP_CODE_TEXT_MAX));
        err = json_close(&in);
        err = err == OK && ask.code.p == NULL ? ERR_LIMIT : err;
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct buf *body = response_body(request, response, CARD_BYTES);
    err = body == NULL ? ERR_LIMIT : find_by_card(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "reservations");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask.list_n; i++) {
        json_out_open(&out, '{');
        json_put_word(&out, "id", ask.list[i].reservation);
        json_put_word(&out, "child_name", ask.list[i].name);
        json_put_word(&out, "state", reservation_state_word(ask.list[i].state));
        json_out_close(&out, '}');
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response_json(response, 200);
}

/* --- the room's record --------------------------------------------------------------------------------------------------- */

struct record_writing {
    struct json_out out;
    bool open; /* a visit is being written */
};

static void end_visit(struct record_writing *writing)
{
    if (writing->open) {
        json_out_close(&writing->out, ']');
        json_out_close(&writing->out, '}');
    }
    writing->open = false;
}

static void put_visit(void *arg, const struct room_visit *visit)
{
    struct record_writing *writing = arg;
    end_visit(writing);
    json_out_open(&writing->out, '{');
    json_put_text(&writing->out, "room", visit->room);
    json_put_word(&writing->out, "state", reservation_state_word(visit->state));
    json_out_key(&writing->out, "entries");
    json_out_open(&writing->out, '[');
    writing->open = true;
}

static void put_line(void *arg, const struct care_entry_row *entry, struct str detail)
{
    course_put_line(&((struct record_writing *)arg)->out, entry, detail);
}

void room_record_get(struct request *request, struct response *response)
{
    struct record_writing writing = {.open = false};
    struct read_record ask = {.caller = &request->caller,
                              .child = request_path(request, "id"),
                              .day = civil_day_of_ms(clock_now_ms()),
                              .visit = put_visit,
                              .line = put_line,
                              .arg = &writing};
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &ask.day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, RECORD_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_out_key(&writing.out, "visits");
    json_out_open(&writing.out, '[');
    enum err err = read_record(request->server->lane, &ask);
    end_visit(&writing);
    json_out_close(&writing.out, ']');
    json_put_instant_or_null(&writing.out, "agreed_at", ask.agreed_ms);
    response_json_end(request, response, &writing.out, "}", err);
}

struct consent_exchange {
    struct agree_record ask; /* first */
    enum request_language language;
};

static void decode_consent(struct request *request, struct json_in *in, void *arg)
{
    struct agree_record *ask = arg;
    (void)request;
    ask->agreed = json_bool(in, "agreed", JSON_REQUIRED, false);
}

void room_record_consent_post(struct request *request, struct response *response)
{
    struct consent_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = agree_record, .encode = response_answer_nothing, .arg = &exchange};
    response_act_json(request, response, &act, decode_consent, LANE_REST);
}

/* --- who read what --------------------------------------------------------------------------------------------------------- */

static void put_reading(void *arg, const struct reading *reading)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_instant(out, "at", reading->at_ms);
    json_put_text(out, "what", reading->action);
    json_put_word(out, "role", reading->role == 0 ? NULL : access_role_word((enum access_role)reading->role));
    json_put_text(out, "site", reading->site);
    json_put_int(out, "times", reading->times);
    json_out_close(out, '}');
}

void readings_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_readings ask = {
        .caller = &request->caller, .child = request_path(request, "id"), .take = put_reading, .arg = &out};
    struct buf *body = response_body(request, response, READINGS_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "readings");
    json_out_open(&out, '[');
    enum err err = read_readings(request->server->lane, &ask);
    response_json_end(request, response, &out, "]}", err);
}
