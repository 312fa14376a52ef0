/* See ticket_http.h. */
#include "http/ticket_http.h"

#include <assert.h>

#include "actions/make_ticket.h"
#include "actions/read_tickets.h"
#include "actions/use_ticket.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/server.h"

#include "base/banned.h"

enum { MINE_BYTES = 48 * 1024, KEY_TEXT = 64 };

/* --- making ---------------------------------------------------------------------------------------------------------------- */

struct make_exchange {
    struct make_ticket ask; /* first */
    enum request_language language;
};

/* What is stored for repeats holds no name and no number: they stand in the sealed row alone. */
static void encode_made(const void *arg, struct answer *answer)
{
    const struct make_exchange *exchange = arg;
    if (exchange->ask.wrong_day) {
        response_refuse_field(answer, exchange->language, "/day", "OUT_OF_RANGE");
    } else if (exchange->ask.several_places) {
        response_refuse_field(answer, exchange->language, "/children", "OUT_OF_RANGE");
    } else if (exchange->ask.full) {
        response_refuse(answer, exchange->language, 409, "LIST_FULL");
    } else {
        response_answer_id(answer, exchange->ask.id);
    }
}

static bool named_before(const struct make_ticket *ask, struct str child)
{
    for (size_t i = 0; i < ask->children_n; i++) {
        if (str_equal(ask->children[i], child)) {
            return true;
        }
    }
    return false;
}

static void decode_make(struct request *request, struct json_in *in, void *arg)
{
    struct arena *arena = &request->worker->arena;
    struct make_ticket *ask = arg;
    ask->day = json_day(in, "day", JSON_REQUIRED, 0);
    ask->name = arena_copy(arena, json_text(in, "name", JSON_REQUIRED, PICKUP_NAME_BYTES - 1));
    size_t n = json_list(in, "children", JSON_REQUIRED, PICKUP_TICKET_CHILDREN_MAX);
    for (size_t i = 0; i < n; i++) {
        struct str child = json_list_text(in, "children", i, SECRET_PUBLIC_ID_TEXT);
        if (!named_before(ask, child)) {
            ask->children[ask->children_n++] = arena_copy(arena, child);
        }
    }
    if (in->faults->n == 0 && ask->name.n == 0) {
        json_blame(in, "name", "MISSING");
    }
    if (in->faults->n == 0 && ask->children_n == 0) {
        json_blame(in, "children", "MISSING");
    }
}

void my_tickets_post(struct request *request, struct response *response)
{
    struct make_exchange exchange = {.ask = {.children_n = 0}, .language = request->language};
    struct act act = {.verb = make_ticket, .encode = encode_made, .arg = &exchange};
    response_act_json(request, response, &act, decode_make, LANE_ABSENCE);
}

struct back_exchange {
    struct take_back_ticket ask; /* first */
    enum request_language language;
};

static void encode_back(const void *arg, struct answer *answer)
{
    const struct back_exchange *exchange = arg;
    if (exchange->ask.used) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    answer->status = 204;
}

