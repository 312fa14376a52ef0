/* See nap_http.h. */
#include "http/nap_http.h"

#include "actions/watch_sleep.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { ID_BYTES = 64 };

/* --- reading ----------------------------------------------------------------------------------------------------------- */

static void write_session(void *arg, const struct nap_session_row *row)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_text(out, "room", row->room);
    json_put_instant(out, "opened_at", row->opened_ms);
    json_put_instant_or_null(out, "closed_at", row->closed_ms);
    json_put_int(out, "children", row->children);
    json_out_close(out, '}');
}

void naps_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct json_out out;
    int64_t site_id = 0;
    int32_t day = civil_day_of_ms(clock_now_ms());
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL
                       ? ERR_LIMIT
                       : attendance_store_site(db, request_path(request, "id"), request->caller.account_id, &site_id);
    if (err == OK) {
        json_out_init(&out, body);
        json_out_open(&out, '{');
        json_put_day(&out, "day", day);
        json_out_key(&out, "sessions");
        json_out_open(&out, '[');
        err = nap_store_sessions(db, site_id, day, write_session, &out);
    }
    response_json_end(request, response, &out, "]}", err);
}

struct nap_writing {
    struct json_out out;
    struct db *db;
    int64_t session_id;
    int64_t now_ms;
    struct nap_look *looks; /* NAP_CHECKS_MAX */
    size_t looks_n;
};

static void write_look(void *arg, const struct nap_check_row *row)
{
    struct nap_writing *writing = arg;
    struct json_out *out = &writing->out;
    writing->looks[writing->looks_n++] = row->look;
    json_out_open(out, '{');
    json_put_instant(out, "at", row->look.checked_ms);
    json_put_instant(out, "entered_at", row->look.entered_ms);
    json_put_bool(out, "late", !nap_in_time(&row->look));
    json_put_word(out, "posture", nap_posture_words[row->posture - 1]);
    json_put_bool(out, "breathing_ok", row->breathing);
    json_put_bool(out, "colour_ok", row->colour);
    json_put_text(out, "by", row->by);
    json_out_close(out, '}');
}

static void write_gaps(struct nap_writing *writing, const struct nap_watch *watch)
{
    struct nap_gap gaps[NAP_GAPS_MAX];
    size_t n = nap_gaps(watch, writing->looks, writing->looks_n, writing->now_ms, gaps);
    json_out_key(&writing->out, "gaps");
    json_out_open(&writing->out, '[');
    for (size_t i = 0; i < n; i++) {
        bool open = watch->to_ms == 0 && gaps[i].to_ms == writing->now_ms;
        json_out_open(&writing->out, '{');
        json_put_instant(&writing->out, "from", gaps[i].from_ms);
        json_put_instant_or_null(&writing->out, "to", open ? 0 : gaps[i].to_ms);
        json_out_close(&writing->out, '}');
    }
    json_out_close(&writing->out, ']');
}

static enum err write_child(void *arg, const struct nap_child_row *row)
{
    struct nap_writing *writing = arg;
    struct json_out *out = &writing->out;
    writing->looks_n = 0;
    json_out_open(out, '{');
    json_put_text(out, "child_id", row->child);
    json_put_text(out, "name", row->name);
    json_put_int(out, "interval_min", row->watch.interval_min);
    json_put_bool(out, "careful", row->careful);
    json_put_instant(out, "from", row->watch.from_ms);
    json_put_instant_or_null(out, "to", row->watch.to_ms);
    json_out_key(out, "looks");
    json_out_open(out, '[');
    enum err err = nap_store_checks(writing->db, writing->session_id, row->child_id, write_look, writing);
    if (err != OK) {
        return err;
    }
    json_out_close(out, ']');
    json_put_instant_or_null(out, "due_at",
                             row->watch.to_ms != 0 ? 0 : nap_due_ms(&row->watch, writing->looks, writing->looks_n));
    write_gaps(writing, &row->watch);
    json_out_close(out, '}');
    return OK;
}

void nap_get(struct request *request, struct response *response)
{
    struct nap_session session;
    struct nap_writing writing = {.db = request->worker->db, .now_ms = clock_now_ms()};
    writing.looks = arena_alloc(&request->worker->arena, NAP_CHECKS_MAX * sizeof writing.looks[0]);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL || writing.looks == NULL ? ERR_LIMIT
                                                         : nap_store_session(writing.db, request_path(request, "id"),
                                                                             request->caller.account_id, &session);
    if (err == OK) {
        writing.session_id = session.id;
        json_out_init(&writing.out, body);
        json_out_open(&writing.out, '{');
        json_put_word(&writing.out, "id", session.public_id);
        json_put_word(&writing.out, "room", session.room);
        json_put_day(&writing.out, "day", session.day);
        json_put_instant(&writing.out, "opened_at", session.opened_ms);
        json_put_instant_or_null(&writing.out, "closed_at", session.closed_ms);
        json_out_key(&writing.out, "children");
        json_out_open(&writing.out, '[');
        err = nap_store_children(writing.db, session.id, write_child, &writing);
    }
    response_json_end(request, response, &writing.out, "]}", err);
}

