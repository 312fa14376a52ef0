/* Building answers: see response.h. */
#include "http/response.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "http/problem_words.h"
#include "http/route.h"
#include "http/server.h"

#include "base/banned.h"

static const char json_type[] = "application/json; charset=utf-8";
static const char problem_type[] = "application/problem+json; charset=utf-8";

enum { TAG_HASH_BYTES = 15, RETRY_BUSY_S = 1 };

void response_init(struct response *response)
{
    memset(response, 0, offsetof(struct response, extra_text));
    buf_init(&response->extra, response->extra_text, sizeof response->extra_text);
    buf_init(&response->body, response->small + RESPONSE_HEAD_BYTES, RESPONSE_SMALL_BYTES + 1);
}

struct buf *response_body(const struct request *request, struct response *response, size_t bytes_max)
{
    char *storage = response->small;
    if (bytes_max > RESPONSE_SMALL_BYTES) {
        assert(request->worker != NULL); /* the route's row must say ROUTE_WORKER */
        storage = arena_alloc(&request->worker->arena, RESPONSE_HEAD_BYTES + bytes_max + 1);
        if (storage == NULL) {
            return NULL;
        }
    }
    buf_init(&response->body, storage + RESPONSE_HEAD_BYTES, bytes_max + 1);
    return &response->body;
}

void response_header(struct response *response, const char *name, struct str value)
{
    assert(memchr(value.p, '\r', value.n) == NULL);
    assert(memchr(value.p, '\n', value.n) == NULL);
    buf_puts(&response->extra, name);
    buf_puts(&response->extra, ": ");
    buf_str(&response->extra, value);
    buf_puts(&response->extra, "\r\n");
    assert(!response->extra.overflow);
}

void response_retry_after(struct response *response, int64_t seconds)
{
    char text[24];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_int(&buf, seconds);
    response_header(response, "Retry-After", buf_view(&buf));
}

void response_json(struct response *response, int status)
{
    assert(!response->body.overflow);
    response->status = status;
    response->content_type = json_type;
}

void response_empty(struct response *response, int status)
{
    response->status = status;
    response->content_type = NULL;
    buf_clear(&response->body);
}

static void not_modified(const struct request *request, struct response *response)
{
    if (request_tag_in(request->if_none_match, str_of(response->tag))) {
        response_empty(response, 304);
        response->shared = (struct str){NULL, 0};
    }
}

/* version 0: the tag is the body's alone. */
static void json_with_tag(const struct request *request, struct response *response, int64_t version)
{
    unsigned char hash[SECRET_HASH_BYTES];
    char text[24];
    struct buf tag;
    if (response->body.overflow) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    secret_hash(response->body.p, response->body.n, hash);
    enum err err = str_base64(hash, TAG_HASH_BYTES, text, sizeof text);
    assert(err == OK);
    buf_init(&tag, response->tag, sizeof response->tag);
    buf_char(&tag, '"');
    if (version != 0) {
        buf_int(&tag, version);
        buf_char(&tag, '.');
    }
    buf_puts(&tag, text);
    buf_char(&tag, '"');
    assert(!tag.overflow);
    response_json(response, 200);
    response->cache_control = response->cache_control == NULL ? "private, no-cache" : response->cache_control;
    not_modified(request, response);
}

void response_json_etag(const struct request *request, struct response *response)
{
    json_with_tag(request, response, 0);
}

void response_json_end(const struct request *request, struct response *response, struct json_out *out, const char *open,
                       enum err err)
{
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    for (const char *c = open; *c != '\0'; c++) {
        json_out_close(out, *c);
    }
    response_json_etag(request, response);
}

void response_json_version(const struct request *request, struct response *response, int64_t version)
{
    json_with_tag(request, response, version);
}

bool response_if_match(const struct request *request, struct response *response, int64_t *ret)
{
    struct str tag = request->if_match;
    *ret = 0;
    if (tag.n == 0) {
        if (str_is(request->if_none_match, "*")) {
            return true;
        }
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return false;
    }
    if (tag.n >= 3 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"') {
        struct str digits = {tag.p + 1, 0};
        while (digits.n < tag.n - 2 && digits.p[digits.n] != '.') {
            digits.n++;
        }
        if (str_int(digits, 1, INT64_MAX, ret) == OK) {
            return true;
        }
    }
    response_fault(request, response, "If-Match", "BAD_FORMAT");
    return false;
}

void response_shared(const struct request *request, struct response *response, struct str json, struct str tag,
                     void (*release)(void *arg), void *arg)
{
    response->status = 200;
    response->content_type = json_type;
    response->shared = json;
    response->release = release;
    response->release_arg = arg;
    response->cache_control = response->cache_control == NULL ? "no-cache" : response->cache_control;
    enum err err = str_copy(tag, response->tag, sizeof response->tag);
    assert(err == OK);
    not_modified(request, response);
}

