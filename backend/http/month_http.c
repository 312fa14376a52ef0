/* See month_http.h. */
#include "http/month_http.h"

#include "actions/sign_month.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/server.h"
#include "store/attendance_store.h"
#include "store/month_store.h"

#include "base/banned.h"

enum { LISTED_MAX = 200, REASON_BYTES_MAX = 800, CLASS_BYTES_MAX = MONTH_CLASS_BYTES - 1, MONTH_BYTES = 7 };

bool month_of_text(struct str text, int32_t *ret_day)
{
    char day[CIVIL_DAY_TEXT];
    struct buf buf;
    buf_init(&buf, day, sizeof day);
    buf_str(&buf, text);
    buf_puts(&buf, "-01");
    return text.n == MONTH_BYTES && civil_parse_day(buf_view(&buf), ret_day) == OK;
}

/* --- what it says ---------------------------------------------------------------------------------------------------------- */

/* Two readings of one month: the days that stand in the way, then the words. Both while the rows are read. */
struct month_writing {
    struct json_out out;
    const struct caller *caller;
    int64_t site_id;
    bool words; /* the list of days is closed, that of words open */
    int32_t listed;
};

static void put_unresolved(void *arg, const struct month_unresolved *found)
{
    struct month_writing *writing = arg;
    struct json_out *out = &writing->out;
    char class_name[MONTH_CLASS_BYTES];
    enum err err = str_copy(found->class_name, class_name, sizeof class_name);
    bool own = err == OK && month_role_may(writing->caller, writing->site_id, MONTH_TEACHER, class_name);
    if (!own || writing->listed++ >= LISTED_MAX) { /* a teacher sees the own class */
        return;
    }
    json_out_open(out, '{');
    json_put_text(out, "child_id", found->child);
    json_put_text(out, "name", found->name);
    json_put_text(out, "class", found->class_name);
    json_put_day(out, "day", found->day);
    json_put_word(out, "why", found->conflict ? "conflict" : "unresolved");
    json_put_instant_or_null(out, "arrived_at", found->kept.arrived_ms);
    json_put_instant_or_null(out, "left_at", found->kept.left_ms);
    json_out_close(out, '}');
}

static void begin_words(struct month_writing *writing)
{
    if (!writing->words) {
        writing->words = true;
        json_out_close(&writing->out, ']');
        json_out_key(&writing->out, "words");
        json_out_open(&writing->out, '[');
    }
}

static void put_said(void *arg, const struct month_said *said)
{
    struct month_writing *writing = arg;
    struct json_out *out = &writing->out;
    begin_words(writing);
    json_out_open(out, '{');
    json_put_word(out, "step", month_step_word(said->word.step));
    json_put_int(out, "version", said->version);
    json_put_word(out, "class", said->word.class_name);
    json_put_text(out, "by", said->name);
    json_put_instant(out, "at", said->word.at_ms);
    json_put_text(out, "reason", said->reason);
    json_out_close(out, '}');
}

/* Can this reader take the step now? What only another may do is not offered. */
static bool offered(const struct request *request, int64_t site_id, const struct month *month, enum month_step step,
                    const struct month_class *of_class)
{
    struct month_word word = {.step = step, .account_id = request->caller.account_id};
    const char *class_name = of_class == NULL ? "" : of_class->name;
    enum err err = str_copy(str_of(class_name), word.class_name, sizeof word.class_name);
    return err == OK && month_role_may(&request->caller, site_id, step, class_name) &&
           month_may(month, &word) == MONTH_DONE;
}