/* --- writing ----------------------------------------------------------------------------------------------------------- */

struct open_exchange {
    struct open_nap ask; /* first */
    enum request_language language;
};

static void encode_opened(const void *arg, struct answer *answer)
{
    const struct open_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.unknown != 0) {
        response_refuse_field(answer, exchange->language, "/children", "UNKNOWN");
        return;
    }
    if (exchange->ask.open_already) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", exchange->ask.session.public_id);
    json_put_int(&out, "watched", (int64_t)exchange->ask.watched);
    json_out_close(&out, '}');
}

static void decode_open(struct request *request, struct json_in *in, void *arg)
{
    struct open_nap *ask = arg;
    struct json_in row;
    struct arena *arena = &request->worker->arena;
    ask->room = arena_copy(arena, json_text(in, "room", JSON_REQUIRED, NAP_ROOM_BYTES - 1));
    size_t n = json_list(in, "children", JSON_REQUIRED, WATCH_SLEEP_CHILDREN_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, "children", i, &row)) {
            struct str child = json_text(&row, "child_id", JSON_REQUIRED, ID_BYTES);
            ask->children[i] = (struct watch_sleep_child){.child = arena_copy(arena, child),
                                                          .unwell = json_bool(&row, "unwell", JSON_OPTIONAL, false)};
            json_nested_end(&row);
        }
    }
    ask->children_n = n;
    if (in->faults->n == 0 && (n == 0 || ask->room.n == 0)) {
        json_blame(in, n == 0 ? "children" : "room", "MISSING");
    }
}

void naps_post(struct request *request, struct response *response)
{
    struct open_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    exchange.ask.children = arena_alloc(&request->worker->arena,
                                        WATCH_SLEEP_CHILDREN_MAX * sizeof exchange.ask.children[0]);
    if (exchange.ask.children == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    struct act act = {.verb = open_nap, .encode = encode_opened, .arg = &exchange};
    response_act_json(request, response, &act, decode_open, LANE_ABSENCE);
}

struct check_exchange {
    struct check_nap ask; /* first */
    enum request_language language;
};

static void encode_checked(const void *arg, struct answer *answer)
{
    const struct check_exchange *exchange = arg;
    const struct check_nap *ask = &exchange->ask;
    struct json_out out;
    if (ask->not_here) {
        response_refuse_field(answer, exchange->language, "/child_id", "UNKNOWN");
        return;
    }
    if (ask->over) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    if (ask->wrong_time) {
        response_refuse_field(answer, exchange->language, "/at", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->check);
    json_put_instant(&out, "at", ask->at_ms);
    json_put_bool(&out, "late", ask->late);
    json_put_instant(&out, "due_at", ask->due_ms);
    json_out_close(&out, '}');
}

static void decode_check(struct request *request, struct json_in *in, void *arg)
{
    struct check_nap *ask = arg;
    struct str child = json_text(in, "child_id", JSON_REQUIRED, ID_BYTES);
    ask->child = arena_copy(&request->worker->arena, child);
    int posture = json_word(in, "posture", JSON_REQUIRED, nap_posture_words);
    ask->posture = (enum nap_posture)(posture + 1);
    ask->breathing = json_bool(in, "breathing_ok", JSON_REQUIRED, false);
    ask->colour = json_bool(in, "colour_ok", JSON_REQUIRED, false);
    ask->checked_ms = json_instant(in, "at", JSON_OPTIONAL, 0);
}

void nap_check_post(struct request *request, struct response *response)
{
    struct check_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = check_nap, .encode = encode_checked, .arg = &exchange};
    response_act_json(request, response, &act, decode_check, LANE_ABSENCE);
}

struct end_exchange {
    struct end_nap ask; /* first */
    enum request_language language;
};

static void encode_ended(const void *arg, struct answer *answer)
{
    const struct end_exchange *exchange = arg;
    if (exchange->ask.not_here) {
        response_refuse_field(answer, exchange->language, "/child_id", "UNKNOWN");
    } else if (exchange->ask.over) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
    } else {
        answer->status = 204;
    }
}

static void decode_end(struct request *request, struct json_in *in, void *arg)
{
    struct end_nap *ask = arg;
    ask->child = arena_copy(&request->worker->arena, json_text(in, "child_id", JSON_OPTIONAL, ID_BYTES));
}

void nap_end_post(struct request *request, struct response *response)
{
    struct end_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = end_nap, .encode = encode_ended, .arg = &exchange};
    response_act_json(request, response, &act, decode_end, LANE_ABSENCE);
}
