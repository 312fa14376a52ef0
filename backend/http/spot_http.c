/* See spot_http.h. */
#include "http/spot_http.h"

#include "actions/apply_spot.h"
#include "actions/read_long_stays.h"
#include "actions/spot_month.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/month_http.h"
#include "http/server.h"
#include "store/site_store.h"

#include "base/banned.h"

/* Codes of a day's answer, and of the problem when none could be taken. */
static const struct {
    const char *code;
    const char *problem;
} refusals[] = {
    [SPOT_OK] = {NULL, NULL},
    [SPOT_NOT_OFFERED] = {"NO_SPOT_PLACES", "NO_SPOT_PLACES"},
    [SPOT_TOO_EARLY] = {"TOO_EARLY", "TOO_EARLY"},
    [SPOT_BEING_DRAWN] = {"BEING_DRAWN", "BEING_DRAWN"},
    [SPOT_TOO_LATE] = {"TOO_LATE", "SPOT_LATE"},
    [SPOT_CLOSED_DAY] = {"CLOSED", "SPOT_CLOSED"},
    [SPOT_ASKED_ALREADY] = {"ALREADY_BOOKED", "SPOT_TWICE"},
    [SPOT_TOO_MANY] = {"SPOT_LIMIT", "SPOT_LIMIT"},
};

/* --- a child's month ------------------------------------------------------------------------------------------------------- */

static void put_draw_of(struct json_out *out, const struct draw *draw, bool committed)
{
    char hex[2 * SECRET_HASH_BYTES + 1];
    json_out_key(out, "draw");
    if (!committed) {
        json_out_null(out);
        return;
    }
    str_hex(draw->commitment, sizeof draw->commitment, hex);
    json_out_open(out, '{');
    json_put_word(out, "commitment", hex);
    json_put_instant(out, "committed_at", draw->committed_ms);
    json_put_instant_or_null(out, "drawn_at", draw->drawn_ms);
    json_out_close(out, '}');
}

static void put_rules(struct json_out *out, const struct spot_rules *rules, int32_t month_day)
{
    json_put_bool(out, "lottery", rules->lottery);
    json_put_int(out, "days_max", rules->days_max);
    json_put_int(out, "before_days", rules->before_days);
    json_put_instant(out, "opens_at", spot_opens_ms(rules, month_day));
    json_put_instant(out, "closes_at", spot_closes_ms(rules, month_day));
    json_put_instant(out, "draws_at", spot_draws_ms(rules, month_day));
}

static void put_mine(struct json_out *out, const struct spot_row *mine, int64_t now_ms)
{
    char ticket[DRAW_TICKET_TEXT];
    json_out_key(out, "mine");
    if (mine->state == SPOT_NONE) {
        json_out_null(out);
        return;
    }
    draw_ticket(str_of(mine->public_id), ticket);
    json_out_open(out, '{');
    json_put_word(out, "id", mine->public_id);
    json_put_word(out, "state", spot_state_words[mine->state]);
    json_put_int(out, "rank", mine->state == SPOT_WAITING ? mine->ahead + 1 : 0);
    json_put_word(out, "ticket", ticket);
    json_put_bool(out, "can_cancel", spot_may_cancel(mine->state, mine->day, now_ms));
    json_out_close(out, '}');
}

static void put_day(struct json_out *out, const struct spot_month *month, int32_t i, int64_t now_ms)
{
    const struct spot_month_day *day = &month->days[i];
    int32_t places = month->rules.places[spot_age_of(month->class_age)];
    const struct spot_ask ask = spot_month_ask(month, month->month_day + i, now_ms);
    enum spot_refusal refusal = spot_judge(&month->rules, &ask);
    json_out_open(out, '{');
    json_put_day(out, "day", month->month_day + i);
    json_put_bool(out, "open", day->open);
    json_put_int(out, "free", day->granted < places ? places - day->granted : 0);
    json_put_int(out, "applied", day->applied);
    json_put_int(out, "waiting", day->waiting);
    json_put_word(out, "refusal", refusals[refusal].code);
    put_mine(out, &day->mine, now_ms);
    json_out_close(out, '}');
}

static void put_month(struct json_out *out, const struct spot_month *month, const char *nursery, int64_t now_ms)
{
    json_put_word(out, "nursery_id", nursery);
    json_put_word(out, "phase", spot_phase_words[month->phase]);
    put_rules(out, &month->rules, month->month_day);
    json_put_int(out, "places", month->rules.places[spot_age_of(month->class_age)]);
    json_put_int(out, "asked", month->asked);
    put_draw_of(out, &month->draw, month->committed);
    json_out_key(out, "days");
    json_out_open(out, '[');
    for (int32_t i = 0; i < month->days_n; i++) {
        put_day(out, month, i, now_ms);
    }
    json_out_close(out, ']');
}

