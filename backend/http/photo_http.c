/* See photo_http.h: what is shown, taken away and agreed to. */
#include "http/photo_http.h"

#include <assert.h>

#include "actions/agree_photos.h"
#include "actions/read_photo.h"
#include "actions/remove_photo.h"
#include "base/clock.h"
#include "http/photo_link.h"
#include "http/picture_pool.h"
#include "http/server.h"

#include "base/banned.h"

enum { CONSENTS_BYTES = 32 * 1024 };

/* --- a picture goes out ---------------------------------------------------------------------------------------------------- */

static void answer_bytes(struct request *request, struct response *response, enum photo_size size)
{
    struct picture_out *out = pictures_out(request->server->pictures);
    if (out == NULL) {
        response_err(request, response, ERR_BUSY);
        return;
    }
    struct read_photo ask = {.caller = &request->caller,
                             .photo = request_path(request, "id"),
                             .size = size,
                             .out = out->bytes,
                             .max = PICTURE_BYTES_MAX};
    buf_init(&response->body, (char *)out->bytes, PICTURE_BYTES_MAX + 1); /* before the bytes: it writes an end */
    enum err err = read_photo(request->server->lane, &ask);
    if (err != OK) {
        pictures_out_return(out);
        response_err(request, response, err);
        return;
    }
    response->status = 200;
    response->cache_control = "private, no-store";
    response->content_type = "image/jpeg";
    response->body.n = ask.n;
    response->release = pictures_out_return;
    response->release_arg = out;
}

void photo_show(struct request *request, struct response *response)
{
    enum photo_size size;
    const struct photo_link link = {
        .photo = request_path(request, "id"), .account_id = request->caller.account_id, .now_ms = clock_now_ms()};
    if (!photo_link_holds(request->server->keys, &link, request_query(request, "link"), &size)) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    answer_bytes(request, response, size);
}

struct remove_exchange {
    struct remove_photo ask; /* first */
    enum request_language language;
};

static void encode_removed(const void *arg, struct answer *answer)
{
    const struct remove_exchange *exchange = arg;
    if (exchange->ask.refusal != PHOTO_ADDED) {
        response_refuse(answer, exchange->language, 409, photo_refusal_code(exchange->ask.refusal));
        return;
    }
    response_answer_nothing(arg, answer);
}

void photo_delete(struct request *request, struct response *response)
{
    struct remove_exchange exchange = {.ask = {.photo = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = remove_photo, .encode = encode_removed, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
}

/* --- what families agree to ------------------------------------------------------------------------------------------------ */

static void decode_consent(struct request *request, struct json_in *in, void *arg)
{
    struct agree_photos *ask = arg;
    (void)request;
    ask->agreed = json_bool(in, "agreed", JSON_REQUIRED, false);
}

void photo_consent_post(struct request *request, struct response *response)
{
    struct agree_photos ask = {.child = request_path(request, "id")};
    struct act act = {.verb = agree_photos, .encode = response_answer_nothing, .arg = &ask};
    response_act_json(request, response, &act, decode_consent, LANE_REST);
}

void photo_consent_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_photo_consent ask = {.caller = &request->caller, .child = request_path(request, "id")};
    struct buf *body = response_body(request, response, RESPONSE_SMALL_BYTES);
    assert(body != NULL);
    enum err err = read_photo_consent(request->server->lane, &ask);
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_bool(&out, "agreed", ask.agreed_ms != 0);
    json_put_instant_or_null(&out, "agreed_at", ask.agreed_ms);
    response_json_end(request, response, &out, "}", err);
}

static void put_line(void *arg, const struct photo_consent_line *line)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "child_id", line->child);
    json_put_text(out, "name", line->name);
    json_put_bool(out, "agreed", line->agreed);
    json_out_close(out, '}');
}

void photo_consents_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_photo_consents ask = {.caller = &request->caller,
                                      .site = request_path(request, "id"),
                                      .class_name = request_query(request, "class"),
                                      .take = put_line,
                                      .arg = &out};
    struct buf *body = response_body(request, response, CONSENTS_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "children");
    json_out_open(&out, '[');
    response_json_end(request, response, &out, "]}", read_photo_consents(request->server->lane, &ask));
}
