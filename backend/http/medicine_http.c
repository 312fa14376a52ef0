/* See medicine_http.h. What is asked for is written again in one form: that text is sealed and stored. */
#include "http/medicine_http.h"

#include "actions/ask_medicine.h"
#include "actions/give_medicine.h"
#include "actions/read_medicines.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/server.h"
#include "http/typed_login.h"

#include "base/banned.h"

enum { LIST_BYTES = 128 * 1024 };

/* --- the family ------------------------------------------------------------------------------------------------------- */

struct ask_exchange {
    struct ask_medicine ask; /* first */
    enum request_language language;
};

static void encode_asked(const void *arg, struct answer *answer)
{
    const struct ask_exchange *exchange = arg;
    if (exchange->ask.outcome != MEDICINE_FINE) {
        response_refuse(answer, exchange->language, 409, medicine_outcome_word(exchange->ask.outcome));
        return;
    }
    response_answer_id(answer, exchange->ask.medicine);
}

static void decode_ask(struct request *request, struct json_in *in, void *arg)
{
    struct ask_medicine *ask = arg;
    struct json_out out;
    struct buf text;
    char *storage = arena_alloc(&request->worker->arena, MEDICINE_DETAIL_MAX + 1);
    if (storage == NULL) {
        json_blame(in, "drug", "TOO_LONG");
        return;
    }
    buf_init(&text, storage, MEDICINE_DETAIL_MAX + 1);
    json_out_init(&out, &text);
    ask->day = json_day(in, "day", JSON_REQUIRED, 0);
    medicine_decode(in, &out);
    ask->detail = buf_view(&text);
    if (text.overflow) {
        json_blame(in, "note", "TOO_LONG");
    }
}

void medicines_post(struct request *request, struct response *response)
{
    struct ask_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = ask_medicine, .encode = encode_asked, .arg = &exchange};
    response_act_json(request, response, &act, decode_ask, LANE_ABSENCE);
}

struct withdraw_exchange {
    struct withdraw_medicine ask; /* first */
    enum request_language language;
};

static void encode_withdrawn(const void *arg, struct answer *answer)
{
    const struct withdraw_exchange *exchange = arg;
    if (exchange->ask.outcome != MEDICINE_FINE) {
        response_refuse(answer, exchange->language, 409, medicine_outcome_word(exchange->ask.outcome));
        return;
    }
    answer->status = 204;
}

void medicine_withdraw_post(struct request *request, struct response *response)
{
    struct withdraw_exchange exchange = {.ask = {.medicine = request_path(request, "id")},
                                         .language = request->language};
    struct act act = {.verb = withdraw_medicine, .encode = encode_withdrawn, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}

/* --- staff ------------------------------------------------------------------------------------------------------------ */

struct give_exchange {
    struct give_medicine ask; /* first */
    enum request_language language;
};

static void encode_given(const void *arg, struct answer *answer)
{
    const struct give_exchange *exchange = arg;
    if (exchange->ask.stranger) {
        response_refuse(answer, exchange->language, 409, "SECOND_UNKNOWN");
    } else if (exchange->ask.outcome != MEDICINE_FINE) {
        response_refuse(answer, exchange->language, 409, medicine_outcome_word(exchange->ask.outcome));
    } else {
        answer->status = 204;
    }
}

static void run_verb(struct request *request, struct response *response,
                     enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg), int64_t second_id)
{
    struct give_exchange exchange = {.ask = {.medicine = request_path(request, "id"), .second_id = second_id},
                                     .language = request->language};
    struct act act = {.verb = verb, .encode = encode_given, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

void medicine_give_post(struct request *request, struct response *response)
{
    run_verb(request, response, give_medicine, 0);
}

void medicine_see_post(struct request *request, struct response *response)
{
    run_verb(request, response, see_medicine, 0);
}

void medicine_strike_post(struct request *request, struct response *response)
{
    run_verb(request, response, strike_medicine, 0);
}

static void see_with(struct request *request, struct response *response, const struct typed_login_owner *second)
{
    run_verb(request, response, see_medicine, second->account_id);
}

void medicine_see_here_post(struct request *request, struct response *response)
{
    typed_login_second(request, response, see_with);
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

static void put_row(void *arg, const struct medicine_row *row, struct str detail)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_text(out, "child_id", row->child);
    json_put_text(out, "name", row->name);
    json_put_text(out, "class", row->class_name);
    json_put_day(out, "day", row->day);
    json_put_word(out, "state", medicine_state_word(row->withdrawn, row->given_ms != 0, row->second_ms != 0));
    json_put_text(out, "asked_by", row->asked_by);
    json_put_instant(out, "asked_at", row->asked_ms);
    json_put_instant_or_null(out, "given_at", row->given_ms);
    json_put_text_or_null(out, "given_by", row->given_by);
    json_put_text_or_null(out, "second", row->second);
    json_put_instant_or_null(out, "second_at", row->second_ms);
    json_put_json_or_null(out, "request", detail);
    json_out_close(out, '}');
}

static void read_rows(struct request *request, struct response *response, struct read_medicines *ask)
{
    struct json_out out;
    int32_t day = civil_day_of_ms(clock_now_ms());
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    ask->from_day = day;
    ask->to_day = request_has_query(request, "day") ? day : day + MEDICINE_AHEAD_DAYS;
    ask->caller = &request->caller;
    ask->take = put_row;
    ask->arg = &out;
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "medicines");
    json_out_open(&out, '[');
    enum err err = read_medicines(request->server->lane, ask);
    response_json_end(request, response, &out, "]}", err);
}

void medicines_get(struct request *request, struct response *response)
{
    struct read_medicines ask = {.child = request_path(request, "id")};
    read_rows(request, response, &ask);
}

void nursery_medicines_get(struct request *request, struct response *response)
{
    struct read_medicines ask = {.site = request_path(request, "id")};
    read_rows(request, response, &ask);
}