static bool month_asked(struct request *request, struct response *response, int32_t *ret)
{
    if (month_of_text(request_query(request, "month"), ret)) {
        return true;
    }
    response_fault(request, response, "?month", "BAD_FORMAT");
    return false;
}

void spot_places_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct spot_month *month = arena_alloc(&request->worker->arena, sizeof *month);
    struct attendance_child child;
    struct site site;
    struct json_out out;
    int64_t now_ms = clock_now_ms();
    int32_t month_day = 0;
    if (!month_asked(request, response, &month_day)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES / 4);
    enum err err = body == NULL || month == NULL ? ERR_LIMIT : OK;
    err = err == OK ? attendance_store_child(db, request_path(request, "id"), request->caller.account_id, &child) : err;
    err = err == OK && (child.hidden || child.nursery_id == 0) ? ERR_NOT_FOUND : err;
    err = err == OK ? spot_month_read(db, &child, month_day, now_ms, month) : err;
    err = err == OK ? site_by_id(db, child.nursery_id, &site) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_text(&out, "month", request_query(request, "month"));
    put_month(&out, month, site.public_id, now_ms);
    response_json_end(request, response, &out, "}", body->overflow ? ERR_LIMIT : OK);
}

/* --- asking ---------------------------------------------------------------------------------------------------------------- */

struct apply_exchange {
    struct apply_spot ask; /* first */
    enum request_language language;
    int32_t days[SPOT_DAYS_MAX];
};

static void refuse(const struct apply_exchange *exchange, struct answer *answer)
{
    char storage[64];
    struct buf members;
    enum spot_refusal first = exchange->ask.results[0].refusal;
    buf_init(&members, storage, sizeof storage);
    if (first == SPOT_TOO_EARLY) {
        buf_puts(&members, "\"opens_at\":\"");
        civil_put_instant(&members, exchange->ask.opens_ms);
        buf_char(&members, '"');
    }
    answer->status = 409;
    response_put_problem(&answer->body, exchange->language, 409, refusals[first].problem, NULL, buf_view(&members));
}

static void put_result(struct json_out *out, const struct apply_spot_result *result)
{
    json_out_open(out, '{');
    json_put_day(out, "day", result->day);
    json_put_word(out, "refusal", refusals[result->refusal].code);
    if (result->refusal == SPOT_OK) {
        json_put_word(out, "id", result->id);
        json_put_word(out, "state", spot_state_words[result->state]);
        json_put_int(out, "rank", result->rank);
        json_put_word(out, "ticket", result->ticket);
    }
    json_out_close(out, '}');
}

