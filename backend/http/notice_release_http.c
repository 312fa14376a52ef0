/* See notice_http.h: a notice is let out by the second person, called back, brought to mind. */
#include "actions/release_notice.h"
#include "actions/remind_notice.h"
#include "base/json.h"
#include "http/notice_http.h"
#include "http/server.h"

#include "base/banned.h"

struct release_exchange {
    struct release_notice ask; /* first */
    enum request_language language;
};

static const char *refusal(enum release_notice_outcome outcome)
{
    switch (outcome) {
    case RELEASE_NOTICE_SAME_PERSON:
        return "SECOND_RELEASER";
    case RELEASE_NOTICE_NOBODY_LEADS:
        return "LEADER_NEEDED";
    case RELEASE_NOTICE_CHANGED:
        return "CHANGED";
    case RELEASE_NOTICE_STATE:
        return "WRONG_STATE";
    case RELEASE_NOTICE_DONE:
        break;
    }
    return NULL;
}

static void encode_released(const void *arg, struct answer *answer)
{
    const struct release_exchange *exchange = arg;
    const struct release_notice *ask = &exchange->ask;
    struct json_out out;
    const char *code = refusal(ask->outcome);
    if (code != NULL) {
        response_refuse(answer, exchange->language, ask->outcome == RELEASE_NOTICE_CHANGED ? 412 : 409, code);
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "state", notice_state_words[ask->state - 1]);
    json_put_int(&out, "opened", ask->opened);
    json_out_close(&out, '}');
}

static void release(struct request *request, struct response *response, struct release_exchange *exchange)
{
    struct act act = {.verb = release_notice, .encode = encode_released, .arg = exchange};
    exchange->ask.notice = request_path(request, "id");
    exchange->language = request->language;
    response_act(request, response, &act, LANE_ABSENCE);
}

void notice_release_post(struct request *request, struct response *response)
{
    struct release_exchange exchange = {.ask = {.what = RELEASE_NOTICE_LET_OUT}};
    if (response_if_match(request, response, &exchange.ask.version)) {
        release(request, response, &exchange);
    }
}

void notice_recall_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct release_exchange exchange = {.ask = {.what = RELEASE_NOTICE_RECALL}};
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        bool drop = json_bool(&in, "drop", JSON_OPTIONAL, false);
        exchange.ask.what = drop ? RELEASE_NOTICE_DROP : RELEASE_NOTICE_RECALL;
        err = json_close(&in);
    }
    if (response_decoded(request, response, err, &faults)) {
        release(request, response, &exchange);
    }
}

struct remind_exchange {
    struct remind_notice ask; /* first */
    enum request_language language;
};

static void encode_reminded(const void *arg, struct answer *answer)
{
    const struct remind_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.wrong_state || exchange->ask.again_ms != 0) {
        response_refuse(answer, exchange->language, 409, exchange->ask.wrong_state ? "WRONG_STATE" : "REMINDED");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_int(&out, "mails", exchange->ask.mails);
    json_out_close(&out, '}');
}

void notice_remind_post(struct request *request, struct response *response)
{
    struct remind_exchange exchange = {.ask = {.notice = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = remind_notice, .encode = encode_reminded, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}
