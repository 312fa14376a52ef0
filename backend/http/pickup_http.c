/* See pickup_http.h. */
#include "http/pickup_http.h"

#include "actions/change_pickup.h"
#include "actions/keep_person_photo.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/photo_view.h"
#include "http/picture_in.h"
#include "http/server.h"

#include "base/banned.h"

enum { LIST_BYTES = 64 * 1024, CHANGES_BYTES = 64 * 1024 };

struct add_exchange {
    struct add_pickup_person ask; /* first */
    enum request_language language;
};

/* What is stored for repeats holds no name: it stands in the sealed row alone. */
static void encode_added(const void *arg, struct answer *answer)
{
    const struct add_exchange *exchange = arg;
    if (exchange->ask.full) {
        response_refuse(answer, exchange->language, 409, "LIST_FULL");
        return;
    }
    response_answer_id(answer, exchange->ask.id);
}

static void decode_add(struct request *request, struct json_in *in, void *arg)
{
    struct arena *arena = &request->worker->arena;
    struct add_pickup_person *ask = arg;
    ask->name = arena_copy(arena, json_text(in, "name", JSON_REQUIRED, PICKUP_NAME_BYTES - 1));
    ask->relation = arena_copy(arena, json_text(in, "relation", JSON_OPTIONAL, PICKUP_RELATION_BYTES - 1));
    ask->phone = arena_copy(arena, json_text(in, "phone", JSON_OPTIONAL, PICKUP_PHONE_BYTES - 1));
    if (ask->name.n == 0 && in->faults->n == 0) {
        json_blame(in, "name", "MISSING");
    }
}

void pickup_persons_post(struct request *request, struct response *response)
{
    struct add_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = add_pickup_person, .encode = encode_added, .arg = &exchange};
    response_act_json(request, response, &act, decode_add, LANE_REST);
}

static void put_person(struct json_out *out, const struct request *request, const struct pickup_person *person)
{
    json_out_open(out, '{');
    json_put_word(out, "id", person->id);
    json_put_word(out, "name", person->name);
    json_put_word(out, "relation", person->guardian ? "guardian" : person->relation);
    json_put_bool(out, "guardian", person->guardian);
    json_put_word(out, "phone", person->phone);
    if (person->photo.public_id[0] != '\0') {
        json_out_key(out, "photo");
        photo_put(out, request, &person->photo, NULL);
    }
    json_out_close(out, '}');
}

void pickup_persons_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_pickup_persons ask = {.caller = &request->caller, .child = request_path(request, "id")};
    ask.list = arena_alloc(&request->worker->arena, PICKUP_LIST_MAX * sizeof ask.list[0]);
    struct buf *body = response_body(request, response, LIST_BYTES);
    enum err err = ask.list == NULL || body == NULL ? ERR_LIMIT : read_pickup_persons(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "persons");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask.list_n; i++) {
        put_person(&out, request, &ask.list[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response_json_etag(request, response);
}

void pickup_person_delete(struct request *request, struct response *response)
{
    struct remove_pickup_person ask = {.child = request_path(request, "id"), .person = request_path(request, "person")};
    struct act act = {.verb = remove_pickup_person, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
}

void pickup_photo_post(struct request *request, struct response *response)
{
    struct keep_photo ask = {.place = {.kind = PHOTO_PICKUP,
                                       .child = request_path(request, "id"),
                                       .about = request_path(request, "person")}};
    picture_in(request, response, &ask, keep_person_photo);
}

/* --- who fetches it today ------------------------------------------------------------------------------------------------- */

struct change_exchange {
    struct change_pickup ask; /* first */
    enum request_language language;
};

static void encode_changed(const void *arg, struct answer *answer)
{
    const struct change_exchange *exchange = arg;
    if (exchange->ask.past) {
        response_refuse(answer, exchange->language, 409, "TOO_LATE");
        return;
    }
    if (exchange->ask.unknown_person) {
        response_refuse_field(answer, exchange->language, "/person_id", "UNKNOWN");
        return;
    }
    answer->status = 204;
}

static void decode_change(struct request *request, struct json_in *in, void *arg)
{
    struct change_pickup *ask = arg;
    ask->day = json_day(in, "day", JSON_REQUIRED, 0);
    ask->person = arena_copy(&request->worker->arena, json_text(in, "person_id", JSON_REQUIRED, SECRET_PUBLIC_ID_TEXT));
    ask->at_min = json_minute(in, "time", JSON_OPTIONAL, -1);
}

void pickup_change_post(struct request *request, struct response *response)
{
    struct change_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = change_pickup, .encode = encode_changed, .arg = &exchange};
    response_act_json(request, response, &act, decode_change, LANE_ABSENCE);
}

static void put_said(void *arg, const struct pickup_said *said)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "child_id", said->child);
    json_put_text(out, "person_id", said->person);
    json_put_word(out, "name", said->name);
    json_put_word(out, "relation", said->relation);
    json_put_minute_or_null(out, "time", said->at_min);
    json_put_instant(out, "said_at", said->said_ms);
    json_out_close(out, '}');
}

/* Of a nursery or of a child; the other is empty. */
static void read_changes(struct request *request, struct response *response, struct str site, struct str child)
{
    struct json_out out;
    struct read_pickups ask = {.caller = &request->caller,
                               .site = site,
                               .child = child,
                               .day = civil_day_of_ms(clock_now_ms()),
                               .take = put_said,
                               .arg = &out};
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &ask.day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, CHANGES_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "pickups");
    json_out_open(&out, '[');
    enum err err = read_pickups(request->server->lane, &ask);
    response_json_end(request, response, &out, "]}", err);
}

void pickup_change_get(struct request *request, struct response *response)
{
    read_changes(request, response, STR(""), request_path(request, "id"));
}

void pickup_changes_get(struct request *request, struct response *response)
{
    read_changes(request, response, request_path(request, "id"), STR(""));
}
