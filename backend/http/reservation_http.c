/* See reservation_http.h. */
#include "http/reservation_http.h"

#include <assert.h>
#include <string.h>

#include "actions/answer_offer.h"
#include "actions/cancel_reservation.h"
#include "actions/reserve_slot.h"
#include "actions/set_wishes.h"
#include "base/json.h"
#include "http/reservation_ask.h"
#include "http/reserve_answer.h"
#include "http/server.h"

#include "base/banned.h"

bool reservation_version(const struct request *request, struct response *response, int64_t *ret)
{
    struct str tag = request->if_match;
    *ret = 0;
    if (tag.n == 0 || str_is(tag, "*")) {
        return true;
    }
    bool quoted = tag.n >= 3 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"';
    if (quoted && str_int((struct str){tag.p + 1, tag.n - 2}, 1, INT64_MAX, ret) == OK) {
        return true;
    }
    response_fault(request, response, "If-Match", "BAD_FORMAT");
    return false;
}

void reservation_put_stale(struct answer *answer, enum request_language language, int64_t present_version,
                           enum reservation_reason reason)
{
    char storage[64];
    struct buf members;
    bool changed = reason == REASON_NONE;
    buf_init(&members, storage, sizeof storage);
    buf_puts(&members, "\"version\":");
    buf_int(&members, present_version);
    answer->status = changed ? 412 : 409;
    response_put_problem(&answer->body, language, answer->status, changed ? "CHANGED" : reservation_reason_word(reason),
                         NULL, buf_view(&members));
}

/* --- asking -------------------------------------------------------------------------------------------------------- */

/* Decodes into the arena; NULL: it is answered. */
static struct reserve_exchange *decode_ask(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct reserve_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    enum err err = exchange == NULL ? ERR_LIMIT : reservation_ask_decode(request, &exchange->preview.ask, &faults);
    if (!response_decoded(request, response, err, &faults)) {
        return NULL;
    }
    assert(exchange != NULL); /* else it was ERR_LIMIT */
    exchange->language = request->language;
    return exchange;
}

void reservations_post(struct request *request, struct response *response)
{
    struct reserve_exchange *exchange = decode_ask(request, response);
    if (exchange != NULL) {
        struct act act = {.verb = reserve_slot, .encode = reserve_answer_encode, .arg = exchange};
        response_act(request, response, &act, LANE_BOOKING);
    }
}

void reservation_preview_post(struct request *request, struct response *response)
{
    struct reserve_exchange *exchange = decode_ask(request, response);
    if (exchange != NULL) {
        struct act act = {.verb = preview_reservation, .encode = reserve_answer_preview, .arg = exchange};
        response_act(request, response, &act, LANE_REST);
    }
}

/* --- giving back ---------------------------------------------------------------------------------------------------- */

struct cancel_exchange {
    struct cancel_reservation ask; /* first */
    enum request_language language;
};

