/* /me/contacts: where a guardian's messages go. */
#include "actions/keep_contacts.h"
#include "core/language.h"
#include "core/message.h"
#include "http/handlers.h"
#include "http/server.h"

#include "base/banned.h"

enum { LIST_BYTES = 12 * 1024 };

static void put_contact(struct json_out *out, const struct kept_contact *contact)
{
    json_out_open(out, '{');
    json_put_word(out, "id", contact->id);
    json_put_word(out, "channel", "email");
    json_put_word(out, "address", contact->address);
    json_put_word(out, "language", contact->language);
    json_put_bool(out, "own", contact->own);
    json_put_bool(out, "confirmed", contact->confirmed);
    json_put_instant(out, "created_at", contact->created_ms);
    json_out_close(out, '}');
}

static void encode_list(const void *arg, struct answer *answer)
{
    const struct list_contacts *ask = arg;
    struct json_out out;
    response_answer_open(answer, 200, &out);
    json_out_key(&out, "contacts");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask->n; i++) {
        put_contact(&out, &ask->list[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

void contacts_get(struct request *request, struct response *response)
{
    struct list_contacts ask = {
        .list = arena_alloc(&request->worker->arena, MESSAGE_CONTACTS_MAX * sizeof(struct kept_contact))};
    struct act act = {.verb = list_contacts, .encode = encode_list, .arg = &ask};
    if (ask.list == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    response_act(request, response, &act, LANE_REST);
}

struct add_exchange {
    struct add_contact ask; /* first */
    enum request_language language;
    char address[MESSAGE_ADDRESS_BYTES_MAX + 1];
};

static void encode_added(const void *arg, struct answer *answer)
{
    const struct add_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.too_many) {
        response_refuse(answer, exchange->language, 409, "CONTACT_LIMIT");
        return;
    }
    answer->status = 201;
    json_out_init(&out, &answer->body);
    put_contact(&out, &exchange->ask.made);
}

static bool decode(const struct request *request, struct response *response, struct add_exchange *exchange)
{
    static const char *const channels[] = {"email", NULL};
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct str address = json_text(&in, "address", JSON_REQUIRED, MESSAGE_ADDRESS_BYTES_MAX);
        int language = json_word(&in, "language", JSON_REQUIRED, language_codes);
        json_word(&in, "channel", JSON_REQUIRED, channels);
        err = str_copy(address, exchange->address, sizeof exchange->address);
        exchange->ask.address = str_of(exchange->address);
        exchange->ask.language = str_of(language < 0 ? "" : language_codes[language]);
        if (faults.n == 0 && !message_is_address(exchange->ask.address)) {
            json_blame(&in, "address", "BAD_FORMAT");
        }
        enum err closed = json_close(&in);
        err = err == OK ? closed : err;
    }
    return response_decoded(request, response, err, &faults);
}

void contacts_post(struct request *request, struct response *response)
{
    struct add_exchange exchange = {.language = request->language};
    if (decode(request, response, &exchange)) {
        struct act act = {.verb = add_contact, .encode = encode_added, .arg = &exchange};
        response_act(request, response, &act, LANE_REST);
    }
}

void contact_delete(struct request *request, struct response *response)
{
    struct remove_contact ask = {.id = request_path(request, "id")};
    struct act act = {.verb = remove_contact, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
}
