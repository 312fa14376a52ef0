/* Households at the counter, and the one-time codes by which guardians take them over: decode, act, encode. A code is never stored, not even in
 * the answer kept for repeats: the door writes it over its place when the answer goes out. */
#include <assert.h>
#include <string.h>

#include "actions/enter_household.h"
#include "base/civil.h"
#include "core/language.h"
#include "core/registration_sheet.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/child_store.h"
#include "store/message_store.h"

#include "base/banned.h"

enum { SHEET_STORAGE = REGISTRATION_SHEET_BYTES_MAX + 1 };

/* --- codes -------------------------------------------------------------------------------------------------------------- */

#define CODE_PLACE "####-####-####"
_Static_assert(sizeof CODE_PLACE == CLAIM_CODE_TEXT, "the place of a code is as long as a code");
static const char claim_member[] = "\"claim_id\":\"";

static void put_claim(struct json_out *out, const struct make_claim *claim)
{
    json_put_word(out, "claim_id", claim->id);
    json_put_word(out, "claim_code", CODE_PLACE);
    json_put_instant(out, "claim_expires_at", claim->expires_ms);
}

/* Both the member and the place are ours, and stand once: everything that came from outside has its quotes escaped. */
static void write_code(const struct request *request, struct response *response)
{
    char id[SECRET_PUBLIC_ID_TEXT];
    char code[CLAIM_CODE_TEXT];
    if (response->status != 201) {
        return;
    }
    char *at = memmem(response->body.p, response->body.n, claim_member, sizeof claim_member - 1);
    char *place = memmem(response->body.p, response->body.n, "\"claim_code\":\"" CODE_PLACE, 14 + CLAIM_CODE_TEXT - 1);
    assert(at != NULL);
    assert(place != NULL);
    memcpy(id, at + sizeof claim_member - 1, sizeof id - 1);
    id[sizeof id - 1] = '\0';
    make_claim_print(request->server->keys, id, code);
    memcpy(place + 14, code, CLAIM_CODE_TEXT - 1);
    secret_wipe(code, sizeof code);
}

static void encode_claim(const void *arg, struct answer *answer)
{
    struct json_out out;
    response_answer_open(answer, 201, &out);
    put_claim(&out, arg);
    json_out_close(&out, '}');
}