static void put_also(struct json_out *out, const struct cancel_reservation *ask)
{
    json_out_key(out, "also");
    json_out_open(out, '[');
    for (size_t i = 0; i < ask->also_n; i++) {
        json_out_open(out, '{');
        json_put_word(out, "id", ask->also[i]);
        json_put_day(out, "day", ask->also_days[i]);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void encode_cancelled(const void *arg, struct answer *answer)
{
    const struct cancel_exchange *exchange = arg;
    const struct cancel_reservation *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    if (ask->why_needed) {
        response_refuse_field(answer, exchange->language, "/why", "MISSING");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", ask->id);
    json_put_word(&out, "state", reservation_state_word(ask->state));
    json_put_int(&out, "version", ask->present_version);
    json_put_bool(&out, "late", ask->view.late);
    json_put_int(&out, "fee_yen", ask->view.fee_yen);
    json_put_bool(&out, "absence_stands", ask->absence_stands);
    put_also(&out, ask);
    json_out_close(&out, '}');
}

/* The body may be absent. */
static bool decode_cancel(const struct request *request, struct response *response, struct cancel_reservation *ask)
{
    static const char *const why_words[] = {"nursery", "home", NULL};
    struct json_faults faults;
    struct json_in in;
    if (request->body.n == 0) {
        return true;
    }
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        int why = json_word(&in, "why", JSON_OPTIONAL, why_words);
        ask->why = why < 0 ? CANCEL_UNSAID : why == 0 ? CANCEL_TO_NURSERY : CANCEL_RESTS_AT_HOME;
        ask->by_facility = json_bool(&in, "by_facility", JSON_OPTIONAL, false);
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

void reservation_cancel_post(struct request *request, struct response *response)
{
    struct cancel_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (reservation_version(request, response, &exchange.ask.version) &&
        decode_cancel(request, response, &exchange.ask)) {
        struct act act = {.verb = cancel_reservation, .encode = encode_cancelled, .arg = &exchange};
        response_act(request, response, &act, LANE_BOOKING);
    }
}

/* --- offers ---------------------------------------------------------------------------------------------------------- */

struct offer_exchange {
    struct answer_offer ask; /* first */
    enum request_language language;
};

void reservation_put_now(struct answer *answer, struct str id, enum reservation_state state, int64_t version)
{
    struct json_out out;
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", id);
    json_put_word(&out, "state", reservation_state_word(state));
    json_put_int(&out, "version", version);
    json_out_close(&out, '}');
}

static void encode_answered(const void *arg, struct answer *answer)
{
    const struct offer_exchange *exchange = arg;
    const struct answer_offer *ask = &exchange->ask;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    reservation_put_now(answer, ask->id, ask->state, ask->present_version);
}

static bool decode_decline(const struct request *request, struct response *response, struct answer_offer *ask)
{
    struct json_faults faults;
    struct json_in in;
    if (request->body.n == 0) {
        return true;
    }
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        ask->keep_waiting = json_bool(&in, "keep_waiting", JSON_OPTIONAL, false);
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

static void answer_post(struct request *request, struct response *response, bool accept)
{
    struct offer_exchange exchange = {.ask = {.id = request_path(request, "id"), .accept = accept},
                                      .language = request->language};
    if (reservation_version(request, response, &exchange.ask.version) &&
        (accept || decode_decline(request, response, &exchange.ask))) {
        struct act act = {.verb = answer_offer, .encode = encode_answered, .arg = &exchange};
        response_act(request, response, &act, LANE_BOOKING);
    }
}

void reservation_accept_post(struct request *request, struct response *response)
{
    answer_post(request, response, true);
}

void reservation_decline_post(struct request *request, struct response *response)
{
    answer_post(request, response, false);
}

/* --- wishes of those who wait --------------------------------------------------------------------------------------- */

struct wishes_exchange {
    struct set_wishes ask; /* first */
    enum request_language language;
};

static void encode_wishes(const void *arg, struct answer *answer)
{
    const struct wishes_exchange *exchange = arg;
    const struct set_wishes *ask = &exchange->ask;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    reservation_put_now(answer, ask->id, RESERVATION_WAITLISTED, ask->present_version);
}

static void decode_wishes(struct request *request, struct json_in *in, void *arg)
{
    struct set_wishes *ask = arg;
    (void)request;
    ask->auto_until_ms = json_instant(in, "auto_accept_until", JSON_OPTIONAL, 0);
    ask->stays = json_bool(in, "same_day_list", JSON_OPTIONAL, false);
}

void reservation_wishes_put(struct request *request, struct response *response)
{
    struct wishes_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (request->if_match.n == 0) {
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return;
    }
    if (!reservation_version(request, response, &exchange.ask.version)) {
        return;
    }
    struct act act = {.verb = set_wishes, .encode = encode_wishes, .arg = &exchange};
    response_act_json(request, response, &act, decode_wishes, LANE_BOOKING);
}
