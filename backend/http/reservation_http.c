/* See reservation_http.h. */
#include "http/reservation_http.h"

#include <string.h>

#include "actions/cancel_reservation.h"
#include "actions/reserve_slot.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/reservation_ask.h"
#include "http/server.h"
#include "store/reservation_store.h"

#include "base/banned.h"

enum { PAGE_ROWS = 100, PAST_DAYS = 31, FUTURE_DAYS = 400, MEMBERS_BYTES = 1024 };

/* The action with what its answer needs from the request; the action comes first. */
struct reserve_exchange {
    struct reserve_slot ask;
    enum request_language language;
};

struct cancel_exchange {
    struct cancel_reservation ask;
    enum request_language language;
};

static void put_rooms(struct json_out *out, struct str rooms)
{
    size_t from = 0;
    json_out_key(out, "accepted_by");
    json_out_open(out, '[');
    for (size_t i = 0; i <= rooms.n; i++) {
        if ((i == rooms.n || rooms.p[i] == ' ') && i > from) {
            json_out_text(out, (struct str){rooms.p + from, i - from});
        }
        from = i < rooms.n && rooms.p[i] == ' ' ? i + 1 : from;
    }
    json_out_close(out, ']');
}

/* The members a refusal brings beside its code; written as an object, handed on without its braces. */
static void encode_refusal(const struct reserve_exchange *exchange, struct answer *answer)
{
    char storage[MEMBERS_BYTES];
    struct buf members;
    struct json_out out;
    const struct reserve_result *first = &exchange->ask.results[0];
    buf_init(&members, storage, sizeof storage);
    json_out_init(&out, &members);
    json_out_open(&out, '{');
    json_put_day(&out, "day", first->day);
    if (first->decision.reason == REASON_TOO_EARLY) {
        json_put_instant(&out, "opens_at", first->decision.opens_ms);
    }
    if (first->decision.reason == REASON_TOO_LATE || first->decision.reason == REASON_CLOSED) {
        json_put_word(&out, "telephone", exchange->ask.phone);
    }
    if (first->decision.reason == REASON_DISEASE_REFUSED) {
        put_rooms(&out, str_of(exchange->ask.accepted_by));
    }
    json_out_close(&out, '}');
    answer->status = 409;
    response_put_problem(&answer->body, exchange->language, 409, reservation_reason_word(first->decision.reason), NULL,
                         (struct str){members.p + 1, members.n - 2});
}

static void encode_fault(const struct reserve_exchange *exchange, struct answer *answer, const char *pointer)
{
    struct json_faults faults = {.n = 0};
    json_fault_add(&faults, pointer, "OUT_OF_RANGE");
    answer->status = 422;
    response_put_problem(&answer->body, exchange->language, 422, "INVALID", &faults, STR(""));
}

static void put_result(struct json_out *out, const struct reserve_result *result)
{
    bool taken = result->decision.state != RESERVATION_NONE;
    json_out_open(out, '{');
    json_put_word(out, "id", taken ? result->id : NULL);
    json_put_day(out, "day", result->day);
    json_put_word(out, "slot", RESERVATION_DAY_SLOT);
    json_put_word(out, "state", taken ? reservation_state_word(result->decision.state) : "refused");
    if (result->decision.state == RESERVATION_WAITLISTED) {
        json_put_int(out, "rank", result->decision.rank);
    }
    if (result->decision.reason != REASON_NONE) {
        json_put_word(out, "reason", reservation_reason_word(result->decision.reason));
    }
    if (taken) {
        json_put_int(out, "version", 1);
    }
    json_out_close(out, '}');
}

