/* See course_http.h. What is known of an entry is written again in one form: that text is sealed and stored. */
#include "http/course_http.h"

#include "actions/care_course.h"
#include "base/json.h"
#include "http/typed_login.h"
#include "http/server.h"

#include "base/banned.h"

enum {
    BODY_BYTES = 128 * 1024,
    TEXT_BYTES = 600,
    DRUG_BYTES = 127,
    DOSE_BYTES = 64,
    TENTHS_MIN = 340,
    TENTHS_MAX = 429
};

/* --- writing ------------------------------------------------------------------------------------------------------------- */

struct entry_exchange {
    struct add_entry ask; /* first */
    enum request_language language;
};

static void encode_entry(const void *arg, struct answer *answer)
{
    const struct entry_exchange *exchange = arg;
    const struct add_entry *ask = &exchange->ask;
    struct json_out out;
    if (ask->unknown_entry) {
        response_refuse_field(answer, exchange->language, "/strikes", "UNKNOWN");
        return;
    }
    if (ask->wrong_time) {
        response_refuse_field(answer, exchange->language, "/at", "OUT_OF_RANGE");
        return;
    }
    if (ask->reason != REASON_NONE) {
        response_refuse(answer, exchange->language, 409, reservation_reason_word(ask->reason));
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->entry);
    json_put_instant(&out, "at", ask->at_ms);
    json_put_bool(&out, "waits_for_second", entry_needs_second(ask->kind));
    json_out_close(&out, '}');
}

/* Medicine needs its drug and dose, a temperature its figure, a strike its entry and why; everything else a word or two. */
static void decode_detail(struct json_in *in, struct json_out *out, const struct add_entry *ask)
{
    bool medicine = ask->kind == ENTRY_MEDICINE;
    bool strike = ask->kind == ENTRY_STRIKE;
    json_out_open(out, '{');
    json_put_text(out, "text", json_text(in, "text", strike ? JSON_REQUIRED : JSON_OPTIONAL, TEXT_BYTES));
    json_put_text(out, "drug", json_text(in, "drug", medicine ? JSON_REQUIRED : JSON_OPTIONAL, DRUG_BYTES));
    json_put_text(out, "dose", json_text(in, "dose", medicine ? JSON_REQUIRED : JSON_OPTIONAL, DOSE_BYTES));
    json_put_minute_or_null(out, "planned", json_minute(in, "planned", JSON_OPTIONAL, -1));
    int32_t tenths = json_tenths(in, "temperature_c", ask->kind == ENTRY_TEMPERATURE ? JSON_REQUIRED : JSON_OPTIONAL,
                                 TENTHS_MIN, TENTHS_MAX, -1);
    if (tenths >= 0) {
        json_out_key(out, "temperature_c");
        json_out_tenths(out, tenths);
    }
    json_out_close(out, '}');
}

static void decode_entry(struct request *request, struct json_in *in, struct buf *text, struct add_entry *ask)
{
    struct json_out out;
    int kind = json_word(in, "kind", JSON_REQUIRED, entry_kind_words);
    ask->kind = kind < 0 ? ENTRY_OTHER : (enum entry_kind)(kind + 1);
    ask->at_ms = json_instant(in, "at", JSON_OPTIONAL, 0);
    ask->family = json_bool(in, "for_family", JSON_OPTIONAL, entry_for_family(ask->kind)) ? 1 : 0;
    ask->strikes = arena_copy(
        &request->worker->arena,
        json_text(in, "strikes", ask->kind == ENTRY_STRIKE ? JSON_REQUIRED : JSON_OPTIONAL, SECRET_PUBLIC_ID_TEXT));
    if (ask->kind != ENTRY_STRIKE && ask->strikes.n > 0) {
        json_blame(in, "strikes", "OUT_OF_RANGE");
    }
    json_out_init(&out, text);
    decode_detail(in, &out, ask);
    ask->detail = buf_view(text);
}

void entries_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct buf text;
    char storage[CARE_ENTRY_DETAIL_MAX + 1];
    struct entry_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        buf_init(&text, storage, sizeof storage);
        decode_entry(request, &in, &text, &exchange.ask);
        err = json_close(&in);
        err = err == OK && text.overflow ? ERR_LIMIT : err;
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = add_entry, .encode = encode_entry, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

/* --- the second person ----------------------------------------------------------------------------------------------------- */

struct check_exchange {
    struct check_entry ask; /* first */
    enum request_language language;
};

static void encode_check(const void *arg, struct answer *answer)
{
    const struct check_exchange *exchange = arg;
    const struct check_entry *ask = &exchange->ask;
    struct json_out out;
    if (ask->stranger) {
        response_refuse(answer, exchange->language, 409, "SECOND_UNKNOWN");
        return;
    }
    if (ask->not_needed || ask->same_person || ask->already) {
        response_refuse(answer, exchange->language, 409,
                        ask->same_person && !ask->not_needed ? "SECOND_PERSON" : "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "id", ask->entry);
    json_out_close(&out, '}');
}

static void run_check(struct request *request, struct response *response, int64_t second_id)
{
    struct check_exchange exchange = {.ask = {.entry = request_path(request, "id"), .second_id = second_id},
                                      .language = request->language};
    struct act act = {.verb = check_entry, .encode = encode_check, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

void entry_check_post(struct request *request, struct response *response)
{
    run_check(request, response, 0);
}

static void check_with(struct request *request, struct response *response, const struct typed_login_owner *second)
{
    run_check(request, response, second->account_id);
}

void entry_check_here_post(struct request *request, struct response *response)
{
    typed_login_second(request, response, check_with);
}

/* --- reading --------------------------------------------------------------------------------------------------------------- */

void course_put_line(void *arg, const struct care_entry_row *entry, struct str detail)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", entry->public_id);
    json_put_word(out, "kind", entry_kind_word(entry->kind));
    json_put_instant(out, "at", entry->at_ms);
    json_put_instant(out, "recorded_at", entry->recorded_ms);
    json_put_bool(out, "late", entry_late(entry->at_ms, entry->recorded_ms));
    json_put_text(out, "by", entry->by);
    json_put_bool(out, "for_family", entry->family);
    json_put_text_or_null(out, "second", entry->second);
    json_put_instant_or_null(out, "second_at", entry->second_ms);
    json_put_text_or_null(out, "strikes", entry->strikes);
    json_put_text_or_null(out, "struck_by", entry->struck_by);
    json_put_json_or_null(out, "entry", detail);
    json_out_close(out, '}');
}

void entries_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_course ask = {
        .caller = &request->caller, .id = request_path(request, "id"), .line = course_put_line, .arg = &out};
    struct buf *body = response_body(request, response, BODY_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "entries");
    json_out_open(&out, '[');
    enum err err = read_course(request->server->lane, &ask);
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    err = err == OK && body->overflow ? ERR_LIMIT : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
