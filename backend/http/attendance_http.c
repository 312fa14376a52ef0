/* The nursery's board, staff's corrections, and a child's days: decode, act, encode (contract 3). */
#include <assert.h>
#include <string.h>

#include "actions/correct_attendance.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/attendance_view.h"
#include "http/handlers.h"
#include "http/server.h"

#include "base/banned.h"

enum { REASON_BYTES_MAX = 800, ID_BYTES_MAX = 64, CHILD_BYTES_MAX = 1536 };

/* A day of the query; what *day holds already when absent. False: answered. */
static bool day_of_query(const struct request *request, struct response *response, const char *name, int32_t *day)
{
    char pointer[16];
    struct buf buf;
    if (!request_has_query(request, name) || civil_parse_day(request_query(request, name), day) == OK) {
        return true;
    }
    buf_init(&buf, pointer, sizeof pointer);
    buf_char(&buf, '?');
    buf_puts(&buf, name);
    response_fault(request, response, pointer, "BAD_FORMAT");
    return false;
}

/* --- the board ------------------------------------------------------------------------------------------------------ */

struct board_writing {
    struct json_out out;
    struct attendance_look look;
    int64_t counts[ATTENDANCE_STATE_COUNT];
};

static void write_line(void *arg, const struct attendance_line *line)
{
    struct board_writing *writing = arg;
    struct attendance_view view = attendance_view_of(&writing->look, line);
    writing->counts[attendance_state(&view)]++;
    attendance_view_put_line(&writing->out, line, &view);
}

static void write_counts(struct board_writing *writing)
{
    json_out_key(&writing->out, "counts");
    json_out_open(&writing->out, '{');
    for (int state = 0; state < ATTENDANCE_STATE_COUNT; state++) {
        json_put_int(&writing->out, attendance_state_word((enum attendance_state)state), writing->counts[state]);
    }
    json_out_close(&writing->out, '}');
}

/* A nursery without rules on a day is closed then. */
static enum err rules_of(struct db *db, int64_t site_id, int32_t day, struct attendance_rules *ret)
{
    enum err err = attendance_store_rules(db, site_id, day, ret);
    if (err == ERR_NOT_FOUND) {
        *ret = (struct attendance_rules){.open = false};
        return OK;
    }
    return err;
}

static enum err write_board(const struct request *request, int32_t day, struct board_writing *writing)
{
    struct db *db = request->worker->db;
    struct attendance_rules rules;
    struct attendance_board board = {
        .day = day, .account_id = request->caller.account_id, .take = write_line, .arg = writing};
    int64_t version = 0;
    enum err err = attendance_store_site(db, request_path(request, "id"), request->caller.account_id, &board.site_id);
    err = err == OK ? rules_of(db, board.site_id, day, &rules) : err;
    err = err == OK ? attendance_store_version(db, board.site_id, day, &version) : err;
    if (err != OK) {
        return err;
    }
    writing->look = (struct attendance_look){.rules = &rules, .day = day, .now_ms = clock_now_ms(), .enrolled = true};
    json_out_open(&writing->out, '{');
    json_put_day(&writing->out, "day", day);
    json_put_int(&writing->out, "version", version);
    json_out_key(&writing->out, "children");
    json_out_open(&writing->out, '[');
    err = attendance_store_board(db, &board);
    if (err != OK) {
        return err;
    }
    json_out_close(&writing->out, ']');
    write_counts(writing);
    json_out_close(&writing->out, '}');
    return OK;
}

