/* /me/push. The address of a push service comes in the body, never in ours, and is not shown again. */
#include "http/push_http.h"

#include <string.h>

#include "actions/keep_push.h"
#include "http/server.h"

#include "base/banned.h"

enum { KEY_TEXT_MAX = 100 };

/* --- the list --------------------------------------------------------------------------------------------------------------- */

static void put_device(void *arg, const struct push_device_row *device)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", device->public_id);
    json_put_word(out, "device", push_device_words[device->device - 1]);
    json_put_instant(out, "created_at", device->created_ms);
    if (device->sent_ms == 0) {
        json_put_word(out, "reached_at", NULL);
    } else {
        json_put_instant(out, "reached_at", device->sent_ms);
    }
    json_out_close(out, '}');
}

static void put_key(const struct request *request, struct json_out *out)
{
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char public_key[P256_PUBLIC_BYTES];
    char text[KEY_TEXT_MAX];
    push_key(request->server->keys, secret, public_key);
    secret_wipe(secret, sizeof secret);
    bool good = str_base64(public_key, sizeof public_key, text, sizeof text) == OK;
    json_put_word(out, "key", good ? text : NULL);
}

static bool is_on(const struct request *request)
{
    const char *services = request->server->options.push_services;
    return services != NULL && services[0] != '\0';
}

void push_get(struct request *request, struct response *response)
{
    struct json_out out;
    json_out_init(&out, response_body(request, response, RESPONSE_SMALL_BYTES));
    json_out_open(&out, '{');
    if (is_on(request)) {
        put_key(request, &out);
    } else {
        json_put_word(&out, "key", NULL);
    }
    json_out_key(&out, "devices");
    json_out_open(&out, '[');
    enum err err = push_device_each(request->worker->db, request->caller.account_id, put_device, &out);
    response_json_end(request, response, &out, "]}", err);
}

/* --- one more --------------------------------------------------------------------------------------------------------------- */

struct push_exchange {
    struct add_push ask; /* first */
    enum request_language language;
    char endpoint[PUSH_ENDPOINT_BYTES_MAX + 1];
};

static void encode_added(const void *arg, struct answer *answer)
{
    const struct push_exchange *exchange = arg;
    if (exchange->ask.too_many) {
        response_refuse(answer, exchange->language, 409, "DEVICE_LIMIT");
        return;
    }
    response_answer_id(answer, exchange->ask.id);
}

static void decode_bytes(struct json_in *in, const char *name, unsigned char *out, size_t bytes)
{
    size_t n = 0;
    struct str text = json_text(in, name, JSON_REQUIRED, KEY_TEXT_MAX);
    if (text.p != NULL && (str_unbase64(text, out, bytes, &n) != OK || n != bytes)) {
        json_blame(in, name, "BAD_FORMAT");
    }
}

static void decode(struct request *request, struct json_in *in, void *arg)
{
    struct push_exchange *exchange = arg;
    struct str endpoint = json_text(in, "endpoint", JSON_REQUIRED, PUSH_ENDPOINT_BYTES_MAX);
    int device = json_word(in, "device", JSON_REQUIRED, push_device_words);
    decode_bytes(in, "p256dh", exchange->ask.reader.public_key, P256_PUBLIC_BYTES);
    decode_bytes(in, "auth", exchange->ask.reader.auth, P256_AUTH_BYTES);
    if (!p256_is_public(exchange->ask.reader.public_key)) {
        json_blame(in, "p256dh", "BAD_FORMAT");
    }
    exchange->ask.device = device < 0 ? PUSH_OTHER : (enum push_device)(device + 1);
    if (endpoint.p == NULL || str_copy(endpoint, exchange->endpoint, sizeof exchange->endpoint) != OK) {
        return; /* blamed already */
    }
    exchange->ask.endpoint = str_of(exchange->endpoint);
    if (!is_on(request) || !push_allowed(exchange->ask.endpoint, str_of(request->server->options.push_services))) {
        json_blame(in, "endpoint", "OUT_OF_RANGE");
    }
}

void push_post(struct request *request, struct response *response)
{
    struct push_exchange exchange = {.language = request->language};
    struct act act = {.verb = add_push, .encode = encode_added, .arg = &exchange};
    response_act_json(request, response, &act, decode, LANE_REST);
}

/* --- of one ----------------------------------------------------------------------------------------------------------------- */

void push_delete(struct request *request, struct response *response)
{
    struct of_push ask = {.id = request_path(request, "id")};
    struct act act = {.verb = remove_push, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
}

void push_try_post(struct request *request, struct response *response)
{
    struct of_push ask = {.id = request_path(request, "id")};
    struct act act = {.verb = try_push, .encode = response_answer_nothing, .arg = &ask};
    response_act_json(request, response, &act, NULL, LANE_REST);
}