void my_ticket_delete(struct request *request, struct response *response)
{
    struct back_exchange exchange = {.ask = {.ticket = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = take_back_ticket, .encode = encode_back, .arg = &exchange};
    response_act(request, response, &act, LANE_ABSENCE);
}

/* --- reading --------------------------------------------------------------------------------------------------------------- */

struct list_writing {
    struct json_out out;
    bool in_tickets; /* the list before them is closed */
};

static void begin_tickets(struct list_writing *writing)
{
    if (!writing->in_tickets) {
        writing->in_tickets = true;
        json_out_close(&writing->out, ']');
        json_out_key(&writing->out, "tickets");
        json_out_open(&writing->out, '[');
    }
}

static void write_allowed(void *arg, struct str child)
{
    struct list_writing *writing = arg;
    json_out_text(&writing->out, child);
}

static void write_children(struct json_out *out, const struct ticket_seen *seen)
{
    json_out_key(out, "children");
    json_out_open(out, '[');
    for (size_t i = 0; i < seen->children_n; i++) {
        json_out_text(out, str_of(seen->children[i]));
    }
    json_out_close(out, ']');
}

static void write_mine(void *arg, const struct ticket_seen *seen)
{
    struct list_writing *writing = arg;
    struct json_out *out = &writing->out;
    begin_tickets(writing);
    json_out_open(out, '{');
    json_put_text(out, "id", seen->id);
    json_put_day(out, "day", seen->facts.day);
    json_put_word(out, "name", seen->name);
    json_put_text_or_null(out, "number", seen->state == TICKET_OPEN ? str_of(seen->number) : STR(""));
    json_put_text(out, "made_by", seen->maker);
    json_put_instant(out, "made_at", seen->made_ms);
    json_put_word(out, "state", pickup_ticket_states[seen->state]);
    json_put_instant_or_null(out, "used_at", seen->facts.first_use_ms);
    write_children(out, seen);
    json_out_close(out, '}');
}

void my_tickets_get(struct request *request, struct response *response)
{
    struct list_writing writing = {.in_tickets = false};
    struct read_tickets in = {
        .caller = &request->caller, .site = STR(""), .allowed = write_allowed, .take = write_mine, .arg = &writing};
    struct buf *body = response_body(request, response, MINE_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_out_key(&writing.out, "children");
    json_out_open(&writing.out, '[');
    enum err err = read_tickets(request->server->lane, &in);
    begin_tickets(&writing);
    response_json_end(request, response, &writing.out, "]}", err);
}

static void write_one(void *arg, const struct ticket_seen *seen)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", seen->id);
    json_put_word(out, "check", seen->check);
    json_put_word(out, "name", seen->name);
    json_put_text(out, "made_by", seen->maker);
    json_put_instant(out, "made_at", seen->made_ms);
    json_put_bool(out, "taken_back", seen->facts.barred || seen->facts.taken_back_ms != 0);
    json_put_word(out, "conflict", pickup_ticket_conflicts[seen->conflict]);
    write_children(out, seen);
    json_out_key(out, "uses");
    json_out_open(out, '[');
    for (size_t i = 0; i < seen->uses_n; i++) {
        json_out_open(out, '{');
        json_put_instant(out, "at", seen->uses[i].at_ms);
        json_put_word(out, "by", seen->uses[i].by);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void nursery_tickets_get(struct request *request, struct response *response)
{
    char key[KEY_TEXT];
    struct json_out out;
    struct read_tickets in = {.caller = &request->caller,
                              .site = request_path(request, "id"),
                              .day = civil_day_of_ms(clock_now_ms()),
                              .take = write_one,
                              .arg = &out};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_day(&out, "day", in.day);
    json_out_key(&out, "tickets");
    json_out_open(&out, '[');
    enum err err = read_tickets(request->server->lane, &in);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    err = str_base64(in.key, sizeof in.key, key, sizeof key);
    assert(err == OK);
    json_out_close(&out, ']');
    json_put_word(&out, "key", key);
    secret_wipe(in.key, sizeof in.key);
    secret_wipe(key, sizeof key);
    response_json_end(request, response, &out, "}", err);
}

/* --- staff took one ---------------------------------------------------------------------------------------------------------- */

struct use_exchange {
    struct use_ticket ask; /* first */
    enum request_language language;
};

static void encode_used(const void *arg, struct answer *answer)
{
    const struct use_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.wrong_time) {
        response_refuse_field(answer, exchange->language, "/at", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_int(&out, "uses", (int64_t)exchange->ask.uses_n);
    json_put_word(&out, "conflict", pickup_ticket_conflicts[exchange->ask.conflict]);
    json_out_close(&out, '}');
}

static void decode_use(struct request *request, struct json_in *in, void *arg)
{
    struct use_ticket *ask = arg;
    (void)request;
    ask->at_ms = json_instant(in, "at", JSON_REQUIRED, 0);
}

void nursery_ticket_use_post(struct request *request, struct response *response)
{
    struct use_exchange exchange = {
        .ask = {.site = request_path(request, "id"), .ticket = request_path(request, "ticket")},
        .language = request->language};
    struct act act = {.verb = use_ticket, .encode = encode_used, .arg = &exchange};
    response_act_json(request, response, &act, decode_use, LANE_ABSENCE);
}
