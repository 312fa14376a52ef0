/* See outing_http.h. */
#include "http/outing_http.h"

#include "actions/call_bus.h"
#include "actions/count_heads.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { ID_BYTES = 64, COUNTED_MAX = 999 };

/* --- reading ----------------------------------------------------------------------------------------------------------- */

struct outings_writing {
    struct json_out out;
    struct db *db;
};

static void write_rider(void *arg, const struct outing_rider *rider)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "child_id", rider->child);
    json_put_word(out, "place", bus_place_words[rider->place]);
    json_put_instant_or_null(out, "at", rider->at_ms);
    json_put_text(out, "by", rider->by);
    json_out_close(out, '}');
}

static enum err write_ride(struct outings_writing *writing, const struct outing_row *row)
{
    int32_t ride = 0;
    enum err err = outing_store_ride(writing->db, row->id, &ride);
    json_put_int(&writing->out, "ride", ride);
    json_out_key(&writing->out, "riders");
    json_out_open(&writing->out, '[');
    err = err == OK && row->vehicle ? outing_store_riders(writing->db, row->id, ride, write_rider, &writing->out) : err;
    json_out_close(&writing->out, ']');
    return err;
}

static void write_child(void *arg, struct str child, struct str name, struct str class_name)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "child_id", child);
    json_put_text(out, "name", name);
    json_put_text(out, "class", class_name);
    json_out_close(out, '}');
}

static void write_count(void *arg, const struct outing_count_row *row)
{
    static const char *const verdicts[] = {"waits", "same_person", "agreed", "mismatch"};
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_word(out, "scene", row->scene == 0 ? "last_seat" : head_scene_words[row->scene - 1]);
    json_put_int(out, "counted", row->counted);
    json_put_word(out, "verdict", verdicts[row->verdict]);
    json_put_instant(out, "at", row->at_ms);
    json_put_text(out, "by", row->by);
    json_out_close(out, '}');
}

