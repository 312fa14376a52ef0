/* What the ward office knows of a household, dated, and that it moves away: decode, act, encode. */
#include "actions/close_household.h"
#include "actions/record_fact.h"
#include "base/civil.h"
#include "http/handlers.h"
#include "http/server.h"

#include "base/banned.h"

static void put_to(struct json_out *out, int32_t to_day)
{
    if (to_day == FACT_FOR_EVER) {
        json_put_word(out, "to", NULL);
    } else {
        json_put_day(out, "to", to_day);
    }
}

static void put_fact(struct json_out *out, const struct fact *fact)
{
    json_out_open(out, '{');
    json_put_word(out, "id", fact->public_id);
    json_put_word(out, "child_id", fact->child[0] == '\0' ? NULL : fact->child);
    json_put_word(out, "kind", fact_kind_word(fact->kind));
    json_put_word(out, "value", fact->value);
    json_put_day(out, "from", fact->from_day);
    put_to(out, fact->to_day);
    json_put_bool(out, "imported", fact->account_id == 0);
    json_put_instant(out, "recorded_at", fact->recorded_ms);
    json_put_instant_or_null(out, "ended_at", fact->ended_ms);
    json_out_close(out, '}');
}

void facts_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_facts ask = {.caller = &request->caller, .household = request_path(request, "id")};
    ask.list = arena_alloc(&request->worker->arena, READ_FACTS_MAX * sizeof ask.list[0]);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES / 4);
    enum err err = ask.list == NULL || body == NULL ? ERR_LIMIT : read_facts(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "facts");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask.list_n; i++) {
        put_fact(&out, &ask.list[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response_json_etag(request, response);
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

struct fact_exchange {
    struct record_fact ask; /* first */
    enum request_language language;
};

static void encode_recorded(const void *arg, struct answer *answer)
{
    const struct fact_exchange *exchange = arg;
    const struct record_fact *ask = &exchange->ask;
    struct json_out out;
    if (ask->no_such_child) {
        response_refuse_field(answer, exchange->language, "/child_id", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->id);
    json_put_word(&out, "kind", fact_kind_word(ask->kind));
    json_put_day(&out, "from", ask->from_day);
    put_to(&out, ask->to_day);
    json_out_close(&out, '}');
}

/* A tier, a certificate or a proof is nothing without saying which. */
static bool needs_value(enum fact_kind kind)
{
    return kind == FACT_TIER || kind == FACT_ENTITLEMENT || kind == FACT_PROOF;
}

static bool decode_fact(const struct request *request, struct response *response, struct record_fact *ask)
{
    struct json_faults faults;
    struct json_in in;
    struct arena *arena = &request->worker->arena;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        int kind = json_word(&in, "kind", JSON_REQUIRED, fact_kind_words);
        ask->kind = (enum fact_kind)(kind < 0 ? FACT_RESIDENCE : kind + 1);
        ask->child = arena_copy(arena, json_text(&in, "child_id", JSON_OPTIONAL, SECRET_PUBLIC_ID_TEXT - 1));
        ask->value = arena_copy(arena, json_text(&in, "value", needs_value(ask->kind) ? JSON_REQUIRED : JSON_OPTIONAL,
                                                 FACT_VALUE_BYTES - 1));
        ask->from_day = json_day(&in, "from", JSON_REQUIRED, 0);
        ask->to_day = json_day(&in, "to", JSON_OPTIONAL, FACT_FOR_EVER);
        if (faults.n == 0 && ask->to_day < ask->from_day) {
            json_blame(&in, "to", "OUT_OF_RANGE");
        }
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

void facts_post(struct request *request, struct response *response)
{
    struct fact_exchange exchange = {.ask = {.household = request_path(request, "id")}, .language = request->language};
    if (decode_fact(request, response, &exchange.ask)) {
        struct act act = {.verb = record_fact, .encode = encode_recorded, .arg = &exchange};
        response_act(request, response, &act, LANE_REST);
    }
}

struct end_exchange {
    struct end_fact ask; /* first */
    enum request_language language;
};

static void encode_ended(const void *arg, struct answer *answer)
{
    const struct end_exchange *exchange = arg;
    answer->status = 204;
    if (exchange->ask.over) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
    }
}

void fact_end_post(struct request *request, struct response *response)
{
    struct end_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = end_fact, .encode = encode_ended, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
}

/* --- moving away ----------------------------------------------------------------------------------------------------- */

struct close_exchange {
    struct close_household ask; /* first */
    enum request_language language;
};

static void encode_closed(const void *arg, struct answer *answer)
{
    const struct close_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.past) {
        response_refuse_field(answer, exchange->language, "/day", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", exchange->ask.household);
    json_put_day(&out, "closed_from", exchange->ask.day);
    json_put_int(&out, "cancelled", exchange->ask.cancelled);
    json_out_close(&out, '}');
}

static void decode_close(struct request *request, struct json_in *in, void *arg)
{
    struct close_household *ask = arg;
    (void)request;
    ask->day = json_day(in, "day", JSON_REQUIRED, 0);
}

void household_close_post(struct request *request, struct response *response)
{
    struct close_exchange exchange = {.ask = {.household = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = close_household, .encode = encode_closed, .arg = &exchange};
    response_act_json(request, response, &act, decode_close, LANE_BOOKING);
}