static void put_faults(struct json_out *out, const struct json_faults *faults)
{
    json_out_key(out, "errors");
    json_out_open(out, '[');
    for (size_t i = 0; i < faults->n; i++) {
        /* A query parameter's "?name" is a place too, although RFC 6901 has no word for it. */
        json_out_open(out, '{');
        json_put_text(out, "pointer", str_of(faults->list[i].pointer));
        json_put_text(out, "code", str_of(faults->list[i].code));
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

void response_put_problem(struct buf *buf, enum request_language language, int status, const char *code,
                          const struct json_faults *faults, struct str members)
{
    struct json_out out;
    struct problem_words words = problem_words(code, language);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_int(&out, "status", status);
    json_put_text(&out, "title", str_of(words.title));
    json_put_text(&out, "detail", str_of(words.detail));
    json_put_text(&out, "code", str_of(words.code));
    if (faults != NULL && faults->n > 0) {
        put_faults(&out, faults);
    }
    json_out_close(&out, '}');
    if (members.n > 0 && buf->n > 0 && !buf->overflow) {
        buf->n--;
        buf_char(buf, ',');
        buf_str(buf, members);
        buf_char(buf, '}');
    }
}

void response_problem_in(struct response *response, enum request_language language, int status, const char *code,
                         const struct json_faults *faults)
{
    if (response->release != NULL) {
        response->release(response->release_arg);
        response->release = NULL;
    }
    response->shared = (struct str){NULL, 0};
    response->tag[0] = '\0';
    response->cache_control = NULL;
    buf_init(&response->body, response->small + RESPONSE_HEAD_BYTES, RESPONSE_SMALL_BYTES + 1);
    response_put_problem(&response->body, language, status, code, faults, (struct str){"", 0});
    assert(!response->body.overflow);
    response->status = status;
    response->content_type = problem_type;
}

void response_problem(const struct request *request, struct response *response, int status, const char *code,
                      const struct json_faults *faults)
{
    response_problem_in(response, request->language, status, code, faults);
}

void response_refuse(struct answer *answer, enum request_language language, int status, const char *code)
{
    answer->status = status;
    response_put_problem(&answer->body, language, status, code, NULL, STR(""));
}

void response_refuse_field(struct answer *answer, enum request_language language, const char *pointer, const char *code)
{
    struct json_faults faults = {.n = 0};
    json_fault_add(&faults, pointer, code);
    answer->status = 422;
    response_put_problem(&answer->body, language, 422, "INVALID", &faults, STR(""));
}

void response_err(const struct request *request, struct response *response, enum err err)
{
    switch (err) {
    case OK:
        assert(false);
        break;
    case ERR_INVALID:
        response_problem(request, response, 422, "INVALID", NULL);
        break;
    case ERR_NOT_FOUND:
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        break;
    case ERR_DENIED:
        response_problem(request, response, 403, "DENIED", NULL);
        break;
    case ERR_CONFLICT:
        response_problem(request, response, 409, "WRONG_STATE", NULL);
        break;
    case ERR_LIMIT:
        response_problem(request, response, 413, "TOO_LARGE", NULL);
        break;
    case ERR_BUSY:
        response_problem(request, response, 503, "BUSY", NULL);
        response_retry_after(response, RETRY_BUSY_S);
        break;
    case ERR_IO:
        log_event(LOG_ERROR, "request_failed", LOG_TEXT("operation", access_rule(request->operation)->name));
        response_problem(request, response, 503, "NOT_SAVED", NULL);
        response_retry_after(response, RETRY_BUSY_S);
        break;
    }
}

void response_faults(const struct request *request, struct response *response, const struct json_faults *faults)
{
    if (faults->malformed != NULL) {
        response_problem(request, response, 400, faults->malformed, NULL);
    } else {
        response_problem(request, response, 422, "INVALID", faults);
    }
}

bool response_decoded(const struct request *request, struct response *response, enum err err,
                      const struct json_faults *faults)
{
    if (err == ERR_INVALID) {
        response_faults(request, response, faults);
    } else if (err != OK) {
        response_err(request, response, err);
    }
    return err == OK;
}

void response_fault(const struct request *request, struct response *response, const char *pointer, const char *code)
{
    struct json_faults faults;
    memset(&faults, 0, sizeof faults);
    json_fault_add(&faults, pointer, code);
    response_faults(request, response, &faults);
}

/* Same key, same path, same body: the same request. */
static void fingerprint(const struct request *request, unsigned char out[SECRET_HASH_BYTES])
{
    unsigned char parts[2][SECRET_HASH_BYTES];
    secret_hash(request->path.p, request->path.n, parts[0]);
    secret_hash(request->body.p, request->body.n, parts[1]);
    secret_hash(parts, sizeof parts, out);
}

void response_act(const struct request *request, struct response *response, struct act *act,
                  enum lane_priority priority)
{
    struct answer answer = {.status = 0};
    assert(response != NULL);
    size_t bytes = request->worker == NULL ? RESPONSE_ACT_BYTES : RESPONSE_ACT_LARGE_BYTES;
    struct buf *body = response_body(request, response, bytes);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    answer.body = *body;
    act->caller = &request->caller;
    act->operation = request->operation;
    act->key = request->idempotency_key;
    act->answer = &answer;
    fingerprint(request, act->fingerprint);
    enum err err = act_do(request->server->lane, act, priority);
    if (err == ERR_INVALID && act->mismatch) {
        response_problem(request, response, 422, "KEY_REUSED", NULL);
        return;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response->body = answer.body;
    response->status = answer.status;
    response->content_type = answer.status >= 400 ? problem_type : json_type;
    if (answer.body.n == 0) {
        response->content_type = NULL;
    }
}

void response_answer_open(struct answer *answer, int status, struct json_out *out)
{
    answer->status = status;
    json_out_init(out, &answer->body);
    json_out_open(out, '{');
}

void response_answer_id(struct answer *answer, const char *id)
{
    struct json_out out;
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", id);
    json_out_close(&out, '}');
}

void response_answer_nothing(const void *arg, struct answer *answer)
{
    (void)arg;
    answer->status = 204;
}

void response_act_json(struct request *request, struct response *response, struct act *act, response_decode decode,
                       enum lane_priority priority)
{
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        if (decode != NULL) {
            decode(request, &in, act->arg);
        }
        err = json_close(&in);
    }
    if (response_decoded(request, response, err, &faults)) {
        response_act(request, response, act, priority);
    }
}
