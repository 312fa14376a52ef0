/* See family_sheet_http.h. What is known is written again in one form: that text is sealed and stored. */
#include "http/family_sheet_http.h"

#include "actions/family_sheet.h"
#include "base/json.h"
#include "core/doctor_note.h"
#include "http/reservation_http.h"
#include "http/server.h"

#include "base/banned.h"

enum {
    BODY_BYTES = 16 * 1024,
    TEXT_BYTES = 400,
    DOSE_BYTES = 64,
    ORDER_TIMES_MAX = 6,
    TENTHS_MIN = 340,
    TENTHS_MAX = 429
};

/* --- the sheet ----------------------------------------------------------------------------------------------------------- */

struct sheet_exchange {
    struct put_family_sheet ask; /* first */
    enum request_language language;
};

static void encode_sheet(const void *arg, struct answer *answer)
{
    const struct sheet_exchange *exchange = arg;
    const struct put_family_sheet *ask = &exchange->ask;
    struct json_out out;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version,
                              ask->changed ? REASON_NONE : ask->reason);
        return;
    }
    if (ask->not_yours) {
        response_refuse(answer, exchange->language, 403, "DENIED");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_int(&out, "version", ask->present_version);
    json_put_instant_or_null(&out, "signed_at", ask->signed_ms);
    json_out_close(&out, '}');
}

/* What happened since the evening before; every line may be left empty. */
static void decode_sheet(struct json_in *in, struct json_out *out)
{
    static const char *const texts[] = {"symptoms",       "course", "meals",     "sleep",
                                        "medicine_given", "wishes", "call_first"};
    json_out_open(out, '{');
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        json_put_text(out, texts[i], json_text(in, texts[i], JSON_OPTIONAL, TEXT_BYTES));
    }
    int32_t tenths = json_tenths(in, "morning_temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, -1);
    if (tenths >= 0) {
        json_out_key(out, "morning_temperature_c");
        json_out_tenths(out, tenths);
    }
    json_out_close(out, '}');
}

void family_sheet_put(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct buf text;
    struct sheet_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (request->if_match.n == 0 && !str_is(request->if_none_match, "*")) {
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return;
    }
    if (!reservation_version(request, response, &exchange.ask.version)) {
        return;
    }
    char *storage = arena_alloc(&request->worker->arena, DAY_SHEET_BYTES_MAX + 1);
    enum err err = storage == NULL ? ERR_LIMIT : json_open(request->body, &in, &faults);
    if (err == OK) {
        buf_init(&text, storage, DAY_SHEET_BYTES_MAX + 1);
        json_out_init(&out, &text);
        decode_sheet(&in, &out);
        exchange.ask.sign = json_bool(&in, "sign", JSON_OPTIONAL, false);
        exchange.ask.detail = buf_view(&text);
        err = json_close(&in);
        err = err == OK && text.overflow ? ERR_LIMIT : err;
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = put_family_sheet, .encode = encode_sheet, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

static void put_sheet(void *arg, const struct day_sheet_row *row, struct str detail)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_int(out, "version", row->version);
    json_put_instant_or_null(out, "signed_at", row->signed_ms);
    json_put_json_or_null(out, "sheet", detail);
    json_out_key(out, "orders");
    json_out_open(out, '[');
}

static void put_order(void *arg, const struct order_row *row, struct str detail)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_instant_or_null(out, "taken_back_at", row->taken_back_ms);
    json_put_json_or_null(out, "order", detail);
    json_out_close(out, '}');
}

void family_sheet_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_family_sheet ask = {.caller = &request->caller,
                                    .id = request_path(request, "id"),
                                    .sheet = put_sheet,
                                    .order = put_order,
                                    .arg = &out};
    struct buf *body = response_body(request, response, BODY_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    enum err err = read_family_sheet(request->server->lane, &ask);
    if (err == OK) {
        json_out_close(&out, ']');
        json_out_close(&out, '}');
        err = body->overflow ? ERR_LIMIT : OK;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* --- medicine ------------------------------------------------------------------------------------------------------------ */

struct order_exchange {
    struct add_order ask; /* first */
    enum request_language language;
};

static void encode_order(const void *arg, struct answer *answer)
{
    const struct order_exchange *exchange = arg;
    const struct add_order *ask = &exchange->ask;
    if (ask->reason != REASON_NONE || ask->full || ask->not_on_note) {
        response_refuse(answer, exchange->language, 409,
                        ask->reason != REASON_NONE ? reservation_reason_word(ask->reason)
                        : ask->full                ? "LIST_FULL"
                                                   : "DRUG_NOT_ON_NOTE");
        return;
    }
    response_answer_id(answer, ask->order);
}

static void decode_order(struct json_in *in, struct json_out *out, struct add_order *ask)
{
    size_t n = json_list(in, "times", JSON_OPTIONAL, ORDER_TIMES_MAX);
    json_out_open(out, '{');
    json_put_text(out, "drug", ask->drug);
    json_put_text(out, "dose", json_text(in, "dose", JSON_REQUIRED, DOSE_BYTES));
    json_out_key(out, "times");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        json_out_text(out, json_list_text(in, "times", i, DOSE_BYTES / 2));
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void orders_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct buf text;
    char storage[ORDER_DETAIL_BYTES_MAX + 1];
    struct order_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        buf_init(&text, storage, sizeof storage);
        json_out_init(&out, &text);
        exchange.ask.drug = arena_copy(&request->worker->arena,
                                       json_text(&in, "drug", JSON_REQUIRED, DOCTOR_NOTE_DRUG_BYTES - 1));
        decode_order(&in, &out, &exchange.ask);
        exchange.ask.detail = buf_view(&text);
        if (text.overflow) {
            json_blame(&in, "times", "TOO_LONG");
        }
        err = json_close(&in);
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = add_order, .encode = encode_order, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

void order_delete(struct request *request, struct response *response)
{
    struct remove_order ask = {.id = request_path(request, "id"), .order = request_path(request, "order")};
    struct act act = {.verb = remove_order, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_BOOKING);
}
