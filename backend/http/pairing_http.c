/* How a box becomes an entrance (R-SEC-04): the head makes a code and reads it, the box that knows it offers its public keys, the head compares the
 * number and confirms. The code is read only while it holds, and by nobody but who may confirm it. */
#include <string.h>

#include "actions/confirm_pairing.h"
#include "actions/make_pairing.h"
#include "actions/offer_pairing.h"
#include "base/clock.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/pairing_store.h"

#include "base/banned.h"

enum { NUMBER_BYTES_MAX = 16 };

/* --- the code -------------------------------------------------------------------------------------------------------- */

struct make_exchange {
    struct make_pairing ask; /* first */
    enum request_language language;
};

static void encode_made(const void *arg, struct answer *answer)
{
    const struct make_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.taken) {
        answer->status = 409;
        response_put_problem(&answer->body, exchange->language, 409, "NAME_TAKEN", NULL, STR(""));
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", exchange->ask.id);
    json_put_instant(&out, "expires_at", exchange->ask.expires_ms);
    json_out_close(&out, '}');
}

void pairings_post(struct request *request, struct response *response)
{
    struct make_exchange exchange = {.language = request->language};
    struct json_faults faults;
    struct json_in in;
    char site[TOPICS_ID_BYTES];
    char gateway[TOPICS_ID_BYTES];
    if (json_open(request->body, &in, &faults) != OK) {
        response_faults(request, response, &faults);
        return;
    }
    enum err err = str_copy(json_text(&in, "site_id", JSON_REQUIRED, sizeof site - 1), site, sizeof site);
    struct str name = json_text(&in, "gateway", JSON_REQUIRED, sizeof gateway - 1);
    if (str_copy(name, gateway, sizeof gateway) != OK || (name.n > 0 && !topics_is_id(name))) {
        json_blame(&in, "gateway", "BAD_FORMAT");
    }
    if (json_close(&in) != OK || err != OK) {
        response_faults(request, response, &faults);
        return;
    }
    exchange.ask.site = str_of(site);
    exchange.ask.gateway = str_of(gateway);
    struct act act = {.verb = make_pairing, .encode = encode_made, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
}

static const char *state_of(const struct pairing *pairing, int64_t now_ms)
{
    if (pairing->confirmed_ms != 0) {
        return "confirmed";
    }
    if (pairing->expires_ms <= now_ms || pairing->wrong >= PAIRING_WRONG_MAX) {
        return "over";
    }
    return pairing->offered ? "compare" : "waiting";
}

void pairing_get(struct request *request, struct response *response)
{
    struct pairing pairing;
    struct json_out out;
    char code[CLAIM_CODE_TEXT];
    char check[PAIRING_CHECK_TEXT];
    enum err err = pairing_mine(request->worker->db, request_path(request, "id"), request->caller.account_id, &pairing);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    const char *state = state_of(&pairing, clock_now_ms());
    bool waiting = strcmp(state, "waiting") == 0;
    bool compare = strcmp(state, "compare") == 0;
    make_pairing_print(request->server->keys, pairing.public_id, code);
    pairing_check(&pairing.offer, request->server->keys->sign_public, check);
    json_out_init(&out, response_body(request, response, RESPONSE_SMALL_BYTES));
    json_out_open(&out, '{');
    json_put_word(&out, "id", pairing.public_id);
    json_put_word(&out, "site_id", pairing.site);
    json_put_word(&out, "gateway", pairing.gateway);
    json_put_word(&out, "state", state);
    json_put_instant(&out, "expires_at", pairing.expires_ms);
    json_put_word(&out, "code", waiting ? code : NULL);
    json_put_word(&out, "number", compare ? check : NULL);
    json_out_close(&out, '}');
    secret_wipe(code, sizeof code);
    response_json(response, 200);
}

/* --- the comparison -------------------------------------------------------------------------------------------------- */

struct confirm_exchange {
    struct confirm_pairing ask; /* first */
    enum request_language language;
};

static void encode_confirmed(const void *arg, struct answer *answer)
{
    static const char *const codes[] = {[CONFIRM_PAIRING_WAITS] = "PAIRING_WAITS",
                                        [CONFIRM_PAIRING_OVER] = "PAIRING_OVER",
                                        [CONFIRM_PAIRING_DIFFERS] = "PAIRING_DIFFERS"};
    const struct confirm_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.outcome != CONFIRM_PAIRING_DONE) {
        answer->status = 409;
        response_put_problem(&answer->body, exchange->language, 409, codes[exchange->ask.outcome], NULL, STR(""));
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "gateway", exchange->ask.gateway);
    json_put_word(&out, "site_id", exchange->ask.site);
    json_put_int(&out, "epoch", exchange->ask.epoch);
    json_out_close(&out, '}');
}

void pairing_confirm_post(struct request *request, struct response *response)
{
    struct confirm_exchange exchange = {.ask = {.pairing = request_path(request, "id")}, .language = request->language};
    struct json_faults faults;
    struct json_in in;
    char number[NUMBER_BYTES_MAX + 1];
    if (json_open(request->body, &in, &faults) != OK) {
        response_faults(request, response, &faults);
        return;
    }
    enum err err = str_copy(json_text(&in, "number", JSON_REQUIRED, NUMBER_BYTES_MAX), number, sizeof number);
    if (json_close(&in) != OK || err != OK) {
        response_faults(request, response, &faults);
        return;
    }
    exchange.ask.number = str_of(number);
    struct act act = {.verb = confirm_pairing, .encode = encode_confirmed, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}

/* --- the box --------------------------------------------------------------------------------------------------------- */

struct offer_exchange {
    struct offer_pairing ask; /* first */
    enum request_language language;
};

static void encode_offered(const void *arg, struct answer *answer)
{
    const struct offer_exchange *exchange = arg;
    if (exchange->ask.unknown) {
        answer->status = 404;
        response_put_problem(&answer->body, exchange->language, 404, "PAIRING_UNKNOWN", NULL, STR(""));
        return;
    }
    answer->status = 200;
    pairing_letter_encode(&exchange->ask.letter, &exchange->ask.code, &answer->body);
}

void pairing_offer_post(struct request *request, struct response *response)
{
    struct pairing_asked asked;
    struct json_faults faults;
    struct offer_exchange exchange = {.language = request->language};
    if (pairing_offer_decode(request->body, &asked, &faults) != OK) {
        response_faults(request, response, &faults);
        return;
    }
    exchange.ask.asked = &asked;
    exchange.ask.broker = request->server->options.entrances_broker;
    request->idempotency_key = STR(""); /* the same keys get the same answer by themselves */
    struct act act = {.verb = offer_pairing, .encode = encode_offered, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
    secret_wipe(&exchange, sizeof exchange);
}
