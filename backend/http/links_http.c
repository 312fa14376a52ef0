/* POST /links/open and /links/use: the one-tap links of messages. The token comes in the body, never in an address; a mail scanner that follows the
 * link gets a page and changes nothing. */
#include "actions/link_token.h"
#include "actions/use_link.h"
#include "http/handlers.h"
#include "http/server.h"

#include "base/banned.h"

enum { TOKEN_BYTES_MAX = 64 };

struct link_exchange {
    struct use_link ask; /* first */
    enum request_language language;
    char token[TOKEN_BYTES_MAX + 1];
};

static void put_hours(struct json_out *out, const struct use_link *ask)
{
    if (ask->from_min != POLICY_NONE) {
        json_put_minute_or_null(out, "from", ask->from_min);
        json_put_minute_or_null(out, "to", ask->to_min);
    }
}

static void put_reservation(struct json_out *out, const struct use_link *ask)
{
    json_put_word(out, "sick_room_name", ask->room);
    json_put_word(out, "telephone", ask->phone);
    json_put_day(out, "day", ask->day);
    put_hours(out, ask);
    json_put_word(out, "state", reservation_state_word(ask->state));
    if (ask->what == LINK_CANCEL) {
        json_put_bool(out, "late", ask->view.late);
        json_put_int(out, "fee_yen", ask->view.fee_yen);
        json_put_bool(out, "asks_why", ask->asks_why);
    }
}

static void put_why(const struct link_exchange *exchange, struct answer *answer)
{
    response_refuse_field(answer, exchange->language, "/why", "MISSING");
}

static void put_link(const struct link_exchange *exchange, struct answer *answer)
{
    const struct use_link *ask = &exchange->ask;
    struct json_out out;
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "what", link_what_word(ask->what));
    json_put_instant(&out, "until", ask->expires_ms);
    json_put_bool(&out, "possible", ask->outcome == USE_LINK_DONE);
    if (ask->about) {
        put_reservation(&out, ask);
    }
    json_out_close(&out, '}');
}

static void encode(const void *arg, struct answer *answer)
{
    const struct link_exchange *exchange = arg;
    const struct use_link *ask = &exchange->ask;
    switch (ask->outcome) {
    case USE_LINK_WAS:
        response_refuse(answer, exchange->language, 409, "LINK_USED");
        return;
    case USE_LINK_EXPIRED:
        response_refuse(answer, exchange->language, 409, "LINK_EXPIRED");
        return;
    case USE_LINK_WHY:
        put_why(exchange, answer);
        return;
    case USE_LINK_REFUSED:
        if (ask->use) {
            response_refuse(answer, exchange->language, 409, reservation_reason_word(ask->reason));
            return;
        }
        break; /* opening tells how it stands */
    case USE_LINK_DONE:
        break;
    }
    put_link(exchange, answer);
}

static bool decode(const struct request *request, struct response *response, struct link_exchange *exchange)
{
    static const char *const why_words[] = {"nursery", "home", NULL};
    struct json_faults faults;
    struct json_in in;
    struct use_link *ask = &exchange->ask;
    int why = -1;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct str token = json_text(&in, "token", JSON_REQUIRED, TOKEN_BYTES_MAX);
        err = str_copy(token, exchange->token, sizeof exchange->token);
        why = ask->use ? json_word(&in, "why", JSON_OPTIONAL, why_words) : -1;
        enum err closed = json_close(&in);
        err = err == OK ? closed : err;
    }
    ask->token = str_of(exchange->token);
    ask->why = why < 0 ? CANCEL_UNSAID : why == 0 ? CANCEL_TO_NURSERY : CANCEL_RESTS_AT_HOME;
    return response_decoded(request, response, err, &faults);
}

static void post(struct request *request, struct response *response, bool use)
{
    struct link_exchange exchange = {.ask = {.use = use}, .language = request->language};
    int64_t id = 0;
    if (!decode(request, response, &exchange)) {
        return;
    }
    /* Guessing costs the write lane nothing. */
    enum err err = link_token_open(request->server->keys, exchange.ask.token, &id);
    if (err != OK) {
        response_err(request, response, err);
    } else {
        struct act act = {.verb = use_link, .encode = encode, .arg = &exchange};
        response_act(request, response, &act, use ? LANE_BOOKING : LANE_REST);
    }
}

void links_open_post(struct request *request, struct response *response)
{
    post(request, response, false);
}

void links_use_post(struct request *request, struct response *response)
{
    post(request, response, true);
}
