/* See notice_http.h: staff write notices. What the families will read goes in one walk into the sealed JSON and into the plain lines that are looked
 * through for names. */
#include "actions/write_notice.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "core/survey.h"
#include "http/notice_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { ID_BYTES = 64, NAMES_BYTES = 2048 };

struct notice_exchange {
    struct write_notice ask; /* first */
    enum request_language language;
};

/* --- encoding --------------------------------------------------------------------------------------------------------- */

static void put_names(struct json_out *out, const struct write_notice *ask)
{
    json_put_int(out, "names_found", (int64_t)ask->found_n);
    json_out_key(out, "names");
    json_out_open(out, '[');
    for (size_t i = 0; i < ask->found_n && i < NAME_GUARD_FOUND_MAX; i++) {
        json_out_open(out, '{');
        json_put_bool(out, "certain", ask->found_kind[i] == NAME_GUARD_CERTAIN);
        json_put_text(out, "text", ask->found[i]);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_size(struct json_out *out, const struct write_notice *ask)
{
    json_put_int(out, "guardians", ask->size.guardians);
    json_put_int(out, "families", ask->size.families);
    json_put_int(out, "children", ask->size.children);
    json_put_int(out, "on_paper", ask->size.unreached);
    json_put_bool(out, "needs_second", ask->needs_second);
}

static void put_written(struct buf *body, const struct write_notice *ask)
{
    struct json_out out;
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_word(&out, "id", ask->written.public_id);
    json_put_word(&out, "state", notice_state_words[ask->written.state - 1]);
    put_size(&out, ask);
    json_out_close(&out, '}');
}

/* The places that may be names, as members of the problem. */
static void refuse_names(const struct notice_exchange *exchange, struct answer *answer, const char *code)
{
    char text[NAMES_BYTES];
    struct buf buf;
    struct json_out out;
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    put_names(&out, &exchange->ask);
    json_out_close(&out, '}');
    bool whole = !buf.overflow && buf.n > 2;
    struct str members = whole ? (struct str){buf.p + 1, buf.n - 2} : STR("");
    answer->status = 409;
    response_put_problem(&answer->body, exchange->language, 409, code, NULL, members);
}

static void encode_written(const void *arg, struct answer *answer)
{
    const struct notice_exchange *exchange = arg;
    const struct write_notice *ask = &exchange->ask;
    switch (ask->outcome) {
    case WRITE_NOTICE_NAME:
        refuse_names(exchange, answer, "NAMES_A_CHILD");
        return;
    case WRITE_NOTICE_MAYBE:
        refuse_names(exchange, answer, "MAY_NAME_A_CHILD");
        return;
    case WRITE_NOTICE_UNKNOWN:
        response_refuse_field(answer, exchange->language, "/audience", "UNKNOWN");
        return;
    case WRITE_NOTICE_NOBODY:
        response_refuse(answer, exchange->language, 409, "NOBODY_REACHED");
        return;
    case WRITE_NOTICE_ONE_FAMILY:
        response_refuse(answer, exchange->language, 409, "ONE_FAMILY");
        return;
    case WRITE_NOTICE_CHANGED:
        response_refuse(answer, exchange->language, 412, "CHANGED");
        return;
    case WRITE_NOTICE_STATE:
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    case WRITE_NOTICE_TIME:
        response_refuse_field(answer, exchange->language, ask->written.at_ms != 0 ? "/at" : "/due_at", "OUT_OF_RANGE");
        return;
    case WRITE_NOTICE_DONE:
        break;
    }
    answer->status = ask->notice.n == 0 ? 201 : 200;
    put_written(&answer->body, ask);
}

/* --- decoding --------------------------------------------------------------------------------------------------------- */

static const struct str *copy_list(struct arena *arena, struct json_in *in, const char *name, size_t max, size_t *ret_n)
{
    struct str *list = arena_alloc(arena, max * sizeof *list);
    size_t n = json_list(in, name, JSON_OPTIONAL, max);
    for (size_t i = 0; list != NULL && i < n; i++) {
        list[i] = arena_copy(arena, json_list_text(in, name, i, ID_BYTES));
    }
    *ret_n = list == NULL ? 0 : n;
    return list;
}

static void decode_audience(struct arena *arena, struct json_in *in, struct write_notice *ask)
{
    struct json_in audience;
    if (!json_nested(in, "audience", JSON_REQUIRED, &audience)) {
        return;
    }
    int to = json_word(&audience, "to", JSON_REQUIRED, notice_audience_words) + 1;
    ask->written.audience = to == 0 ? NOTICE_TO_SITE : (enum notice_audience)to;
    ask->classes = copy_list(arena, &audience, "classes", NOTICE_CLASSES_MAX, &ask->classes_n);
    ask->children = copy_list(arena, &audience, "children", NOTICE_CHILDREN_MAX, &ask->children_n);
    if ((ask->classes_n > 0) != (to == NOTICE_TO_CLASSES)) {
        json_blame(&audience, "classes", ask->classes_n == 0 ? "MISSING" : "OUT_OF_RANGE");
    }
    if ((ask->children_n > 0) != (to == NOTICE_TO_CHILDREN)) {
        json_blame(&audience, "children", ask->children_n == 0 ? "MISSING" : "OUT_OF_RANGE");
    }
    json_nested_end(&audience);
}

static void decode_event(struct json_in *in, struct notice_written *written)
{
    struct json_in event;
    int32_t today = civil_day_of_ms(clock_now_ms());
    written->event_from_min = -1;
    written->event_to_min = -1;
    if (!json_nested(in, "event", JSON_OPTIONAL, &event)) {
        return;
    }
    written->event_day = json_day(&event, "day", JSON_REQUIRED, 0);
    written->event_from_min = json_minute(&event, "from", JSON_OPTIONAL, -1);
    written->event_to_min = json_minute(&event, "to", JSON_OPTIONAL, -1);
    if (written->event_day < today || written->event_day > today + NOTICE_AHEAD_DAYS) {
        json_blame(&event, "day", "OUT_OF_RANGE");
    }
    if (written->event_to_min >= 0 && written->event_to_min <= written->event_from_min) {
        json_blame(&event, "to", "OUT_OF_RANGE");
    }
    json_nested_end(&event);
}

/* Text, place and questions: as they are kept, and as people read them. */
static size_t decode_words(struct json_in *in, struct write_notice *ask, struct arena *arena, struct buf *detail,
                           struct buf *plain)
{
    struct json_out out;
    struct str body = json_text(in, "body", JSON_REQUIRED, NOTICE_BODY_BYTES);
    struct str place = json_text(in, "place", JSON_OPTIONAL, NOTICE_PLACE_BYTES);
    ask->written.title = arena_copy(arena, json_text(in, "title", JSON_REQUIRED, NOTICE_TITLE_BYTES));
    buf_str(plain, ask->written.title);
    buf_char(plain, '\n');
    buf_str(plain, body);
    buf_char(plain, '\n');
    buf_str(plain, place);
    buf_char(plain, '\n');
    json_out_init(&out, detail);
    json_out_open(&out, '{');
    json_put_text(&out, "body", body);
    json_put_text(&out, "place", place);
    size_t questions = survey_decode(in, &out, plain);
    json_out_close(&out, '}');
    ask->detail = buf_view(detail);
    ask->plain = buf_view(plain);
    if (in->faults->n == 0 && (ask->written.title.n == 0 || body.n == 0)) {
        json_blame(in, body.n == 0 ? "body" : "title", "MISSING");
    }
    return questions;
}

static void decode_answers(struct json_in *in, struct notice_written *written, size_t questions)
{
    int answers = json_word(in, "answers", JSON_OPTIONAL, notice_answers_words);
    written->answers = answers < 0 ? NOTICE_NO_ANSWER : (enum notice_answers)answers;
    written->anonymous = json_bool(in, "anonymous", JSON_OPTIONAL, false);
    written->due_ms = json_instant(in, "due_at", JSON_OPTIONAL, 0);
    if ((questions > 0) != (written->answers != NOTICE_NO_ANSWER)) {
        json_blame(in, questions == 0 ? "questions" : "answers", "MISSING");
    }
    if (written->anonymous && written->due_ms == 0) {
        json_blame(in, "due_at", "MISSING"); /* its results are shown after the deadline */
    }
}

static enum err decode(struct request *request, struct write_notice *ask, struct json_faults *faults)
{
    struct json_in in;
    struct arena *arena = &request->worker->arena;
    char *text = arena_alloc(arena, NOTICE_DETAIL_BYTES_MAX + NOTICE_PLAIN_BYTES_MAX + 2);
    struct buf detail;
    struct buf plain;
    enum err err = text == NULL ? ERR_LIMIT : json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    buf_init(&detail, text, NOTICE_DETAIL_BYTES_MAX + 1);
    buf_init(&plain, text + NOTICE_DETAIL_BYTES_MAX + 1, NOTICE_PLAIN_BYTES_MAX + 1);
    size_t questions = decode_words(&in, ask, arena, &detail, &plain);
    decode_audience(arena, &in, ask);
    decode_event(&in, &ask->written);
    decode_answers(&in, &ask->written, questions);
    ask->written.emergency = json_bool(&in, "emergency", JSON_OPTIONAL, false);
    ask->written.at_ms = json_instant(&in, "at", JSON_OPTIONAL, 0);
    ask->send = json_bool(&in, "send", JSON_OPTIONAL, true);
    ask->names_said = json_int(&in, "names_confirmed", JSON_OPTIONAL, 0, NAME_GUARD_TEXT_MAX, 0);
    if (detail.overflow || plain.overflow) {
        json_blame(&in, "body", "TOO_LONG");
    }
    if (ask->written.at_ms > clock_now_ms() + (int64_t)NOTICE_AHEAD_DAYS * 86400000) {
        json_blame(&in, "at", "OUT_OF_RANGE");
    }
    return json_close(&in);
}

static struct notice_exchange *begin(struct request *request, struct response *response)
{
    struct json_faults faults = {.n = 0};
    struct notice_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    if (exchange == NULL) {
        response_err(request, response, ERR_LIMIT);
        return NULL;
    }
    *exchange = (struct notice_exchange){.language = request->language};
    enum err err = decode(request, &exchange->ask, &faults);
    return response_decoded(request, response, err, &faults) ? exchange : NULL;
}

/* --- handlers --------------------------------------------------------------------------------------------------------- */

void notices_post(struct request *request, struct response *response)
{
    struct notice_exchange *exchange = begin(request, response);
    if (exchange != NULL) {
        struct act act = {.verb = write_notice, .encode = encode_written, .arg = exchange};
        exchange->ask.site = request_path(request, "id");
        response_act(request, response, &act, LANE_BOOKING);
    }
}

void notice_put(struct request *request, struct response *response)
{
    int64_t version = 0;
    if (!response_if_match(request, response, &version)) {
        return;
    }
    struct notice_exchange *exchange = begin(request, response);
    if (exchange != NULL) {
        struct act act = {.verb = write_notice, .encode = encode_written, .arg = exchange};
        exchange->ask.notice = request_path(request, "id");
        exchange->ask.version = version;
        response_act(request, response, &act, LANE_BOOKING);
    }
}

struct preview {
    struct write_notice *ask;
    const struct caller *caller;
};

static enum err run_preview(struct tx *tx, void *arg)
{
    struct preview *preview = arg;
    return write_notice(tx, preview->caller, preview->ask);
}

/* Nothing is written, so nothing is kept of the request either. */
void notice_preview_post(struct request *request, struct response *response)
{
    struct json_out out;
    struct notice_exchange *exchange = begin(request, response);
    if (exchange == NULL) {
        return;
    }
    exchange->ask.site = request_path(request, "id");
    exchange->ask.dry = true;
    struct preview preview = {&exchange->ask, &request->caller};
    struct lane_job job = {.priority = LANE_REST, .run = run_preview, .arg = &preview};
    enum err err = lane_do(request->server->lane, &job);
    struct buf *body = err == OK ? response_body(request, response, RESPONSE_ACT_BYTES) : NULL;
    if (body == NULL) {
        response_err(request, response, err == OK ? ERR_LIMIT : err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    put_size(&out, &exchange->ask);
    put_names(&out, &exchange->ask);
    json_put_bool(&out, "one_family", exchange->ask.outcome == WRITE_NOTICE_ONE_FAMILY);
    json_put_bool(&out, "unknown", exchange->ask.outcome == WRITE_NOTICE_UNKNOWN);
    json_out_close(&out, '}');
    response_json(response, 200);
}
