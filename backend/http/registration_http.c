/* Registrations with the sick-care rooms: writing, handing in, deciding (decode, act, encode). Reading them is in registrations_http.c. */
#include "actions/decide_registration.h"
#include "actions/save_registration.h"
#include "actions/submit_registration.h"
#include "core/registration_sheet.h"
#include "http/handlers.h"
#include "http/server.h"

#include "base/banned.h"

enum { SHEET_STORAGE = REGISTRATION_SHEET_BYTES_MAX + 1, REASON_BYTES_MAX = 1000 };

static void put_wrong_state(struct answer *answer, enum request_language language, enum registration_state state)
{
    char storage[64];
    struct buf members;
    buf_init(&members, storage, sizeof storage);
    buf_puts(&members, "\"state\":\"");
    buf_puts(&members, registration_state_word(state));
    buf_char(&members, '"');
    answer->status = 409;
    response_put_problem(&answer->body, language, 409, "WRONG_STATE", NULL, buf_view(&members));
}

static void put_invalid(struct answer *answer, enum request_language language, const struct json_faults *faults)
{
    answer->status = 422;
    response_put_problem(&answer->body, language, 422, "INVALID", faults, STR(""));
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

struct save_exchange {
    struct save_registration ask; /* first */
    enum request_language language;
};

static void encode_saved(const void *arg, struct answer *answer)
{
    const struct save_exchange *exchange = arg;
    const struct save_registration *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed) {
        reservation_put_stale(answer, exchange->language, ask->present_version, REASON_NONE);
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_word(&out, "id", ask->id);
    json_put_word(&out, "state", registration_state_word(ask->state));
    json_put_int(&out, "version", ask->present_version);
    json_put_int(&out, "household_version", ask->present_household_version);
    json_out_close(&out, '}');
}

/* Both sheets in their one form, in the arena. false: it is full. */
static bool read_sheets(const struct request *request, struct json_in *in, struct save_registration *ask)
{
    struct json_in nested;
    struct buf household;
    struct buf sheet;
    char *storage = arena_alloc(&request->worker->arena, SHEET_STORAGE);
    char *second = arena_alloc(&request->worker->arena, SHEET_STORAGE);
    if (storage == NULL || second == NULL) {
        return false;
    }
    buf_init(&household, storage, SHEET_STORAGE);
    buf_init(&sheet, second, SHEET_STORAGE);
    if (json_nested(in, "household", JSON_OPTIONAL, &nested)) {
        registration_sheet_household(&nested, &household);
        json_nested_end(&nested);
        ask->household = buf_view(&household);
    }
    if (json_nested(in, "sheet", JSON_OPTIONAL, &nested)) {
        registration_sheet_child(&nested, true, &sheet);
        json_nested_end(&nested);
        ask->sheet = buf_view(&sheet);
    }
    return true;
}

static bool decode_save(const struct request *request, struct response *response, struct save_registration *ask)
{
    struct json_faults faults;
    struct json_in in;
    bool room = true;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        ask->household_version = json_int(&in, "household_version", JSON_OPTIONAL, 0, INT64_MAX, -1);
        room = read_sheets(request, &in, ask);
        err = json_close(&in);
    }
    err = err == OK && !room ? ERR_LIMIT : err;
    return response_decoded(request, response, err, &faults);
}

void registration_put(struct request *request, struct response *response)
{
    struct save_exchange exchange = {
        .ask = {.child = request_path(request, "id"), .scope = request_path(request, "scope")},
        .language = request->language};
    exchange.ask.first = str_is(request->if_none_match, "*");
    if (request->if_match.n == 0 && !exchange.ask.first) {
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return;
    }
    if (reservation_version(request, response, &exchange.ask.version) &&
        decode_save(request, response, &exchange.ask)) {
        struct act act = {.verb = save_registration, .encode = encode_saved, .arg = &exchange};
        response_act(request, response, &act, LANE_REST);
    }
}

/* --- handing in ---------------------------------------------------------------------------------------------------------- */

struct submit_exchange {
    struct submit_registration ask; /* first */
    enum request_language language;
};

