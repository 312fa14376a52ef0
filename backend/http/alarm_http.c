/* See alarm_http.h. */
#include "http/alarm_http.h"

#include "actions/close_alarm.h"
#include "actions/read_alarm.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/alarm_view.h"
#include "http/reservation_http.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { ID_BYTES = 64 };

/* --- lists ------------------------------------------------------------------------------------------------------------- */

static void write_shown(void *arg, const struct alarm_shown *shown)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    alarm_view_put(out, shown);
    json_out_close(out, '}');
}

void nursery_alarms_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct json_out out;
    int64_t site_id = 0;
    int32_t day = civil_day_of_ms(clock_now_ms());
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL
                       ? ERR_LIMIT
                       : attendance_store_site(db, request_path(request, "id"), request->caller.account_id, &site_id);
    if (err == OK) {
        json_out_init(&out, body);
        json_out_open(&out, '{');
        json_put_day(&out, "day", day);
        json_out_key(&out, "alarms");
        json_out_open(&out, '[');
        err = alarm_store_shown(db, site_id, day, write_shown, &out);
    }
    response_json_end(request, response, &out, "]}", err);
}

static void write_duty(void *arg, const struct alarm_duty *duty)
{
    alarm_view_put_duty(arg, duty);
}

void duty_alarms_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    if (err == OK) {
        json_out_init(&out, body);
        json_out_open(&out, '{');
        json_out_key(&out, "alarms");
        json_out_open(&out, '[');
        err = alarm_store_duty(request->worker->db, write_duty, &out);
    }
    response_json_end(request, response, &out, "]}", err);
}

/* --- one with its log -------------------------------------------------------------------------------------------------- */

enum part { PART_HEAD, PART_NUMBERS, PART_ATTEMPTS, PART_NAMES, PART_END };

struct log_writing {
    struct json_out out;
    enum part part;
};

/* Lists stand one after the other, empty ones too. */
static void go_to(struct log_writing *writing, enum part part)
{
    static const char *const keys[] = {NULL, "numbers", "attempts", "names"};
    while (writing->part < part) {
        if (writing->part != PART_HEAD) {
            json_out_close(&writing->out, ']');
        }
        writing->part++;
        if (writing->part != PART_END) {
            json_out_key(&writing->out, keys[writing->part]);
            json_out_open(&writing->out, '[');
        }
    }
}

static void write_head(void *arg, const struct alarm_shown *shown, const char *note)
{
    struct log_writing *writing = arg;
    alarm_view_put(&writing->out, shown);
    json_put_word(&writing->out, "note", note);
}

static void write_number(void *arg, struct str name, struct str relation, struct str number)
{
    struct log_writing *writing = arg;
    if (number.n == 0) {
        return;
    }
    go_to(writing, PART_NUMBERS);
    json_out_open(&writing->out, '{');
    json_put_text(&writing->out, "name", name);
    json_put_text(&writing->out, "relation", relation);
    json_put_text(&writing->out, "number", number);
    json_out_close(&writing->out, '}');
}

static void write_attempt(void *arg, const struct alarm_attempt *attempt, const struct alarm_detail_open *detail)
{
    struct log_writing *writing = arg;
    go_to(writing, PART_ATTEMPTS);
    alarm_view_put_attempt(&writing->out, attempt, detail);
}

static void write_name(void *arg, const struct alarm_called *called)
{
    struct log_writing *writing = arg;
    go_to(writing, PART_NAMES);
    alarm_view_put_name(&writing->out, called);
}

void alarm_get(struct request *request, struct response *response)
{
    struct log_writing writing = {.part = PART_HEAD};
    struct read_alarm in = {.caller = &request->caller,
                            .id = request_path(request, "id"),
                            .pen = {write_head, write_number, write_attempt, write_name, &writing}};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    enum err err = read_alarm(request->server->lane, &in);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    go_to(&writing, PART_END);
    json_out_close(&writing.out, '}');
    response_json_etag(request, response);
}

/* --- what people do ---------------------------------------------------------------------------------------------------- */

struct close_exchange {
    struct close_alarm ask; /* first */
    enum request_language language;
};

static void put_state(struct answer *answer, const struct alarm *alarm, int64_t missing)
{
    struct json_out out;
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "id", alarm->public_id);
    json_put_word(&out, "state", alarm_state_words[alarm->state - 1]);
    json_put_int(&out, "version", alarm->version);
    if (missing >= 0) {
        json_put_int(&out, "missing", missing);
    }
    json_out_close(&out, '}');
}

