/* The cards of a head's nursery: list, issue, revoke (contract 3). A number is only ever taken in; no answer, log or address holds one. */
#include <string.h>

#include "actions/issue_card.h"
#include "actions/revoke_card.h"
#include "base/clock.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/card_store.h"
#include "store/tap_store.h"

#include "base/banned.h"

enum { ID_BYTES_MAX = 64 };

/* --- the list ------------------------------------------------------------------------------------------------------- */

struct list_writing {
    struct json_out out;
    int64_t card_id; /* whose children are being written; 0: none */
};

static void end_card(struct list_writing *writing)
{
    if (writing->card_id != 0) {
        json_out_close(&writing->out, ']');
        json_out_close(&writing->out, '}');
    }
}

static void write_line(void *arg, const struct card_line *line)
{
    struct list_writing *writing = arg;
    struct json_out *out = &writing->out;
    if (line->id != writing->card_id) {
        end_card(writing);
        writing->card_id = line->id;
        json_out_open(out, '{');
        json_put_text(out, "id", line->card);
        json_put_instant(out, "issued_at", line->issued_ms);
        json_put_instant_or_null(out, "revoked_at", line->revoked_ms);
        json_put_instant_or_null(out, "copied_at", line->twice_ms);
        json_out_key(out, "children");
        json_out_open(out, '[');
    }
    json_out_text(out, line->child);
}

static void write_unknown(void *arg, const struct tap_unknown *unknown)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "touch", unknown->touch);
    json_put_instant(out, "at", unknown->received_ms);
    json_put_text(out, "entrance", unknown->gateway);
    json_put_text(out, "site_id", unknown->site);
    json_out_close(out, '}');
}

void cards_get(struct request *request, struct response *response)
{
    struct list_writing writing = {.card_id = 0};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_out_key(&writing.out, "cards");
    json_out_open(&writing.out, '[');
    enum err err = card_list(request->worker->db, request->caller.account_id, write_line, &writing);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    end_card(&writing);
    json_out_close(&writing.out, ']');
    json_out_key(&writing.out, "unknown");
    json_out_open(&writing.out, '[');
    err = tap_store_unknown(request->worker->db, request->caller.account_id, clock_now_ms() - ISSUE_CARD_TOUCH_MS,
                            write_unknown, &writing.out);
    json_out_close(&writing.out, ']');
    json_out_close(&writing.out, '}');
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* --- issuing --------------------------------------------------------------------------------------------------------- */

/* The action with what its answer needs from the request; the action comes first. */
struct issue_exchange {
    struct issue_card ask;
    enum request_language language;
};

static void encode_issued(const void *arg, struct answer *answer)
{
    const struct issue_exchange *exchange = arg;
    struct json_out out;
    switch (exchange->ask.outcome) {
    case ISSUE_CARD_DONE:
        response_answer_open(answer, 201, &out);
        json_put_word(&out, "id", exchange->ask.id);
        json_put_instant(&out, "issued_at", exchange->ask.issued_ms);
        json_out_close(&out, '}');
        break;
    case ISSUE_CARD_IN_USE:
        response_refuse(answer, exchange->language, 409, "CARD_IN_USE");
        break;
    case ISSUE_CARD_NO_TOUCH:
        response_refuse_field(answer, exchange->language, "/touch", "OUT_OF_RANGE");
        break;
    case ISSUE_CARD_THROWAWAY:
        response_refuse_field(answer, exchange->language, "/number", "THROWAWAY");
        break;
    }
}

static enum err decode_issue(struct request *request, struct issue_card *ask, struct json_faults *faults)
{
    struct json_in in;
    if (json_open(request->body, &in, faults) != OK) {
        return ERR_INVALID;
    }
    struct arena *arena = &request->worker->arena;
    struct str number = json_text(&in, "number", JSON_OPTIONAL, CARD_NUMBER_TEXT_MAX);
    ask->touch = arena_copy(arena, json_text(&in, "touch", JSON_OPTIONAL, ID_BYTES_MAX));
    ask->replaces = arena_copy(arena, json_text(&in, "replaces", JSON_OPTIONAL, ID_BYTES_MAX));
    if ((number.n > 0) == (ask->touch.n > 0)) {
        json_fault_add(faults, number.n > 0 ? "/touch" : "/number", number.n > 0 ? "OUT_OF_RANGE" : "MISSING");
    }
    if (number.n > 0 && !card_number_read(number, &ask->number)) {
        json_fault_add(faults, "/number", "BAD_FORMAT");
    }
    bool room = ask->touch.p != NULL && ask->replaces.p != NULL;
    ask->children_n = json_list(&in, "children", JSON_REQUIRED, TAP_CHILDREN_MAX);
    for (size_t i = 0; i < ask->children_n && i < TAP_CHILDREN_MAX; i++) {
        ask->children[i] = arena_copy(arena, json_list_text(&in, "children", i, ID_BYTES_MAX));
        room = room && ask->children[i].p != NULL;
    }
    if (ask->children_n == 0 && faults->n == 0) {
        json_fault_add(faults, "/children", "MISSING");
    }
    enum err err = json_close(&in);
    return err == OK && !room ? ERR_LIMIT : err;
}

void cards_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct issue_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    enum err err = ERR_LIMIT;
    if (exchange != NULL) {
        memset(exchange, 0, sizeof *exchange);
        err = decode_issue(request, &exchange->ask, &faults);
    }
    if (err == ERR_INVALID) {
        response_faults(request, response, &faults);
        return;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    exchange->language = request->language;
    struct act act = {.verb = issue_card, .encode = encode_issued, .arg = exchange};
    response_act(request, response, &act, LANE_REST);
}

/* --- losing one ------------------------------------------------------------------------------------------------------ */

void card_revoke_post(struct request *request, struct response *response)
{
    struct revoke_card ask = {.card = request_path(request, "id")};
    struct json_faults faults;
    struct json_in in;
    if (request->body.n > 0 && (json_open(request->body, &in, &faults) != OK || json_close(&in) != OK)) {
        response_faults(request, response, &faults);
        return;
    }
    struct act act = {.verb = revoke_card, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_ABSENCE);
}