static void put_classes(const struct request *request, struct json_out *out, int64_t site_id, const struct month *month)
{
    json_out_key(out, "classes");
    json_out_open(out, '[');
    for (size_t i = 0; i < month->classes_n; i++) {
        const struct month_class *row = &month->classes[i];
        json_out_open(out, '{');
        json_put_word(out, "class", row->name);
        json_put_int(out, "children", row->children);
        json_put_int(out, "unresolved", row->unresolved);
        json_put_instant_or_null(out, "signed_at", row->signature.at_ms);
        json_put_bool(out, "can_sign", offered(request, site_id, month, MONTH_TEACHER, row));
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_month(const struct request *request, struct json_out *out, int64_t site_id, const struct month *month)
{
    int32_t unresolved = 0;
    for (size_t i = 0; i < month->classes_n; i++) {
        unresolved += month->classes[i].unresolved;
    }
    put_classes(request, out, site_id, month);
    json_put_int(out, "unresolved_days", unresolved);
    json_put_int(out, "version", month->version);
    json_put_bool(out, "over", month->over);
    json_put_bool(out, "closed", month->closed);
    json_put_bool(out, "changed", month->changed);
    json_put_instant_or_null(out, "lead_signed_at", month->lead.at_ms);
    json_put_instant_or_null(out, "head_signed_at", month->head.at_ms);
    json_put_bool(out, "can_sign_lead", offered(request, site_id, month, MONTH_LEAD, NULL));
    json_put_bool(out, "can_sign_head", offered(request, site_id, month, MONTH_HEAD, NULL));
    json_put_bool(out, "can_reopen", offered(request, site_id, month, MONTH_REOPEN, NULL));
}

static enum err write_month(const struct request *request, struct month_ask *ask, struct month_writing *writing,
                            struct month *month)
{
    struct json_out *out = &writing->out;
    struct db *db = request->worker->db;
    enum err err = attendance_store_site(db, request_path(request, "id"), request->caller.account_id, &ask->site_id);
    if (err != OK) {
        return err;
    }
    writing->caller = &request->caller;
    writing->site_id = ask->site_id;
    ask->unresolved = put_unresolved;
    ask->said = put_said;
    ask->arg = writing;
    json_out_open(out, '{');
    json_put_text(out, "month", request_path(request, "month"));
    json_out_key(out, "unresolved");
    json_out_open(out, '[');
    err = month_store_read(db, ask, month);
    begin_words(writing);
    json_out_close(out, ']');
    if (err == OK) {
        put_month(request, out, ask->site_id, month);
        json_out_close(out, '}');
    }
    return err;
}

void month_get(struct request *request, struct response *response)
{
    struct month_writing writing = {.listed = 0};
    struct month_ask ask = {.now_ms = clock_now_ms()};
    struct month *month = arena_alloc(&request->worker->arena, sizeof *month);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (month == NULL || body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    if (!month_of_text(request_path(request, "month"), &ask.from_day)) {
        response_err(request, response, ERR_NOT_FOUND);
        return;
    }
    json_out_init(&writing.out, body);
    enum err err = write_month(request, &ask, &writing, month);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* --- signing --------------------------------------------------------------------------------------------------------------- */

struct sign_exchange {
    struct sign_month ask; /* first */
    enum request_language language;
};

static const char *refusal_of(enum month_outcome outcome)
{
    switch (outcome) {
    case MONTH_NOT_OVER:
        return "MONTH_NOT_OVER";
    case MONTH_UNRESOLVED:
        return "UNRESOLVED";
    case MONTH_SAME_PERSON:
        return "SAME_PERSON";
    case MONTH_WRONG_STEP:
    case MONTH_NO_CLASS:
    case MONTH_DONE:
        break;
    }
    return "WRONG_STATE";
}

static void encode_signed(const void *arg, struct answer *answer)
{
    const struct sign_exchange *exchange = arg;
    const struct sign_month *ask = &exchange->ask;
    struct json_out out;
    if (ask->outcome == MONTH_NO_CLASS) {
        response_refuse_field(answer, exchange->language, "/class", "OUT_OF_RANGE");
        return;
    }
    if (ask->outcome != MONTH_DONE) {
        response_refuse(answer, exchange->language, 409, refusal_of(ask->outcome));
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->id);
    json_put_int(&out, "version", ask->version);
    json_put_bool(&out, "closed", ask->closed);
    json_out_close(&out, '}');
}

static void act(const struct request *request, struct response *response, struct sign_exchange *exchange)
{
    struct act act = {.verb = sign_month, .encode = encode_signed, .arg = exchange};
    response_act(request, response, &act, LANE_REST);
}

void month_sign_post(struct request *request, struct response *response)
{
    static const char *const step_words[] = {"teacher", "lead", "head", NULL};
    struct json_faults faults;
    struct json_in in;
    struct sign_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    if (!month_of_text(request_path(request, "month"), &exchange.ask.from_day)) {
        response_err(request, response, ERR_NOT_FOUND);
        return;
    }
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        int step = json_word(&in, "step", JSON_REQUIRED, step_words);
        struct str class_name = json_text(&in, "class", JSON_OPTIONAL, CLASS_BYTES_MAX);
        exchange.ask.step = (enum month_step)(step + MONTH_TEACHER);
        exchange.ask.class_name = arena_copy(&request->worker->arena, class_name);
        if (class_name.n > 0 && step + 1 > MONTH_TEACHER) {
            json_blame(&in, "class", "OUT_OF_RANGE");
        }
        err = json_close(&in);
    }
    if (response_decoded(request, response, err, &faults)) {
        act(request, response, &exchange);
    }
}

void month_reopen_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct sign_exchange exchange = {.ask = {.site = request_path(request, "id"), .step = MONTH_REOPEN},
                                     .language = request->language};
    if (!month_of_text(request_path(request, "month"), &exchange.ask.from_day)) {
        response_err(request, response, ERR_NOT_FOUND);
        return;
    }
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct str reason = json_text(&in, "reason", JSON_REQUIRED, REASON_BYTES_MAX);
        exchange.ask.reason = arena_copy(&request->worker->arena, reason);
        if (reason.n == 0 && faults.n == 0) {
            json_blame(&in, "reason", "MISSING");
        }
        err = json_close(&in);
    }
    if (response_decoded(request, response, err, &faults)) {
        act(request, response, &exchange);
    }
}
