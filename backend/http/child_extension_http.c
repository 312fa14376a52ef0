/* A child's month of extended care, and disputes: see extension_http.h. */
#include "actions/dispute_extension.h"
#include "base/json.h"
#include "http/extension_http.h"
#include "http/month_http.h"
#include "http/server.h"

#include "base/banned.h"

void child_extensions_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_extension ask = {.caller = &request->caller, .child = request_path(request, "id"), .out = &out};
    if (!month_of_text(request_query(request, "month"), &ask.month_day)) {
        response_fault(request, response, "?month", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    if (err == OK) {
        json_out_init(&out, body);
        json_out_open(&out, '{');
        json_put_text(&out, "month", request_query(request, "month"));
        err = read_extension(request->server->lane, &ask);
        err = err == OK && body->overflow ? ERR_LIMIT : err;
    }
    response_json_end(request, response, &out, "}", err);
}

struct dispute_exchange {
    struct dispute_extension ask; /* first */
    enum request_language language;
};

/* What is stored for repeats holds no text: it stands in the sealed row alone. */
static void encode_disputed(const void *arg, struct answer *answer)
{
    const struct dispute_exchange *exchange = arg;
    if (exchange->ask.wrong_state) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_id(answer, exchange->ask.id);
}

/* The text, kept in the arena; empty after a fault. */
static struct str decode_text(struct request *request, struct json_in *in)
{
    struct str text = json_text(in, "text", JSON_REQUIRED, EXTENSION_DISPUTE_BYTES);
    if (text.n == 0 && in->faults->n == 0) {
        json_blame(in, "text", "MISSING");
    }
    return arena_copy(&request->worker->arena, text);
}

void extension_dispute_post(struct request *request, struct response *response)
{
    enum { MONTH_BYTES = 7 };
    struct json_faults faults;
    struct json_in in;
    struct dispute_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct str month = json_text(&in, "month", JSON_REQUIRED, MONTH_BYTES);
        if (faults.n == 0 && !month_of_text(month, &exchange.ask.month_day)) {
            json_blame(&in, "month", "BAD_FORMAT");
        }
        exchange.ask.text = decode_text(request, &in);
        err = json_close(&in);
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = dispute_extension, .encode = encode_disputed, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
}

struct answer_exchange {
    struct answer_dispute ask; /* first */
    enum request_language language;
};

static void encode_answered(const void *arg, struct answer *answer)
{
    const struct answer_exchange *exchange = arg;
    if (exchange->ask.wrong_state) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    answer->status = 204;
}

static void decode_answer(struct request *request, struct json_in *in, void *arg)
{
    struct answer_dispute *ask = arg;
    ask->text = decode_text(request, in);
}

void dispute_answer_post(struct request *request, struct response *response)
{
    struct answer_exchange exchange = {.ask = {.dispute = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = answer_dispute, .encode = encode_answered, .arg = &exchange};
    response_act_json(request, response, &act, decode_answer, LANE_REST);
}
