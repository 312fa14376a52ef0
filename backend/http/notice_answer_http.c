/* See notice_http.h: a family has read a notice, and answers it; staff read the answers, as a list or as a table. */
#include "actions/answer_notice.h"
#include "base/json.h"
#include "core/survey_table.h"
#include "http/notice_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { ID_BYTES = 64 };

/* --- families --------------------------------------------------------------------------------------------------------- */

void notice_read_post(struct request *request, struct response *response)
{
    struct open_notice ask = {request_path(request, "id")};
    struct act act = {.verb = open_notice, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
}

struct answer_exchange {
    struct answer_notice ask; /* first */
    enum request_language language;
};

static void encode_answered(const void *arg, struct answer *answer)
{
    const struct answer_exchange *exchange = arg;
    char pointer[32];
    struct buf buf;
    switch (exchange->ask.outcome) {
    case ANSWER_NOTICE_NOT_ASKED:
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    case ANSWER_NOTICE_LATE:
        response_refuse(answer, exchange->language, 409, "ANSWERS_CLOSED");
        return;
    case ANSWER_NOTICE_ALREADY:
        response_refuse(answer, exchange->language, 409, "ANSWERED_ALREADY");
        return;
    case ANSWER_NOTICE_WHOSE:
        response_refuse_field(answer, exchange->language, "/child_id", "MISSING");
        return;
    case ANSWER_NOTICE_WRONG:
        buf_init(&buf, pointer, sizeof pointer);
        buf_puts(&buf, "/answers/");
        buf_int(&buf, (int64_t)exchange->ask.wrong_at);
        response_refuse_field(answer, exchange->language, pointer, "OUT_OF_RANGE");
        return;
    case ANSWER_NOTICE_DONE:
        break;
    }
    answer->status = 204;
}

static struct survey_answer decode_one(struct json_in *in, struct arena *arena)
{
    struct survey_answer answer = {.choice = -1, .number = -1};
    size_t n = json_list(in, "several", JSON_OPTIONAL, SURVEY_OPTIONS_MAX);
    answer.choice = (int32_t)json_int(in, "choice", JSON_OPTIONAL, 0, SURVEY_OPTIONS_MAX - 1, -1);
    answer.number = json_int(in, "number", JSON_OPTIONAL, 0, SURVEY_NUMBER_MAX, -1);
    answer.text = arena_copy(arena, json_text(in, "text", JSON_OPTIONAL, SURVEY_ANSWER_BYTES));
    answer.has_several = n > 0;
    for (size_t i = 0; i < n; i++) {
        answer.several |= UINT32_C(1) << json_list_int(in, "several", i, 0, SURVEY_OPTIONS_MAX - 1);
    }
    return answer;
}

static enum err decode_answers(struct request *request, struct answer_notice *ask, struct json_faults *faults)
{
    struct json_in in;
    struct json_in one;
    struct arena *arena = &request->worker->arena;
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    ask->child = arena_copy(arena, json_text(&in, "child_id", JSON_OPTIONAL, ID_BYTES));
    ask->n = json_list(&in, "answers", JSON_REQUIRED, SURVEY_QUESTIONS_MAX);
    for (size_t i = 0; i < ask->n; i++) {
        if (json_list_object(&in, "answers", i, &one)) {
            ask->answers[i] = decode_one(&one, arena);
            json_nested_end(&one);
        }
    }
    return json_close(&in);
}

static struct answer_exchange *begin(struct request *request, struct response *response, bool anonymous)
{
    struct json_faults faults = {.n = 0};
    struct answer_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    if (exchange == NULL) {
        response_err(request, response, ERR_LIMIT);
        return NULL;
    }
    *exchange = (struct answer_exchange){.ask = {.notice = request_path(request, "id"), .anonymous = anonymous},
                                         .language = request->language};
    enum err err = decode_answers(request, &exchange->ask, &faults);
    return response_decoded(request, response, err, &faults) ? exchange : NULL;
}

void notice_answer_post(struct request *request, struct response *response)
{
    struct answer_exchange *exchange = begin(request, response, false);
    if (exchange != NULL) {
        struct act act = {.verb = answer_notice, .encode = encode_answered, .arg = exchange};
        response_act(request, response, &act, LANE_BOOKING);
    }
}

struct ballot {
    struct answer_notice *ask;
    const struct caller *caller;
};

static enum err run_ballot(struct tx *tx, void *arg)
{
    struct ballot *ballot = arg;
    return answer_notice(tx, ballot->caller, ballot->ask);
}

/* An anonymous answer is no act: what an act keeps of its request (account, time, a hash of the body) would say whose it is. Sent twice it is refused
 * the second time, which says as much. */
void notice_ballot_post(struct request *request, struct response *response)
{
    struct answer_exchange *exchange = begin(request, response, true);
    if (exchange == NULL) {
        return;
    }
    struct ballot ballot = {&exchange->ask, &request->caller};
    struct lane_job job = {.priority = LANE_BOOKING, .run = run_ballot, .arg = &ballot};
    enum err err = lane_do(request->server->lane, &job);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    switch (exchange->ask.outcome) {
    case ANSWER_NOTICE_DONE:
        response_empty(response, 204);
        return;
    case ANSWER_NOTICE_NOT_ASKED:
        response_problem(request, response, 409, "WRONG_STATE", NULL);
        return;
    case ANSWER_NOTICE_LATE:
        response_problem(request, response, 409, "ANSWERS_CLOSED", NULL);
        return;
    case ANSWER_NOTICE_ALREADY:
        response_problem(request, response, 409, "ANSWERED_ALREADY", NULL);
        return;
    case ANSWER_NOTICE_WHOSE:
    case ANSWER_NOTICE_WRONG:
        break;
    }
    response_fault(request, response, "/answers", "OUT_OF_RANGE");
}

/* --- staff ------------------------------------------------------------------------------------------------------------ */

struct answers_writing {
    struct json_out out;
    struct survey_table table;
};

static void put_head(void *arg, const struct notice_shown *shown, int64_t asked, int64_t answered, bool hidden)
{
    struct answers_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    json_put_text(out, "title", shown->title);
    json_put_bool(out, "anonymous", shown->notice->anonymous);
    json_put_instant_or_null(out, "due_at", shown->notice->due_ms);
    json_put_int(out, "asked", asked);
    json_put_int(out, "answered", answered);
    json_put_bool(out, "hidden", hidden);
    json_out_key(out, "detail");
    json_out_json(out, shown->detail);
    json_out_key(out, "answers");
    json_out_open(out, '[');
}

static void put_answer(void *arg, const struct survey_row *row, struct str answers)
{
    struct answers_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    if (row->public_id.n > 0) {
        json_put_text(out, "child", row->child);
        json_put_text(out, "class", row->class_name);
        json_put_text(out, "by", row->by);
        json_put_instant(out, "at", row->answered_ms);
    }
    json_out_key(out, "answers");
    json_out_json(out, answers);
    json_out_close(out, '}');
}

/* The table begins with the mark without which a spreadsheet takes UTF-8 for the local encoding. */
static void table_head(void *arg, const struct notice_shown *shown, int64_t asked, int64_t answered, bool hidden)
{
    struct answers_writing *writing = arg;
    (void)asked;
    (void)answered;
    (void)hidden;
    writing->table.detail = shown->detail;
    writing->table.anonymous = shown->notice->anonymous;
    buf_puts(writing->table.csv.buf, "\xEF\xBB\xBF");
    survey_table_head(&writing->table);
}

static void table_line(void *arg, const struct survey_row *row, struct str answers)
{
    struct answers_writing *writing = arg;
    const struct survey_line line = {row->class_name, row->child, row->by, row->answered_ms, answers};
    survey_table_line(&writing->table, &line);
}

static void answer_table(struct response *response)
{
    response->status = 200;
    response->content_type = "text/csv; charset=utf-8";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"answers.csv\""));
}

void notice_answers_get(struct request *request, struct response *response)
{
    struct answers_writing writing = {.table = {.english = request->language == REQUEST_EN}};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    bool csv = str_is(request_query(request, "format"), "csv");
    struct read_answers ask = {.caller = &request->caller,
                               .notice = request_path(request, "id"),
                               .head = csv ? table_head : put_head,
                               .answer = csv ? table_line : put_answer,
                               .arg = &writing};
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    writing.table.csv.buf = body;
    json_out_init(&writing.out, body);
    enum err err = read_answers(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    if (csv) {
        answer_table(response);
        return;
    }
    json_out_close(&writing.out, ']');
    json_out_close(&writing.out, '}');
    response_json_etag(request, response);
}