static void encode_submitted(const void *arg, struct answer *answer)
{
    const struct submit_exchange *exchange = arg;
    const struct submit_registration *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed) {
        reservation_put_stale(answer, exchange->language, ask->present_version, REASON_NONE);
        return;
    }
    if (ask->wrong_state) {
        put_wrong_state(answer, exchange->language, ask->state);
        return;
    }
    if (ask->missing.n > 0) {
        put_invalid(answer, exchange->language, &ask->missing);
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", ask->id);
    json_put_word(&out, "state", registration_state_word(ask->state));
    json_put_bool(&out, "renewal_asked", ask->renewal);
    json_put_int(&out, "version", ask->present_version);
    json_out_close(&out, '}');
}

/* A body is not needed; one that is sent must be an empty object. */
static bool decode_nothing(const struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    if (request->body.n == 0) {
        return true;
    }
    enum err err = json_open(request->body, &in, &faults);
    err = err == OK ? json_close(&in) : err;
    return response_decoded(request, response, err, &faults);
}

static void hand_in(struct request *request, struct response *response,
                    enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg))
{
    struct submit_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (reservation_version(request, response, &exchange.ask.version) && decode_nothing(request, response)) {
        struct act act = {.verb = verb, .encode = encode_submitted, .arg = &exchange};
        response_act(request, response, &act, LANE_REST);
    }
}

void registration_submit_post(struct request *request, struct response *response)
{
    hand_in(request, response, submit_registration);
}

void registration_confirm_post(struct request *request, struct response *response)
{
    hand_in(request, response, confirm_registration);
}

/* --- deciding ------------------------------------------------------------------------------------------------------------ */

struct decision_exchange {
    struct decide_registration ask; /* first */
    enum request_language language;
};

static void encode_decided(const void *arg, struct answer *answer)
{
    const struct decision_exchange *exchange = arg;
    const struct decide_registration *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed) {
        reservation_put_stale(answer, exchange->language, ask->present_version, REASON_NONE);
        return;
    }
    if (ask->wrong_state) {
        put_wrong_state(answer, exchange->language, ask->state);
        return;
    }
    if (ask->past) {
        struct json_faults faults = {.n = 0};
        json_fault_add(&faults, "/until", "OUT_OF_RANGE");
        put_invalid(answer, exchange->language, &faults);
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", ask->id);
    json_put_word(&out, "state", registration_state_word(ask->state));
    json_put_word(&out, "number", ask->number[0] == '\0' ? NULL : ask->number);
    if (ask->valid_to_day != 0 && ask->valid_to_day != REGISTRATION_FOR_EVER) {
        json_put_day(&out, "valid_to", ask->valid_to_day);
    } else {
        json_put_word(&out, "valid_to", NULL);
    }
    json_put_int(&out, "version", ask->present_version);
    json_out_close(&out, '}');
}

static bool decode_decision(const struct request *request, struct response *response, struct decide_registration *ask)
{
    static const char *const words[] = {"approve", "return", "refuse", "suspend", "lift", NULL};
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        int decision = json_word(&in, "decision", JSON_REQUIRED, words);
        ask->decision = decision < 0 ? REGISTRATION_APPROVE : (enum registration_decision)decision;
        bool needed = ask->decision != REGISTRATION_APPROVE && ask->decision != REGISTRATION_LIFT;
        struct str reason = json_text(&in, "reason", needed ? JSON_REQUIRED : JSON_OPTIONAL, REASON_BYTES_MAX);
        if (needed && reason.p != NULL && reason.n == 0) {
            json_blame(&in, "reason", "MISSING");
        }
        ask->reason = arena_copy(&request->worker->arena, reason);
        ask->until_day = json_day(&in, "until", JSON_OPTIONAL, 0);
        if (ask->until_day != 0 && ask->decision != REGISTRATION_SUSPEND) {
            json_blame(&in, "until", "OUT_OF_RANGE");
        }
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

void registration_decide_post(struct request *request, struct response *response)
{
    struct decision_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (reservation_version(request, response, &exchange.ask.version) &&
        decode_decision(request, response, &exchange.ask)) {
        struct act act = {.verb = decide_registration, .encode = encode_decided, .arg = &exchange};
        response_act(request, response, &act, LANE_REST);
    }
}