static void encode_reserved(const void *arg, struct answer *answer)
{
    const struct reserve_exchange *exchange = arg;
    struct json_out out;
    if (!exchange->ask.channel_allowed) {
        encode_fault(exchange, answer, "/channel");
        return;
    }
    if (exchange->ask.too_many_days) {
        encode_fault(exchange, answer, "/days");
        return;
    }
    if (exchange->ask.taken_n == 0) {
        encode_refusal(exchange, answer);
        return;
    }
    answer->status = 201;
    json_out_init(&out, &answer->body);
    json_out_open(&out, '{');
    json_out_key(&out, "reservations");
    json_out_open(&out, '[');
    for (size_t i = 0; i < exchange->ask.days_n; i++) {
        put_result(&out, &exchange->ask.results[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

void reservations_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct reserve_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    enum err err = exchange == NULL ? ERR_LIMIT : reservation_ask_decode(request, &exchange->ask, &faults);
    if (err == ERR_INVALID) {
        response_faults(request, response, &faults);
        return;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    exchange->language = request->language;
    struct act act = {.verb = reserve_slot, .encode = encode_reserved, .arg = exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

static void put_reservation(struct json_out *out, const struct reservation_row *row)
{
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_text(out, "child_id", row->child);
    json_put_text(out, "child_name", row->child_name);
    json_put_text(out, "sick_room_id", row->room);
    json_put_text(out, "sick_room_name", row->room_name);
    json_put_text(out, "telephone", row->phone);
    json_put_day(out, "day", row->day);
    json_put_text(out, "slot", row->slot);
    json_put_word(out, "state", reservation_state_word(row->state));
    if (row->rank > 0) {
        json_put_int(out, "rank", row->rank);
    }
    if (row->reason != REASON_NONE) {
        json_put_word(out, "reason", reservation_reason_word(row->reason));
    }
    json_put_int(out, "version", row->version);
    json_put_instant(out, "created_at", row->created_ms);
    json_put_instant(out, "changed_at", row->changed_ms);
    json_out_close(out, '}');
}

static void write_one(void *arg, const struct reservation_row *row)
{
    put_reservation(arg, row);
}

void reservation_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct buf *body = response_body(request, response, RESPONSE_ACT_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    enum err err = reservation_read(request->worker->db, request->caller.account_id, request_path(request, "id"),
                                    write_one, &out);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* A page being written, with the id the next one continues from. */
struct page {
    struct json_out out;
    int64_t last_id;
    int32_t rows;
};

static void write_row(void *arg, const struct reservation_row *row)
{
    struct page *page = arg;
    page->rows++;
    page->last_id = row->id.v;
    put_reservation(&page->out, row);
}

/* The query parameters; a wrong one is answered and false comes back. */
static bool list_of_query(const struct request *request, struct response *response, struct reservation_list *list)
{
    int32_t today = civil_day_of_ms(clock_now_ms());
    *list = (struct reservation_list){request->caller.account_id,
                                      request_query(request, "sick_room_id"),
                                      today - PAST_DAYS,
                                      today + FUTURE_DAYS,
                                      INT64_MAX,
                                      PAGE_ROWS};
    const struct {
        const char *name;
        const char *pointer;
        int32_t *from;
        int32_t *to;
    } days[] = {{"from", "?from", &list->from_day, NULL},
                {"to", "?to", NULL, &list->to_day},
                {"day", "?day", &list->from_day, &list->to_day}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int32_t day;
        if (!request_has_query(request, days[i].name)) {
            continue;
        }
        if (civil_parse_day(request_query(request, days[i].name), &day) != OK) {
            response_fault(request, response, days[i].pointer, "BAD_FORMAT");
            return false;
        }
        if (days[i].from != NULL) {
            *days[i].from = day;
        }
        if (days[i].to != NULL) {
            *days[i].to = day;
        }
    }
    if (request_has_query(request, "cursor") &&
        str_int(request_query(request, "cursor"), 1, INT64_MAX, &list->before) != OK) {
        response_fault(request, response, "?cursor", "BAD_FORMAT");
        return false;
    }
    return true;
}

void reservations_get(struct request *request, struct response *response)
{
    struct reservation_list list;
    struct page page = {.rows = 0};
    if (!list_of_query(request, response, &list)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&page.out, body);
    json_out_open(&page.out, '{');
    json_out_key(&page.out, "reservations");
    json_out_open(&page.out, '[');
    enum err err = reservation_list(request->worker->db, &list, write_row, &page);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_close(&page.out, ']');
    json_out_key(&page.out, "next");
    if (page.rows == PAGE_ROWS) {
        char digits[24];
        struct buf next;
        buf_init(&next, digits, sizeof digits);
        buf_int(&next, page.last_id);
        json_out_text(&page.out, buf_view(&next));
    } else {
        json_out_null(&page.out);
    }
    json_out_close(&page.out, '}');
    response_json_etag(request, response);
}

static void encode_cancelled(const void *arg, struct answer *answer)
{
    const struct cancel_exchange *exchange = arg;
    const struct cancel_reservation *ask = &exchange->ask;
    char storage[64];
    struct buf members;
    struct json_out out;
    if (ask->changed || ask->reason != REASON_NONE) {
        buf_init(&members, storage, sizeof storage);
        buf_puts(&members, "\"version\":");
        buf_int(&members, ask->present_version);
        answer->status = ask->changed ? 412 : 409;
        response_put_problem(&answer->body, exchange->language, answer->status,
                             ask->changed ? "CHANGED" : reservation_reason_word(ask->reason), NULL, buf_view(&members));
        return;
    }
    answer->status = 200;
    json_out_init(&out, &answer->body);
    json_out_open(&out, '{');
    json_put_text(&out, "id", ask->id);
    json_put_word(&out, "state", reservation_state_word(ask->state));
    json_put_int(&out, "version", ask->present_version);
    json_out_close(&out, '}');
}

/* If-Match: "N" is the version; "*" and absence mean whatever it is now. */
static enum err version_of(struct str if_match, int64_t *ret)
{
    *ret = 0;
    if (if_match.n == 0 || str_is(if_match, "*")) {
        return OK;
    }
    if (if_match.n < 3 || if_match.p[0] != '"' || if_match.p[if_match.n - 1] != '"') {
        return ERR_INVALID;
    }
    return str_int((struct str){if_match.p + 1, if_match.n - 2}, 1, INT64_MAX, ret);
}

void reservation_cancel_post(struct request *request, struct response *response)
{
    struct cancel_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (version_of(request->if_match, &exchange.ask.version) != OK) {
        response_fault(request, response, "If-Match", "BAD_FORMAT");
        return;
    }
    struct act act = {.verb = cancel_reservation, .encode = encode_cancelled, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}