static void encode_applied(const void *arg, struct answer *answer)
{
    const struct apply_exchange *exchange = arg;
    struct json_out out;
    size_t taken = 0;
    if (exchange->ask.other_month) {
        response_refuse_field(answer, exchange->language, "/days", "OUT_OF_RANGE");
        return;
    }
    for (size_t i = 0; i < exchange->ask.days_n; i++) {
        taken += exchange->ask.results[i].refusal == SPOT_OK ? 1 : 0;
    }
    if (taken == 0) {
        refuse(exchange, answer);
        return;
    }
    response_answer_open(answer, 201, &out);
    json_out_key(&out, "places");
    json_out_open(&out, '[');
    for (size_t i = 0; i < exchange->ask.days_n; i++) {
        put_result(&out, &exchange->ask.results[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

static void decode_apply(struct request *request, struct json_in *in, void *arg)
{
    struct apply_exchange *exchange = arg;
    (void)request;
    exchange->ask.days_n = json_list(in, "days", JSON_REQUIRED, SPOT_DAYS_MAX);
    exchange->ask.days = exchange->days;
    for (size_t i = 0; i < exchange->ask.days_n; i++) {
        exchange->days[i] = json_list_day(in, "days", i);
    }
    if (exchange->ask.days_n == 0 && in->faults->n == 0) {
        json_blame(in, "days", "MISSING");
    }
}

void spot_places_post(struct request *request, struct response *response)
{
    struct apply_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = apply_spot, .encode = encode_applied, .arg = &exchange};
    response_act_json(request, response, &act, decode_apply, LANE_BOOKING);
}

struct cancel_exchange {
    struct cancel_spot ask; /* first */
    enum request_language language;
};

static void encode_cancelled(const void *arg, struct answer *answer)
{
    const struct cancel_exchange *exchange = arg;
    if (exchange->ask.wrong_state) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    answer->status = 204;
}

void spot_cancel_post(struct request *request, struct response *response)
{
    struct cancel_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = cancel_spot, .encode = encode_cancelled, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

/* --- a nursery's month ----------------------------------------------------------------------------------------------------- */

static void put_shown(void *arg, const struct spot_shown *shown)
{
    char ticket[DRAW_TICKET_TEXT];
    struct json_out *out = arg;
    draw_ticket(shown->public_id, ticket);
    json_out_open(out, '{');
    json_put_text(out, "id", shown->public_id);
    json_put_day(out, "day", shown->day);
    json_put_word(out, "age", spot_age_words[shown->age]);
    json_put_word(out, "state", spot_state_words[shown->state]);
    json_put_int(out, "rank", shown->state == SPOT_WAITING ? shown->ahead + 1 : 0);
    json_put_word(out, "ticket", ticket);
    json_put_instant(out, "asked_at", shown->asked_ms);
    json_put_text(out, "child_id", shown->child);
    json_put_text(out, "name", shown->name);
    json_put_text(out, "class", shown->class_name);
    json_out_close(out, '}');
}

static enum err put_nursery(struct db *db, const struct spot_month_ask *ask, struct json_out *out)
{
    struct spot_rules rules;
    struct draw draw = {.drawn_ms = 0};
    enum err err = spot_store_rules(db, ask->site_id, ask->month_day, &rules);
    if (err != OK) {
        return err;
    }
    err = draw_get(db, (struct site_id){ask->site_id}, ask->month_day, &draw, NULL);
    bool committed = err == OK;
    enum spot_phase phase = spot_phase(&rules, ask->month_day, committed && draw.drawn_ms != 0, clock_now_ms());
    json_put_word(out, "phase", spot_phase_words[phase]);
    put_rules(out, &rules, ask->month_day);
    put_draw_of(out, &draw, committed);
    json_out_key(out, "places");
    json_out_open(out, '{');
    for (int i = 0; i < SPOT_AGES; i++) {
        json_put_int(out, spot_age_words[i], rules.places[i]);
    }
    json_out_close(out, '}');
    json_out_key(out, "children");
    json_out_open(out, '[');
    err = err == OK || err == ERR_NOT_FOUND ? spot_store_of_month(db, ask, put_shown, out) : err;
    json_out_close(out, ']');
    return err;
}

void spot_month_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct json_out out;
    struct spot_month_ask ask = {.account_id = request->caller.account_id};
    if (!month_asked(request, response, &ask.month_day)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    err = err == OK ? attendance_store_site(db, request_path(request, "id"), ask.account_id, &ask.site_id) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_text(&out, "month", request_query(request, "month"));
    err = put_nursery(db, &ask, &out);
    response_json_end(request, response, &out, "}", err == OK && body->overflow ? ERR_LIMIT : err);
}

/* --- who stays long -------------------------------------------------------------------------------------------------------- */

/* What the family has by the month ends somewhere: minutes beyond it need a place like any others. */
static const char *place_word(const struct long_stay *stay)
{
    if (stay->spot) {
        return "spot";
    }
    return stay->minutes > 0 ? "none" : "monthly";
}

static void put_stay(void *arg, const struct long_stay *stay)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "child_id", stay->child);
    json_put_text(out, "name", stay->name);
    json_put_text(out, "class", stay->class_name);
    json_put_minute_or_null(out, "until", stay->until_min);
    json_put_bool(out, "left", stay->left);
    json_put_bool(out, "absent", stay->absent);
    json_put_int(out, "minutes", stay->minutes);
    json_put_word(out, "place", place_word(stay));
    json_out_close(out, '}');
}

void long_stays_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct json_out out;
    struct read_long_stays ask = {.day = civil_day_of_ms(clock_now_ms()),
                                  .now_ms = clock_now_ms(),
                                  .account_id = request->caller.account_id,
                                  .take = put_stay,
                                  .arg = &out};
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &ask.day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    ask.rules = arena_alloc(&request->worker->arena, sizeof *ask.rules);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES / 2);
    enum err err = ask.rules == NULL || body == NULL ? ERR_LIMIT : OK;
    err = err == OK ? attendance_store_site(db, request_path(request, "id"), ask.account_id, &ask.site_id) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_day(&out, "day", ask.day);
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    err = read_long_stays(db, &ask);
    response_json_end(request, response, &out, "]}", err == OK && body->overflow ? ERR_LIMIT : err);
}