static enum err write_outing(void *arg, const struct outing_row *row)
{
    struct outings_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_text(out, "what", row->what);
    json_put_bool(out, "vehicle", row->vehicle);
    json_put_instant(out, "opened_at", row->opened_ms);
    json_put_instant_or_null(out, "closed_at", row->closed_ms);
    json_put_int(out, "expected", row->expected);
    json_put_bool(out, "stopped", row->stopped);
    json_put_word(out, "alarm", row->alarm.n == 0 ? NULL : row->alarm.p);
    json_put_instant_or_null(out, "last_seat_due_at", row->seat_due_ms);
    json_out_key(out, "children");
    json_out_open(out, '[');
    enum err err = outing_store_children(writing->db, row->id, write_child, out);
    if (err != OK) {
        return err;
    }
    json_out_close(out, ']');
    err = write_ride(writing, row);
    if (err != OK) {
        return err;
    }
    json_out_key(out, "counts");
    json_out_open(out, '[');
    err = outing_store_counts(writing->db, row->id, write_count, out);
    if (err != OK) {
        return err;
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
    return OK;
}

void outings_get(struct request *request, struct response *response)
{
    struct outings_writing writing = {.db = request->worker->db};
    int64_t site_id = 0;
    int32_t day = civil_day_of_ms(clock_now_ms());
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT
                                : attendance_store_site(writing.db, request_path(request, "id"),
                                                        request->caller.account_id, &site_id);
    if (err == OK) {
        json_out_init(&writing.out, body);
        json_out_open(&writing.out, '{');
        json_put_day(&writing.out, "day", day);
        json_out_key(&writing.out, "outings");
        json_out_open(&writing.out, '[');
        err = outing_store_of_day(writing.db, site_id, day, write_outing, &writing);
    }
    response_json_end(request, response, &writing.out, "]}", err);
}

/* --- writing ----------------------------------------------------------------------------------------------------------- */

struct begin_exchange {
    struct begin_outing ask; /* first */
    enum request_language language;
};

static void encode_begun(const void *arg, struct answer *answer)
{
    const struct begin_exchange *exchange = arg;
    if (exchange->ask.unknown != 0) {
        response_refuse_field(answer, exchange->language, "/children", "UNKNOWN");
        return;
    }
    response_answer_id(answer, exchange->ask.outing.public_id);
}

static void decode_begin(struct request *request, struct json_in *in, void *arg)
{
    struct begin_outing *ask = arg;
    struct arena *arena = &request->worker->arena;
    ask->what = arena_copy(arena, json_text(in, "what", JSON_REQUIRED, OUTING_WHAT_BYTES));
    ask->vehicle = json_bool(in, "vehicle", JSON_OPTIONAL, false);
    ask->children_n = json_list(in, "children", JSON_REQUIRED, OUTING_CHILDREN_MAX);
    for (size_t i = 0; i < ask->children_n; i++) {
        ask->children[i] = arena_copy(arena, json_list_text(in, "children", i, ID_BYTES));
    }
    if (in->faults->n == 0 && (ask->children_n == 0 || ask->what.n == 0)) {
        json_blame(in, ask->what.n == 0 ? "what" : "children", "MISSING");
    }
}

void outings_post(struct request *request, struct response *response)
{
    struct begin_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    exchange.ask.children = arena_alloc(&request->worker->arena, OUTING_CHILDREN_MAX * sizeof exchange.ask.children[0]);
    if (exchange.ask.children == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    struct act act = {.verb = begin_outing, .encode = encode_begun, .arg = &exchange};
    response_act_json(request, response, &act, decode_begin, LANE_ABSENCE);
}

struct count_exchange {
    struct count_heads ask; /* first */
    enum request_language language;
};

static void encode_counted(const void *arg, struct answer *answer)
{
    const struct count_exchange *exchange = arg;
    const struct count_heads *ask = &exchange->ask;
    struct json_out out;
    if (ask->wrong) {
        response_refuse_field(answer, exchange->language, "/scene", "OUT_OF_RANGE");
        return;
    }
    if (ask->over || ask->stopped) {
        response_refuse(answer, exchange->language, 409, ask->over ? "WRONG_STATE" : "STOPPED");
        return;
    }
    if (ask->verdict == HEAD_SAME_PERSON) {
        response_refuse(answer, exchange->language, 409, "SECOND_COUNTER");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "verdict",
                  ask->verdict == HEAD_AGREED  ? "agreed"
                  : ask->verdict == HEAD_WAITS ? "waits"
                                               : "mismatch");
    json_put_int(&out, "expected", ask->expected);
    json_out_close(&out, '}');
}

static void decode_count(struct request *request, struct json_in *in, void *arg)
{
    struct count_heads *ask = arg;
    (void)request;
    int scene = json_word(in, "scene", JSON_REQUIRED, head_scene_words);
    ask->scene = (enum head_scene)(scene + 1);
    ask->counted = (int32_t)json_int(in, "counted", JSON_REQUIRED, 0, COUNTED_MAX, 0);
}

void outing_count_post(struct request *request, struct response *response)
{
    struct count_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = count_heads, .encode = encode_counted, .arg = &exchange};
    response_act_json(request, response, &act, decode_count, LANE_ABSENCE);
}

struct call_exchange {
    struct call_bus ask; /* first */
    enum request_language language;
};

static void encode_called(const void *arg, struct answer *answer)
{
    const struct call_exchange *exchange = arg;
    const struct call_bus *ask = &exchange->ask;
    struct json_out out;
    if (ask->unknown || ask->wrong_time) {
        response_refuse_field(answer, exchange->language, ask->unknown ? "/child_id" : "/at",
                              ask->unknown ? "UNKNOWN" : "OUT_OF_RANGE");
        return;
    }
    if (ask->over) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "place", bus_place_words[ask->place]);
    json_out_close(&out, '}');
}

static void decode_call(struct request *request, struct json_in *in, void *arg)
{
    struct call_bus *ask = arg;
    ask->child = arena_copy(&request->worker->arena, json_text(in, "child_id", JSON_REQUIRED, ID_BYTES));
    ask->call = (enum bus_call)(json_word(in, "call", JSON_REQUIRED, bus_call_words) + 1);
    ask->at_ms = json_instant(in, "at", JSON_OPTIONAL, 0);
}

void outing_call_post(struct request *request, struct response *response)
{
    struct call_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = call_bus, .encode = encode_called, .arg = &exchange};
    response_act_json(request, response, &act, decode_call, LANE_ABSENCE);
}

struct end_exchange {
    struct end_outing ask; /* first */
    enum request_language language;
};

static void encode_ended(const void *arg, struct answer *answer)
{
    const struct end_exchange *exchange = arg;
    if (exchange->ask.aboard) {
        response_refuse(answer, exchange->language, 409, "ABOARD");
        return;
    }
    if (exchange->ask.over || exchange->ask.stopped) {
        response_refuse(answer, exchange->language, 409, exchange->ask.over ? "WRONG_STATE" : "STOPPED");
        return;
    }
    answer->status = 204;
}

static void end_or_seat(struct request *request, struct response *response, bool end)
{
    struct end_exchange exchange = {.ask = {.id = request_path(request, "id"), .end = end},
                                    .language = request->language};
    struct act act = {.verb = end_outing, .encode = encode_ended, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}

void outing_seat_post(struct request *request, struct response *response)
{
    end_or_seat(request, response, false);
}

void outing_end_post(struct request *request, struct response *response)
{
    end_or_seat(request, response, true);
}