void nursery_attendance_get(struct request *request, struct response *response)
{
    struct board_writing writing = {.counts = {0}};
    int32_t day = civil_day_of_ms(clock_now_ms());
    if (!day_of_query(request, response, "day", &day)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    enum err err = write_board(request, day, &writing);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* --- corrections ---------------------------------------------------------------------------------------------------- */

/* The action with what its answer needs from the request; the action comes first. */
struct correction_exchange {
    struct correct_attendance ask;
    enum request_language language;
};

static void encode_fault(const struct correction_exchange *exchange, struct answer *answer, const char *pointer)
{
    response_refuse_field(answer, exchange->language, pointer, "OUT_OF_RANGE");
}

/* The child as the board shows it now. */
static void put_child(const struct correct_attendance *ask, struct json_out *out)
{
    struct attendance_look look = {.rules = &ask->rules, .day = ask->day, .now_ms = ask->now_ms, .enrolled = true};
    struct attendance_line line = {
        .child_id = ask->child_id,
        .child = str_of(ask->row.public_id),
        .name = str_of(ask->row.name),
        .class_name = str_of(ask->row.class_name),
        .planned_arrive_min = ask->row.planned_arrive_min,
        .planned_leave_min = ask->row.planned_leave_min,
        .day = ask->after,
        .version = ask->version,
        .absence = ask->absence,
    };
    struct attendance_view view = attendance_view_of(&look, &line);
    attendance_view_put_line(out, &line, &view);
}

static void encode_done(const struct correct_attendance *ask, struct answer *answer)
{
    struct json_out out;
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->id);
    json_out_key(&out, "child");
    put_child(ask, &out);
    json_out_close(&out, '}');
}

/* 412 with the day as it is: whoever pressed sees both. */
static void encode_changed(const struct correction_exchange *exchange, struct answer *answer)
{
    char storage[CHILD_BYTES_MAX];
    struct buf members;
    struct json_out out;
    buf_init(&members, storage, sizeof storage);
    buf_puts(&members, "\"version\":");
    buf_int(&members, exchange->ask.version);
    buf_puts(&members, ",\"child\":");
    json_out_init(&out, &members);
    put_child(&exchange->ask, &out);
    answer->status = 412;
    response_put_problem(&answer->body, exchange->language, 412, "CHANGED", NULL, buf_view(&members));
}

static void encode_corrected(const void *arg, struct answer *answer)
{
    const struct correction_exchange *exchange = arg;
    switch (exchange->ask.outcome) {
    case CORRECT_DONE:
        encode_done(&exchange->ask, answer);
        break;
    case CORRECT_CHANGED:
        encode_changed(exchange, answer);
        break;
    case CORRECT_FUTURE:
        encode_fault(exchange, answer, exchange->ask.kind == CORRECTION_VOID ? "/day" : "/at");
        break;
    case CORRECT_NO_TAP:
        encode_fault(exchange, answer, exchange->ask.word.n > 0 ? "/correction_id" : "/tap_id");
        break;
    case CORRECT_NOT_ARRIVED:
    case CORRECT_TOO_MANY:
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        break;
    case CORRECT_CLOSED:
        answer->status = 409;
        response_put_problem(&answer->body, exchange->language, 409, "MONTH_CLOSED", NULL,
                             STR("\"reopen_by\":\"head\""));
        break;
    }
}

/* A void names a tap or an earlier word, and no time; everything else a time of that day and neither. */
static void check_target(struct json_in *in, const struct correct_attendance *ask)
{
    bool voids = ask->kind == CORRECTION_VOID;
    if (voids && ask->tap.n == 0 && ask->word.n == 0) {
        json_fault_add(in->faults, "/tap_id", "MISSING");
    } else if (!voids && ask->tap.n > 0) {
        json_fault_add(in->faults, "/tap_id", "OUT_OF_RANGE");
    } else if (ask->word.n > 0 && (!voids || ask->tap.n > 0)) {
        json_fault_add(in->faults, "/correction_id", "OUT_OF_RANGE");
    }
    if (!voids && ask->at_ms == 0) {
        json_fault_add(in->faults, "/at", "MISSING");
    } else if (voids ? ask->at_ms != 0 : civil_day_of_ms(ask->at_ms) != ask->day) {
        json_fault_add(in->faults, "/at", "OUT_OF_RANGE");
    }
}

static enum err decode_correction(struct request *request, struct correct_attendance *ask, struct json_faults *faults)
{
    struct json_in in;
    struct arena *arena = &request->worker->arena;
    if (json_open(request->body, &in, faults) != OK) {
        return ERR_INVALID;
    }
    struct str child = json_text(&in, "child_id", JSON_REQUIRED, ID_BYTES_MAX);
    ask->day = json_day(&in, "day", JSON_REQUIRED, 0);
    int kind = json_word(&in, "kind", JSON_REQUIRED, attendance_correction_words);
    ask->at_ms = json_instant(&in, "at", JSON_OPTIONAL, 0);
    ask->tap = json_text(&in, "tap_id", JSON_OPTIONAL, ID_BYTES_MAX);
    ask->word = json_text(&in, "correction_id", JSON_OPTIONAL, ID_BYTES_MAX);
    struct str reason = json_text(&in, "reason", JSON_REQUIRED, REASON_BYTES_MAX);
    ask->kind = kind < 0 ? CORRECTION_VOID : (enum correction_kind)(kind + 1);
    if (reason.n == 0 && faults->n == 0) {
        json_fault_add(faults, "/reason", "MISSING");
    }
    if (kind >= 0 && faults->n == 0) {
        check_target(&in, ask);
    }
    ask->site = request_path(request, "id");
    ask->child = arena_copy(arena, child);
    ask->tap = arena_copy(arena, ask->tap);
    ask->word = arena_copy(arena, ask->word);
    ask->reason = arena_copy(arena, reason);
    bool room = ask->child.p != NULL && ask->tap.p != NULL && ask->word.p != NULL && ask->reason.p != NULL;
    enum err err = json_close(&in);
    return err == OK && !room ? ERR_LIMIT : err;
}

/* If-Match: "N" is the version of the child's day that was seen, 0 of one to which nothing had happened. False: it is answered. */
static bool seen_version(const struct request *request, struct response *response, int64_t *ret)
{
    struct str tag = request->if_match;
    *ret = CORRECT_ANY_VERSION;
    if (tag.n == 0 || str_is(tag, "*")) {
        return true;
    }
    bool quoted = tag.n >= 3 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"';
    if (quoted && str_int((struct str){tag.p + 1, tag.n - 2}, 0, INT64_MAX, ret) == OK) {
        return true;
    }
    response_fault(request, response, "If-Match", "BAD_FORMAT");
    return false;
}

void attendance_corrections_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    int64_t version = CORRECT_ANY_VERSION;
    if (!seen_version(request, response, &version)) {
        return;
    }
    struct correction_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    enum err err = exchange == NULL ? ERR_LIMIT : decode_correction(request, &exchange->ask, &faults);
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    assert(exchange != NULL); /* else it was ERR_LIMIT */
    exchange->language = request->language;
    exchange->ask.seen_version = version;
    struct act act = {.verb = correct_attendance, .encode = encode_corrected, .arg = exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}
