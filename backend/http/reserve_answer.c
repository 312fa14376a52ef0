/* See reserve_answer.h. */
#include "http/reserve_answer.h"

#include <stddef.h>

#include "base/json.h"
#include "core/particular.h"
#include "http/response.h"

#include "base/banned.h"

enum { MEMBERS_BYTES = 1024 };

_Static_assert(offsetof(struct reserve_exchange, preview.ask) == 0, "reserve_slot is handed the exchange");

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

/* The members a refusal brings beside its code. */
static void put_refusal(struct json_out *out, const struct reservation_decision *decision, const char *phone,
                        const char *accepted_by)
{
    if (decision->reason == REASON_TOO_EARLY) {
        json_put_instant(out, "opens_at", decision->opens_ms);
    }
    if (decision->reason == REASON_TOO_LATE || decision->reason == REASON_CLOSED) {
        json_put_word(out, "telephone", phone);
    }
    if (decision->reason == REASON_DISEASE_REFUSED) {
        put_rooms(out, str_of(accepted_by));
    }
}

/* Written as an object, handed on without its braces. */
static void encode_refusal(const struct reserve_exchange *exchange, struct answer *answer)
{
    char storage[MEMBERS_BYTES];
    struct buf members;
    struct json_out out;
    const struct reserve_slot *ask = &exchange->preview.ask;
    const struct reserve_result *first = &ask->results[0];
    buf_init(&members, storage, sizeof storage);
    json_out_init(&out, &members);
    json_out_open(&out, '{');
    json_put_day(&out, "day", first->day);
    put_refusal(&out, &first->decision, ask->phone, ask->accepted_by);
    json_out_close(&out, '}');
    answer->status = 409;
    response_put_problem(&answer->body, exchange->language, 409, reservation_reason_word(first->decision.reason), NULL,
                         (struct str){members.p + 1, members.n - 2});
}

static void encode_fault(const struct reserve_exchange *exchange, struct answer *answer, const char *pointer)
{
    response_refuse_field(answer, exchange->language, pointer, "OUT_OF_RANGE");
}

static void put_result(struct json_out *out, const struct reserve_asked *asked, const struct reserve_result *result)
{
    bool taken = result->decision.state != RESERVATION_NONE;
    json_out_open(out, '{');
    json_put_word(out, "id", taken ? result->id : NULL);
    json_put_text(out, "child_id", asked->children[result->child].child);
    json_put_text(out, "sick_room_id", asked->rooms[result->room]);
    json_put_day(out, "day", result->day);
    json_put_word(out, "slot", result->slot);
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
    if (result->nursery != ABSENT_NOT_THERE) {
        json_put_word(out, "absence", result->nursery == ABSENT_WRITTEN ? "written" : "stands");
    }
    json_out_close(out, '}');
}

/* What the room's rules require and nobody said; of a sibling it stands among the siblings. */
static void encode_unsaid(const struct reserve_exchange *exchange, struct answer *answer)
{
    const struct reserve_slot *ask = &exchange->preview.ask;
    struct json_faults faults = {.n = 0};
    for (int i = 0; i < PARTICULAR_COUNT; i++) {
        char storage[sizeof faults.list[0].pointer];
        struct buf pointer;
        bool of_child = i < PARTICULAR_PICKUP_PERSON;
        if ((ask->unsaid >> i & 1) == 0) {
            continue;
        }
        buf_init(&pointer, storage, sizeof storage);
        if (of_child && ask->unsaid_child > 0) {
            buf_puts(&pointer, "/siblings/");
            buf_int(&pointer, (int64_t)ask->unsaid_child - 1);
        }
        buf_puts(&pointer, particular_pointer((enum particular)i));
        json_fault_add(&faults, storage, "MISSING");
    }
    answer->status = 422;
    response_put_problem(&answer->body, exchange->language, 422, "INVALID", &faults, STR(""));
}

/* A fault of the request that only the room's rules could show; true: it is answered. */
static bool encode_wrong(const struct reserve_exchange *exchange, struct answer *answer)
{
    const struct reserve_slot *ask = &exchange->preview.ask;
    const char *pointer = ask->unknown_slot       ? "/slot"
                          : !ask->channel_allowed ? "/channel"
                          : ask->too_many_days    ? "/days"
                                                  : NULL;
    if (pointer != NULL) {
        encode_fault(exchange, answer, pointer);
    } else if (ask->unsaid != 0) {
        encode_unsaid(exchange, answer);
    }
    return pointer != NULL || ask->unsaid != 0;
}

void reserve_answer_encode(const void *arg, struct answer *answer)
{
    const struct reserve_exchange *exchange = arg;
    const struct reserve_slot *ask = &exchange->preview.ask;
    struct json_out out;
    if (encode_wrong(exchange, answer)) {
        return;
    }
    if (ask->taken_n == 0) {
        encode_refusal(exchange, answer);
        return;
    }
    response_answer_open(answer, 201, &out);
    json_out_key(&out, "reservations");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask->results_n; i++) {
        put_result(&out, &ask->asked, &ask->results[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

static const char *answer_word(const struct preview_result *result)
{
    switch (result->decision.state) {
    case RESERVATION_CONFIRMED:
        return "confirmed_now";
    case RESERVATION_REQUESTED:
        return "nurse_must_judge";
    case RESERVATION_WAITLISTED:
        return "waiting_list";
    case RESERVATION_NONE:
    case RESERVATION_DECLINED:
    case RESERVATION_OFFERED:
    case RESERVATION_EXPIRED:
    case RESERVATION_CANCELLED:
    case RESERVATION_CHECKED_IN:
    case RESERVATION_CHECKED_OUT:
    case RESERVATION_NO_SHOW:
        break;
    }
    return "not_possible";
}

static void put_preview(struct json_out *out, const struct preview_reservation *preview,
                        const struct preview_result *result)
{
    const struct reserve_asked *asked = &preview->ask.asked;
    json_out_open(out, '{');
    json_put_text(out, "child_id", asked->children[result->child].child);
    json_put_text(out, "sick_room_id", asked->rooms[result->room]);
    json_put_day(out, "day", result->day);
    /* Sent like this it would be refused whole (422 at /days): said here for the room, so that another one can be chosen. */
    if (result->days_max != 0) {
        json_put_word(out, "answer", "not_possible");
        json_put_word(out, "reason", "TOO_MANY_DAYS");
        json_put_int(out, "days_max", result->days_max);
        json_out_close(out, '}');
        return;
    }
    json_put_word(out, "answer", answer_word(result));
    if (result->decision.reason != REASON_NONE) {
        json_put_word(out, "reason", reservation_reason_word(result->decision.reason));
    }
    if (result->decision.state == RESERVATION_WAITLISTED) {
        json_put_int(out, "rank", result->decision.rank);
    }
    if (result->chance.days >= CHANCE_DAYS_MIN) {
        json_out_key(out, "chance");
        json_out_open(out, '{');
        json_put_int(out, "days", result->chance.days);
        json_put_int(out, "placed", result->chance.placed);
        json_out_close(out, '}');
    }
    put_refusal(out, &result->decision, preview->ask.phone, preview->accepted_by);
    json_out_close(out, '}');
}

void reserve_answer_preview(const void *arg, struct answer *answer)
{
    const struct reserve_exchange *exchange = arg;
    const struct preview_reservation *preview = &exchange->preview;
    struct json_out out;
    if (preview->ask.unknown_slot) {
        encode_fault(exchange, answer, "/slot");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_out_key(&out, "answers");
    json_out_open(&out, '[');
    for (size_t i = 0; i < preview->results_n; i++) {
        put_preview(&out, preview, &preview->results[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}