static void hand_out(struct request *request, struct response *response, enum claim_kind kind)
{
    struct make_claim ask = {.household = request_path(request, "id"), .kind = kind};
    struct act act = {.verb = make_claim, .encode = encode_claim, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
    write_code(request, response);
}

void claim_code_post(struct request *request, struct response *response)
{
    hand_out(request, response, CLAIM_FIRST);
}

void guardian_invite_post(struct request *request, struct response *response)
{
    hand_out(request, response, CLAIM_GUARDIAN);
}

/* --- a paper form ------------------------------------------------------------------------------------------------------ */

struct enter_exchange {
    struct enter_household ask; /* first */
    enum request_language language;
};

static void put_child(struct json_out *out, const struct enter_child *child, bool registered)
{
    json_out_open(out, '{');
    json_put_word(out, "id", child->id);
    json_put_word(out, "registration_id", registered ? child->registration : NULL);
    json_put_word(out, "state", registered ? registration_state_word(child->state) : NULL);
    json_put_int(out, "version", child->version);
    json_out_close(out, '}');
}

static void encode_entered(const void *arg, struct answer *answer)
{
    const struct enter_exchange *exchange = arg;
    const struct enter_household *ask = &exchange->ask;
    struct json_out out;
    if (ask->no_such_scope) {
        response_refuse_field(answer, exchange->language, "/scope", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->id);
    put_claim(&out, &ask->claim);
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask->children_n; i++) {
        put_child(&out, &ask->children[i], ask->scope.n > 0);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

/* A sheet in its one form, in the arena; a view without bytes when it is absent. *ret_room false: the arena is full. */
static struct str read_sheet(struct arena *arena, struct json_in *in, const char *name, bool *ret_room)
{
    struct json_in nested;
    struct buf buf;
    char storage[SHEET_STORAGE];
    if (!json_nested(in, name, JSON_OPTIONAL, &nested)) {
        return STR("");
    }
    buf_init(&buf, storage, sizeof storage);
    if (strcmp(name, "household") == 0) {
        registration_sheet_household(&nested, &buf);
    } else {
        registration_sheet_child(&nested, true, &buf);
    }
    json_nested_end(&nested);
    struct str kept = arena_copy(arena, buf_view(&buf));
    secret_wipe(storage, sizeof storage);
    *ret_room = *ret_room && kept.p != NULL;
    return kept;
}

static struct str keep(struct arena *arena, struct str text, bool *ret_room)
{
    struct str kept = arena_copy(arena, text);
    *ret_room = *ret_room && kept.p != NULL;
    return kept;
}

static bool read_children(struct arena *arena, struct json_in *in, struct enter_household *ask)
{
    bool room = true;
    struct json_in child;
    size_t n = json_list(in, "children", JSON_REQUIRED, ENTER_CHILDREN_MAX);
    if (n == 0) {
        json_blame(in, "children", "MISSING");
    }
    for (size_t i = 0; i < n && i < ENTER_CHILDREN_MAX; i++) {
        if (!json_list_object(in, "children", i, &child)) {
            continue;
        }
        struct enter_child *to = &ask->children[ask->children_n++];
        to->name = keep(arena, json_text(&child, "name", JSON_REQUIRED, CHILD_NAME_BYTES - 1), &room);
        to->kana = keep(arena, json_text(&child, "kana", JSON_REQUIRED, CHILD_NAME_BYTES - 1), &room);
        to->birth_day = json_day(&child, "birth", JSON_REQUIRED, 0);
        to->sheet = read_sheet(arena, &child, "sheet", &room);
        json_nested_end(&child);
    }
    return room;
}

static bool read_contacts(struct arena *arena, struct json_in *in, struct enter_household *ask)
{
    bool room = true;
    size_t n = json_list(in, "mail", JSON_OPTIONAL, ENTER_CONTACTS_MAX);
    for (size_t i = 0; i < n && i < ENTER_CONTACTS_MAX; i++) {
        struct str address = json_list_text(in, "mail", i, MESSAGE_ADDRESS_BYTES_MAX);
        if (memchr(address.p == NULL ? "" : address.p, '@', address.n) == NULL) {
            json_blame(in, "mail", "BAD_FORMAT");
            continue;
        }
        ask->contacts[ask->contacts_n++] = keep(arena, address, &room);
    }
    return room;
}

static bool decode_enter(const struct request *request, struct response *response, struct enter_household *ask)
{
    struct json_faults faults;
    struct json_in in;
    struct arena *arena = &request->worker->arena;
    bool room = true;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        ask->scope = keep(arena, json_text(&in, "scope", JSON_OPTIONAL, 64), &room);
        ask->submit = json_bool(&in, "submit", JSON_OPTIONAL, false);
        ask->household = read_sheet(arena, &in, "household", &room);
        room = read_children(arena, &in, ask) && room;
        room = read_contacts(arena, &in, ask) && room;
        int language = json_word(&in, "language", JSON_OPTIONAL, language_codes);
        ask->language = str_of(language_codes[language < 0 ? 0 : language]);
        err = json_close(&in);
    }
    err = err == OK && !room ? ERR_LIMIT : err;
    return response_decoded(request, response, err, &faults);
}

void households_post(struct request *request, struct response *response)
{
    struct enter_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    if (exchange == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    exchange->language = request->language;
    if (decode_enter(request, response, &exchange->ask)) {
        struct act act = {.verb = enter_household, .encode = encode_entered, .arg = exchange};
        response_act(request, response, &act, LANE_REST);
        write_code(request, response);
    }
}
