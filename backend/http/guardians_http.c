/* What staff limit of a guardian's view (R-REG-11), and the children that a room's staff find for a booking by telephone: decode, act, encode. */
#include "actions/find_children.h"
#include "actions/limit_guardian.h"
#include "core/hidden.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/account_store.h"

#include "base/banned.h"

enum { LIST_BYTES = 16 * 1024 };

static void put_hides(struct json_out *out, uint32_t hides)
{
    json_out_key(out, "hides");
    json_out_open(out, '[');
    for (int i = 0; i < HIDDEN_WORDS; i++) {
        if ((hides & (UINT32_C(1) << i)) != 0) {
            json_out_text(out, str_of(hidden_words[i]));
        }
    }
    json_out_close(out, ']');
    json_put_int(out, "version", limit_guardian_version(hides));
}

/* --- limits -------------------------------------------------------------------------------------------------------------- */

struct guardian_list {
    struct json_out out;
    int rows;
};

static void put_guardian(void *arg, const struct account_guardian *guardian)
{
    struct guardian_list *list = arg;
    json_out_open(&list->out, '{');
    json_put_word(&list->out, "id", guardian->account);
    json_put_word(&list->out, "name", guardian->name);
    put_hides(&list->out, guardian->hides);
    json_out_close(&list->out, '}');
    list->rows++;
}

void child_guardians_get(struct request *request, struct response *response)
{
    struct guardian_list list = {.rows = 0};
    struct buf *body = response_body(request, response, LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&list.out, body);
    json_out_open(&list.out, '{');
    json_out_key(&list.out, "guardians");
    json_out_open(&list.out, '[');
    enum err err = account_guardians(request->worker->db, request->caller.account_id, request_path(request, "id"),
                                     put_guardian, &list);
    if (err != OK || list.rows == 0) {
        response_err(request, response, err == OK ? ERR_NOT_FOUND : err);
        return;
    }
    json_out_close(&list.out, ']');
    json_out_close(&list.out, '}');
    response_json_etag(request, response);
}

struct limit_exchange {
    struct limit_guardian ask; /* first */
    enum request_language language;
};

static void encode_limited(const void *arg, struct answer *answer)
{
    const struct limit_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.changed) {
        reservation_put_stale(answer, exchange->language, limit_guardian_version(exchange->ask.now), REASON_NONE);
        return;
    }
    response_answer_open(answer, 200, &out);
    put_hides(&out, exchange->ask.now);
    json_out_close(&out, '}');
}

/* The bit of a word; 0: none of ours. */
static uint32_t bit_of(struct str word)
{
    for (int i = 0; i < HIDDEN_WORDS; i++) {
        if (str_is(word, hidden_words[i])) {
            return UINT32_C(1) << i;
        }
    }
    return 0;
}

static bool decode_limits(const struct request *request, struct response *response, uint32_t *ret)
{
    struct json_faults faults;
    struct json_in in;
    *ret = 0;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        size_t n = json_list(&in, "hides", JSON_REQUIRED, HIDDEN_WORDS);
        for (size_t i = 0; i < n; i++) {
            uint32_t bit = bit_of(json_list_text(&in, "hides", i, 16));
            if (bit == 0) {
                json_blame(&in, "hides", "OUT_OF_RANGE");
            }
            *ret |= bit;
        }
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

void guardian_limits_put(struct request *request, struct response *response)
{
    struct limit_exchange exchange = {
        .ask = {.account = request_path(request, "account"), .child = request_path(request, "child")},
        .language = request->language};
    if (request->if_match.n == 0) {
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return;
    }
    if (reservation_version(request, response, &exchange.ask.version) &&
        decode_limits(request, response, &exchange.ask.hides)) {
        struct act act = {.verb = limit_guardian, .encode = encode_limited, .arg = &exchange};
        response_act(request, response, &act, LANE_REST);
    }
}

/* --- finding a child ----------------------------------------------------------------------------------------------------- */

static void put_found(struct json_out *out, const struct registration_found *found)
{
    json_out_open(out, '{');
    json_put_word(out, "id", found->child);
    json_put_word(out, "name", found->name);
    json_put_word(out, "kana", found->kana);
    json_put_day(out, "birth", found->birth_day);
    json_put_word(out, "state", found->state == REGISTRATION_NONE ? NULL : registration_state_word(found->state));
    json_put_word(out, "number", found->number[0] == '\0' ? NULL : found->number);
    json_out_close(out, '}');
}

static bool decode_query(const struct request *request, struct response *response, struct str *ret)
{
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct str query = json_text(&in, "q", JSON_REQUIRED, FIND_QUERY_BYTES_MAX);
        if (query.p != NULL && query.n < 2) {
            json_blame(&in, "q", "OUT_OF_RANGE");
        }
        *ret = arena_copy(&request->worker->arena, query);
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

/* A reading that is a POST: what is typed of a child's name must not stand in an address, where every log of the way would keep it. */
void room_children_find_post(struct request *request, struct response *response)
{
    struct json_out out;
    struct find_children ask = {.caller = &request->caller, .room = request_path(request, "id")};
    if (!decode_query(request, response, &ask.query)) {
        return;
    }
    ask.list = arena_alloc(&request->worker->arena, FIND_CHILDREN_MAX * sizeof ask.list[0]);
    struct buf *body = response_body(request, response, LIST_BYTES);
    enum err err = ask.list == NULL || body == NULL ? ERR_LIMIT : find_children(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask.list_n; i++) {
        put_found(&out, &ask.list[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response_json(response, 200);
}
