/* See care_day_http.h. */
#include "http/care_day_http.h"

#include "actions/check_in.h"
#include "actions/check_out.h"
#include "actions/close_sick_day.h"
#include "actions/mark_no_show.h"
#include "base/civil.h"
#include "base/json.h"
#include "http/reservation_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { TENTHS_MIN = 340, TENTHS_MAX = 429, NAME_BYTES = 200, SHOWN_BYTES = 200, ID_BYTES = 64 };

static void open_state(struct answer *answer, struct json_out *out, struct str id, enum reservation_state state)
{
    answer->status = 200;
    json_out_init(out, &answer->body);
    json_out_open(out, '{');
    json_put_text(out, "id", id);
    json_put_word(out, "state", reservation_state_word(state));
}

/* --- coming in ----------------------------------------------------------------------------------------------------------- */

struct check_in_exchange {
    struct check_in ask; /* first */
    enum request_language language;
};

static void put_missing(struct answer *answer, enum request_language language, const struct check_in *ask)
{
    struct json_faults faults = {.n = 0};
    for (size_t i = 0; i < ask->faults_n; i++) {
        json_fault_add(&faults, ask->faults[i].pointer, ask->faults[i].code);
    }
    answer->status = 409;
    response_put_problem(&answer->body, language, 409, "CHECK_MISSING", &faults, STR(""));
}

static void encode_in(const void *arg, struct answer *answer)
{
    const struct check_in_exchange *exchange = arg;
    const struct check_in *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    if (ask->wrong_time) {
        response_refuse_field(answer, exchange->language, "/at", "OUT_OF_RANGE");
        return;
    }
    if (ask->faults_n > 0) {
        put_missing(answer, exchange->language, ask);
        return;
    }
    open_state(answer, &out, ask->id, ask->state);
    json_put_int(&out, "version", ask->present_version);
    json_put_instant(&out, "came_at", ask->came_ms);
    json_out_close(&out, '}');
}

static void decode_check_in(struct request *request, struct json_in *in, void *arg)
{
    struct check_in *ask = arg;
    (void)request;
    ask->identity = json_bool(in, "identity", JSON_OPTIONAL, false);
    ask->note_seen = json_bool(in, "note_seen", JSON_OPTIONAL, false);
    ask->sheet_signed = json_bool(in, "sheet_signed", JSON_OPTIONAL, false);
    ask->belongings = json_bool(in, "belongings", JSON_OPTIONAL, false);
    ask->tenths = json_tenths(in, "temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, POLICY_NONE);
    ask->at_ms = json_instant(in, "at", JSON_OPTIONAL, 0);
}

void check_in_post(struct request *request, struct response *response)
{
    struct check_in_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct check_in *ask = &exchange.ask;
    if (!reservation_version(request, response, &ask->version)) {
        return;
    }
    struct act act = {.verb = check_in, .encode = encode_in, .arg = &exchange};
    response_act_json(request, response, &act, decode_check_in, LANE_BOOKING);
}

/* --- going home ---------------------------------------------------------------------------------------------------------- */

struct check_out_exchange {
    struct check_out ask; /* first */
    enum request_language language;
};

static const char *wrong_in(const struct check_out *ask)
{
    return ask->wrong_time ? "/at" : ask->unknown_person ? "/person_id" : ask->unknown_option ? "/options" : NULL;
}

static void encode_out(const void *arg, struct answer *answer)
{
    const struct check_out_exchange *exchange = arg;
    const struct check_out *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    if (wrong_in(ask) != NULL) {
        response_refuse_field(answer, exchange->language, wrong_in(ask), "OUT_OF_RANGE");
        return;
    }
    open_state(answer, &out, ask->id, ask->state);
    json_put_int(&out, "version", ask->present_version);
    json_put_instant(&out, "came_at", ask->came_ms);
    json_put_instant(&out, "went_at", ask->at_ms);
    json_out_key(&out, "fee");
    json_out_open(&out, '{');
    json_put_int(&out, "yen", ask->fee.yen);
    json_out_key(&out, "lines");
    fee_put_lines(&out, &ask->fee);
    json_out_close(&out, '}');
    json_out_close(&out, '}');
}

/* Either somebody of the list, or a name with what was shown. */
static void decode_person(struct json_in *in, struct arena *arena, struct check_out *ask)
{
    struct json_in identity;
    ask->person = arena_copy(arena, json_text(in, "person_id", JSON_OPTIONAL, ID_BYTES));
    if (json_nested(in, "identity", ask->person.n > 0 ? JSON_OPTIONAL : JSON_REQUIRED, &identity)) {
        ask->name = arena_copy(arena, json_text(&identity, "name", JSON_REQUIRED, NAME_BYTES));
        ask->shown = arena_copy(arena, json_text(&identity, "shown", JSON_REQUIRED, SHOWN_BYTES));
        json_nested_end(&identity);
        if (ask->person.n > 0) {
            json_blame(in, "identity", "OUT_OF_RANGE");
        }
    }
}

static void decode_options(struct json_in *in, struct arena *arena, struct check_out *ask)
{
    struct json_in row;
    size_t n = json_list(in, "options", JSON_OPTIONAL, POLICY_FEE_OPTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, "options", i, &row)) {
            struct check_out_option *option = &ask->options[ask->options_n++];
            option->id = arena_copy(arena, json_text(&row, "id", JSON_REQUIRED, POLICY_ID_BYTES - 1));
            option->count = (int32_t)json_int(&row, "count", JSON_OPTIONAL, 1, FEE_OPTION_COUNT_MAX, 1);
            json_nested_end(&row);
        }
    }
}

