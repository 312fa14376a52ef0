/* See sick_day_http.h. */
#include "http/sick_day_http.h"

#include "actions/decide_request.h"
#include "actions/draw_opening.h"
#include "actions/set_sick_day.h"
#include "base/civil.h"
#include "base/json.h"
#include "http/reservation_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { PEOPLE_MAX = 50, EXTRA_MAX = 20, DRAW_BYTES = 240 * 1024 };

/* The day of the path; false: it is answered. */
static bool day_of_path(const struct request *request, struct response *response, int32_t *ret)
{
    if (civil_parse_day(request_path(request, "day"), ret) == OK) {
        return true;
    }
    response_problem(request, response, 404, "NOT_FOUND", NULL);
    return false;
}

/* --- the day's plan ---------------------------------------------------------------------------------------------------- */

struct day_exchange {
    struct set_sick_day ask; /* first */
    enum request_language language;
};

static void put_affected(struct json_out *out, const struct set_sick_day *ask)
{
    json_out_key(out, "affected");
    json_out_open(out, '[');
    for (size_t i = 0; i < ask->affected_n; i++) {
        json_out_text(out, str_of(ask->affected[i]));
    }
    json_out_close(out, ']');
}

/* 200: done. 202: nothing was done; send it again with the number of the affected confirmed. */
static void encode_day(const void *arg, struct answer *answer)
{
    const struct day_exchange *exchange = arg;
    const struct set_sick_day *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed) {
        reservation_put_stale(answer, exchange->language, ask->present_version, REASON_NONE);
        return;
    }
    answer->status = ask->needs_confirming ? 202 : 200;
    json_out_init(&out, &answer->body);
    json_out_open(&out, '{');
    json_put_day(&out, "day", ask->day);
    json_put_bool(&out, "done", !ask->needs_confirming);
    json_put_bool(&out, "open", ask->is_open);
    json_put_int(&out, "capacity", ask->capacity);
    json_put_int(&out, "version", ask->present_version);
    put_affected(&out, ask);
    json_out_close(&out, '}');
}

static void decode_people(struct json_in *in, const char *name, int32_t *to)
{
    *to = (int32_t)json_int(in, name, JSON_OPTIONAL, POLICY_NONE, PEOPLE_MAX, SET_DAY_KEEP);
}