static void encode_closed(const void *arg, struct answer *answer)
{
    const struct close_exchange *exchange = arg;
    const struct close_alarm *ask = &exchange->ask;
    switch (ask->outcome) {
    case CLOSE_ALARM_DONE:
        put_state(answer, &ask->alarm, -1);
        break;
    case CLOSE_ALARM_OVER:
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        break;
    case CLOSE_ALARM_CHANGED:
        response_refuse(answer, exchange->language, 412, "CHANGED");
        break;
    case CLOSE_ALARM_NOT_SO:
        response_refuse_field(answer, exchange->language, "/whereabouts", "OUT_OF_RANGE");
        break;
    case CLOSE_ALARM_NOTE:
        response_refuse_field(answer, exchange->language, "/note", "MISSING");
        break;
    case CLOSE_ALARM_WRONG_TIME:
        response_refuse_field(answer, exchange->language, "/expected_at",
                              ask->expected_ms == 0 ? "MISSING" : "OUT_OF_RANGE");
        break;
    }
}

static void decode_close(struct request *request, struct json_in *in, void *arg)
{
    struct arena *arena = &request->worker->arena;
    struct close_alarm *ask = arg;
    int where = json_word(in, "whereabouts", JSON_REQUIRED, alarm_where_words);
    ask->whereabouts = (enum alarm_where)(where + 1);
    ask->expected_ms = json_instant(in, "expected_at", JSON_OPTIONAL, 0);
    ask->note = arena_copy(arena, json_text(in, "note", JSON_OPTIONAL, ALARM_NOTE_BYTES));
}

void alarm_close_post(struct request *request, struct response *response)
{
    struct close_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (!reservation_version(request, response, &exchange.ask.version)) {
        return;
    }
    struct act act = {.verb = close_alarm, .encode = encode_closed, .arg = &exchange};
    response_act_json(request, response, &act, decode_close, LANE_ABSENCE);
}

struct attempt_exchange {
    struct attempt_alarm ask; /* first */
    enum request_language language;
};

static void encode_attempt(const void *arg, struct answer *answer)
{
    const struct attempt_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.over) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", exchange->ask.attempt);
    json_put_instant(&out, "at", exchange->ask.at_ms);
    json_out_close(&out, '}');
}

static void decode_attempt(struct request *request, struct json_in *in, void *arg)
{
    struct attempt_alarm *ask = arg;
    struct arena *arena = &request->worker->arena;
    int channel = json_word(in, "channel", JSON_REQUIRED, alarm_channel_words);
    int result = json_word(in, "result", JSON_REQUIRED, alarm_result_words);
    ask->channel = (enum alarm_channel)(channel + 1);
    ask->result = (enum alarm_result)(result + 1);
    ask->detail.whom = arena_copy(arena, json_text(in, "whom", JSON_REQUIRED, ALARM_WHOM_BYTES));
    ask->detail.number = arena_copy(arena, json_text(in, "number", JSON_OPTIONAL, ALARM_NUMBER_BYTES));
    ask->detail.note = arena_copy(arena, json_text(in, "note", JSON_OPTIONAL, ALARM_NOTE_BYTES));
    if (channel >= 0 && result >= 0 && !alarm_person_may(ask->channel, ask->result)) {
        json_blame(in, "result", "OUT_OF_RANGE");
    }
    if (in->faults->n == 0 && ask->detail.whom.n == 0) {
        json_blame(in, "whom", "MISSING");
    }
}

void alarm_attempts_post(struct request *request, struct response *response)
{
    struct attempt_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = attempt_alarm, .encode = encode_attempt, .arg = &exchange};
    response_act_json(request, response, &act, decode_attempt, LANE_ABSENCE);
}

struct roll_exchange {
    struct call_roll ask; /* first */
    enum request_language language;
};

static void encode_roll(const void *arg, struct answer *answer)
{
    const struct roll_exchange *exchange = arg;
    const struct call_roll *ask = &exchange->ask;
    if (ask->not_a_one || ask->over) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
    } else if (ask->unknown != 0) {
        response_refuse_field(answer, exchange->language, "/children", "UNKNOWN");
    } else {
        put_state(answer, &ask->alarm, (int64_t)ask->missing);
    }
}

static void decode_names(struct request *request, struct json_in *in, void *arg)
{
    struct call_roll *ask = arg;
    struct json_in row;
    size_t n = json_list(in, "children", JSON_REQUIRED, CALL_ROLL_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, "children", i, &row)) {
            struct str child = json_text(&row, "child_id", JSON_REQUIRED, ID_BYTES);
            ask->names[i] = (struct call_roll_name){.child = arena_copy(&request->worker->arena, child),
                                                    .present = json_bool(&row, "present", JSON_REQUIRED, false)};
            json_nested_end(&row);
        }
    }
    ask->names_n = n;
}

void alarm_roll_call_post(struct request *request, struct response *response)
{
    struct roll_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    exchange.ask.names = arena_alloc(&request->worker->arena, CALL_ROLL_MAX * sizeof exchange.ask.names[0]);
    if (exchange.ask.names == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    struct act act = {.verb = call_roll, .encode = encode_roll, .arg = &exchange};
    response_act_json(request, response, &act, decode_names, LANE_ABSENCE);
}
