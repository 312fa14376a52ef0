/* Absence reports: decode, act, encode (contract 3). Health data is opened by the action alone, behind its audit line. */
#include <string.h>

#include "actions/read_absences.h"
#include "actions/report_absence.h"
#include "actions/withdraw_absence.h"
#include "base/civil.h"
#include "core/disease.h"
#include "http/handlers.h"
#include "http/server.h"

#include "base/banned.h"

enum { LIST_BYTES = 120 * 1024, DAY_FIRST = -25567, DAY_LAST = 84004 }; /* all days that can be written: 1900 to 2199 */

/* The action with what its answer needs from the request; the action comes first. */
struct report_exchange {
    struct report_absence ask;
    enum request_language language;
};

static void put_report(struct json_out *out, const struct read_absence *absence)
{
    json_out_open(out, '{');
    json_put_word(out, "id", absence->id);
    json_put_day(out, "from", absence->from_day);
    json_put_day(out, "to", absence->to_day);
    json_put_word(out, "kind", absence_word(absence->kind));
    if (absence->reason[0] != '\0') {
        json_put_word(out, "reason", absence->reason);
    }
    if (absence->diagnosis[0] != '\0') {
        json_put_word(out, "diagnosis", absence->diagnosis);
    }
    json_put_instant_or_null(out, "expected_at", absence->expected_ms);
    json_put_bool(out, "withdrawn", absence->withdrawn);
    if (absence->booked) {
        json_put_bool(out, "with_booking", true);
    }
    json_out_close(out, '}');
}

/* The answer stored for repeats holds no health data: the reason is in the sealed row alone. */
static void encode_reported(const void *arg, struct answer *answer)
{
    const struct report_exchange *exchange = arg;
    const struct report_absence *ask = &exchange->ask;
    struct json_out out;
    if (ask->outcome != REPORT_DONE) {
        response_refuse(answer, exchange->language, 409, ask->outcome == REPORT_PAST ? "TOO_LATE" : "MONTH_CLOSED");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->id);
    json_put_day(&out, "from", ask->from_day);
    json_put_day(&out, "to", ask->to_day);
    json_put_word(&out, "kind", absence_word(ask->kind));
    json_put_instant_or_null(&out, "expected_at", ask->expected_ms);
    json_put_bool(&out, "withdrawn", false);
    json_out_close(&out, '}');
}

static void check_report(struct json_faults *faults, const struct report_absence *ask)
{
    if (ask->to_day < ask->from_day || ask->to_day - ask->from_day >= REPORT_ABSENCE_DAYS_MAX) {
        json_fault_add(faults, "/to", "OUT_OF_RANGE");
    }
    if (ask->expected_ms != 0 &&
        (absence_is_whole_day(ask->kind) || civil_day_of_ms(ask->expected_ms) != ask->from_day)) {
        json_fault_add(faults, "/expected_at", "OUT_OF_RANGE");
    }
    if (ask->diagnosis.n > 0 && disease_find(ask->diagnosis) < 0) {
        json_fault_add(faults, "/diagnosis", "OUT_OF_RANGE");
    }
}

static enum err decode_report(struct request *request, struct report_absence *ask, struct json_faults *faults)
{
    struct json_in in;
    struct arena *arena = &request->worker->arena;
    if (json_open(request->body, &in, faults) != OK) {
        return ERR_INVALID;
    }
    ask->from_day = json_day(&in, "from", JSON_REQUIRED, 0);
    ask->to_day = json_day(&in, "to", JSON_REQUIRED, 0);
    int kind = json_word(&in, "kind", JSON_REQUIRED, absence_words);
    ask->kind = (enum absence_kind)(kind + 1);
    ask->expected_ms = json_instant(&in, "expected_at", JSON_OPTIONAL, 0);
    ask->reason = arena_copy(arena, json_text(&in, "reason", JSON_OPTIONAL, ABSENCE_REASON_BYTES - 1));
    ask->diagnosis = arena_copy(arena, json_text(&in, "diagnosis", JSON_OPTIONAL, ABSENCE_DIAGNOSIS_BYTES - 1));
    ask->child = request_path(request, "id");
    bool room = ask->reason.p != NULL && ask->diagnosis.p != NULL;
    if (faults->n == 0 && room) {
        check_report(faults, ask);
    }
    enum err err = json_close(&in);
    return err == OK && !room ? ERR_LIMIT : err;
}

void absences_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct report_exchange exchange = {.language = request->language};
    enum err err = decode_report(request, &exchange.ask, &faults);
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = report_absence, .encode = encode_reported, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}

/* The days of the query; all when it says nothing. False: answered. */
static bool span_of_query(const struct request *request, struct response *response, struct read_absences *ask)
{
    if (request_has_query(request, "from") && civil_parse_day(request_query(request, "from"), &ask->from_day) != OK) {
        response_fault(request, response, "?from", "BAD_FORMAT");
        return false;
    }
    if (request_has_query(request, "to") && civil_parse_day(request_query(request, "to"), &ask->to_day) != OK) {
        response_fault(request, response, "?to", "BAD_FORMAT");
        return false;
    }
    return true;
}

void absences_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_absences ask = {
        .caller = &request->caller, .child = request_path(request, "id"), .from_day = DAY_FIRST, .to_day = DAY_LAST};
    if (!span_of_query(request, response, &ask)) {
        return;
    }
    ask.list = arena_alloc(&request->worker->arena, READ_ABSENCES_MAX * sizeof ask.list[0]);
    struct buf *body = response_body(request, response, LIST_BYTES);
    enum err err = ask.list == NULL || body == NULL ? ERR_LIMIT : read_absences(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "absences");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask.list_n; i++) {
        put_report(&out, &ask.list[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response_json_etag(request, response);
}

struct withdraw_exchange {
    struct withdraw_absence ask; /* first */
    enum request_language language;
};

static void encode_withdrawn(const void *arg, struct answer *answer)
{
    const struct withdraw_exchange *exchange = arg;
    if (exchange->ask.closed) {
        response_refuse(answer, exchange->language, 409, "MONTH_CLOSED");
        return;
    }
    answer->status = 204;
}

void absence_delete(struct request *request, struct response *response)
{
    struct withdraw_exchange exchange = {
        .ask = {.child = request_path(request, "id"), .absence = request_path(request, "absence")},
        .language = request->language};
    struct act act = {.verb = withdraw_absence, .encode = encode_withdrawn, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}