static bool decode_day(const struct request *request, struct response *response, struct set_sick_day *ask)
{
    static const char *const state_words[] = {"open", "closed", NULL};
    static const char *const why_words[] = {"emergency", "sibling", "short_stay", "staff", "other", NULL};
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        decode_people(&in, "nurses", &ask->nurses);
        decode_people(&in, "teachers", &ask->teachers);
        ask->extra = (int32_t)json_int(&in, "extra", JSON_OPTIONAL, 0, EXTRA_MAX, SET_DAY_KEEP);
        int state = json_word(&in, "state", JSON_OPTIONAL, state_words);
        ask->closed = state < 0 ? SET_DAY_KEEP : state;
        int reason = json_word(&in, "reason", ask->extra > 0 ? JSON_REQUIRED : JSON_OPTIONAL, why_words);
        ask->reason = str_of(reason < 0 ? "" : why_words[reason]);
        ask->confirmed = (int32_t)json_int(&in, "confirm_affected", JSON_OPTIONAL, 0, SET_DAY_AFFECTED_MAX,
                                           POLICY_NONE);
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

void sick_day_put(struct request *request, struct response *response)
{
    struct day_exchange exchange = {.ask = {.room = request_path(request, "id")}, .language = request->language};
    if (!day_of_path(request, response, &exchange.ask.day)) {
        return;
    }
    bool any = request->if_match.n > 0 || str_is(request->if_none_match, "*");
    if (!any) {
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return;
    }
    if (reservation_version(request, response, &exchange.ask.version) && decode_day(request, response, &exchange.ask)) {
        struct act act = {.verb = set_sick_day, .encode = encode_day, .arg = &exchange};
        response_act(request, response, &act, LANE_BOOKING);
    }
}

/* --- one request ----------------------------------------------------------------------------------------------------- */

struct decide_exchange {
    struct decide_request ask; /* first */
    enum request_language language;
};

static void encode_decided(const void *arg, struct answer *answer)
{
    const struct decide_exchange *exchange = arg;
    const struct decide_request *ask = &exchange->ask;
    struct json_out out;
    if (ask->no_such_room) {
        response_refuse_field(answer, exchange->language, "/room", "OUT_OF_RANGE");
        return;
    }
    if (ask->changed || ask->refused != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->refused);
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", ask->id);
    json_put_word(&out, "state", reservation_state_word(ask->state));
    json_put_int(&out, "version", ask->present_version);
    json_out_close(&out, '}');
}

/* The main reasons that staff may give (R-RSV-17), in the words of the statistics. */
static const char *const reason_words[] = {
    "FULL",         "ISOLATION_FULL", "STAFF_SHORT",     "DISEASE_REFUSED", "CRITERIA_NOT_MET",
    "NOTE_MISSING", "NOT_REGISTERED", "FACILITY_CLOSED", "OTHER",           NULL};
static const enum reservation_reason reasons[] = {REASON_FULL,
                                                  REASON_ISOLATION_FULL,
                                                  REASON_STAFF_SHORT,
                                                  REASON_DISEASE_REFUSED,
                                                  REASON_CRITERIA_NOT_MET,
                                                  REASON_NOTE_MISSING,
                                                  REASON_NOT_REGISTERED,
                                                  REASON_FACILITY_CLOSED,
                                                  REASON_OTHER};

void reservation_decide_post(struct request *request, struct response *response)
{
    static const char *const as_words[] = {"confirm", "waitlist", "decline", NULL};
    struct json_faults faults;
    struct json_in in;
    struct decide_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (!reservation_version(request, response, &exchange.ask.version)) {
        return;
    }
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        int as = json_word(&in, "decision", JSON_REQUIRED, as_words);
        exchange.ask.as = as < 0 ? DECIDE_CONFIRM : (enum decide_as)as;
        int reason = json_word(&in, "reason", as > 0 ? JSON_REQUIRED : JSON_OPTIONAL, reason_words);
        exchange.ask.reason = reason < 0 ? REASON_NONE : reasons[reason];
        exchange.ask.room = arena_copy(&request->worker->arena,
                                       json_text(&in, "room", JSON_OPTIONAL, POLICY_ID_BYTES - 1));
        err = json_close(&in);
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = decide_request, .encode = encode_decided, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

/* --- a child into a room --------------------------------------------------------------------------------------------- */

struct place_exchange {
    struct place_child ask; /* first */
    enum request_language language;
};

static void encode_placed(const void *arg, struct answer *answer)
{
    const struct place_exchange *exchange = arg;
    const struct place_child *ask = &exchange->ask;
    struct json_out out;
    if (ask->no_such_room) {
        response_refuse_field(answer, exchange->language, "/room", "OUT_OF_RANGE");
        return;
    }
    if (ask->refused != REASON_NONE) {
        response_refuse(answer, exchange->language, 409, reservation_reason_word(ask->refused));
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", ask->id);
    json_put_text_or_null(&out, "room", ask->room);
    json_out_close(&out, '}');
}

static void decode_place(struct request *request, struct json_in *in, void *arg)
{
    struct place_child *ask = arg;
    ask->room = arena_copy(&request->worker->arena, json_text(in, "room", JSON_OPTIONAL, POLICY_ID_BYTES - 1));
}

void reservation_place_post(struct request *request, struct response *response)
{
    struct place_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = place_child, .encode = encode_placed, .arg = &exchange};
    response_act_json(request, response, &act, decode_place, LANE_BOOKING);
}

/* --- draws ------------------------------------------------------------------------------------------------------------- */

/* Of a room's day, or of a nursery's month by its first day. Before the draw: what it is committed to. After it: the record as `tsubame verify-draw` reads it. */
static void put_commitment(struct buf *body, const struct draw *draw, const struct site *site, int32_t day)
{
    struct json_out out;
    json_out_init(&out, body);
    json_out_open(&out, '{');
    put_draw(&out, site, day, draw, NULL);
    json_out_close(&out, '}');
}

void draw_get_http(struct request *request, struct response *response)
{
    struct site site;
    struct draw draw;
    int32_t day;
    if (!day_of_path(request, response, &day)) {
        return;
    }
    struct buf *body = response_body(request, response, DRAW_BYTES);
    enum err err = body == NULL ? ERR_LIMIT
                                : site_by_public_id(request->worker->db, request_path(request, "id"), &site);
    err = err == OK && (site.kind == SITE_NURSERY) != (request->operation == OPERATION_SPOT_DRAW) ? ERR_NOT_FOUND : err;
    err = err == OK ? draw_get(request->worker->db, (struct site_id){site.id}, day, &draw, body) : err;
    if (err == OK && draw.drawn_ms == 0) {
        put_commitment(body, &draw, &site, day);
    }
    err = err == OK && body->overflow ? ERR_LIMIT : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