static void decode_check_out(struct request *request, struct json_in *in, void *arg)
{
    struct check_out *ask = arg;
    decode_person(in, &request->worker->arena, ask);
    decode_options(in, &request->worker->arena, ask);
    ask->at_ms = json_instant(in, "at", JSON_OPTIONAL, 0);
}

void check_out_post(struct request *request, struct response *response)
{
    struct check_out_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct check_out *ask = &exchange.ask;
    if (!reservation_version(request, response, &ask->version)) {
        return;
    }
    struct act act = {.verb = check_out, .encode = encode_out, .arg = &exchange};
    response_act_json(request, response, &act, decode_check_out, LANE_BOOKING);
}

/* --- not coming ---------------------------------------------------------------------------------------------------------- */

struct no_show_exchange {
    struct mark_no_show ask; /* first */
    enum request_language language;
};

static void encode_no_show(const void *arg, struct answer *answer)
{
    const struct no_show_exchange *exchange = arg;
    const struct mark_no_show *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    if (ask->too_early) {
        char storage[64];
        struct buf members;
        buf_init(&members, storage, sizeof storage);
        buf_puts(&members, "\"prompt_at\":\"");
        civil_put_instant(&members, ask->prompt_ms);
        buf_puts(&members, "\"");
        answer->status = 409;
        response_put_problem(&answer->body, exchange->language, 409, "NOT_DUE_YET", NULL, buf_view(&members));
        return;
    }
    open_state(answer, &out, ask->id, ask->state);
    json_put_int(&out, "version", ask->present_version);
    if (ask->suspended_to_day != 0) {
        json_put_day(&out, "suspended_to", ask->suspended_to_day);
    }
    json_out_close(&out, '}');
}

void no_show_post(struct request *request, struct response *response)
{
    struct no_show_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (reservation_version(request, response, &exchange.ask.version)) {
        struct act act = {.verb = mark_no_show, .encode = encode_no_show, .arg = &exchange};
        response_act(request, response, &act, LANE_BOOKING);
    }
}

/* --- the end of the day -------------------------------------------------------------------------------------------------- */

struct close_exchange {
    struct close_sick_day ask; /* first */
    enum request_language language;
};

static void put_left(struct answer *answer, const struct close_exchange *exchange)
{
    char storage[VISIT_LEFT_MAX * 40 + 16];
    struct buf members;
    struct json_out out;
    buf_init(&members, storage, sizeof storage);
    buf_puts(&members, "\"left\":");
    json_out_init(&out, &members);
    json_out_open(&out, '[');
    for (size_t i = 0; i < exchange->ask.left_n; i++) {
        json_out_text(&out, str_of(exchange->ask.left[i]));
    }
    json_out_close(&out, ']');
    answer->status = 409;
    response_put_problem(&answer->body, exchange->language, 409, "DAY_NOT_OVER", NULL, buf_view(&members));
}

static void encode_closed(const void *arg, struct answer *answer)
{
    const struct close_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.left_n > 0 || exchange->ask.too_early) {
        put_left(answer, exchange);
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_day(&out, "day", exchange->ask.day);
    json_put_instant(&out, "closed_at", exchange->ask.closed_ms);
    json_out_close(&out, '}');
}

void sick_day_close_post(struct request *request, struct response *response)
{
    struct close_exchange exchange = {.ask = {.room = request_path(request, "id")}, .language = request->language};
    if (civil_parse_day(request_path(request, "day"), &exchange.ask.day) != OK) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    struct act act = {.verb = close_sick_day, .encode = encode_closed, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}
