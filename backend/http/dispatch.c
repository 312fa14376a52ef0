/* See dispatch.h. Each step either lets the request go on or fills the response and says false. */
#include "http/dispatch.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "http/assets_http.h"
#include "http/counters.h"
#include "http/limits.h"
#include "http/outputs.h"
#include "http/probes.h"
#include "http/route.h"
#include "http/scratch.h"
#include "http/server.h"
#include "http/session.h"
#include "http/vacancies_http.h"

#include "base/banned.h"

enum { WORKER_WAIT_MS = 2000 };

static const char *const method_words[METHOD_COUNT] = {"GET", "HEAD", "POST", "PUT", "DELETE"};

enum method dispatch_method(struct str method)
{
    int i = 0;
    while (i < METHOD_COUNT && !str_is(method, method_words[i])) {
        i++;
    }
    return (enum method)i;
}

/* One place holds what the steps share. */
struct step {
    struct httpd_exchange *exchange;
    struct request *request;
    struct response *response;
    char *body_block;
};

static bool refuse(const struct step *step, int status, const char *code)
{
    response_problem(step->request, step->response, status, code, NULL);
    return false;
}

static void put_allow(struct response *response, uint32_t allow)
{
    char text[64];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    for (int i = 0; i < METHOD_COUNT; i++) {
        bool offered = (allow & (UINT32_C(1) << i)) != 0 || (i == METHOD_HEAD && (allow & (1 << METHOD_GET)) != 0);
        if (offered) {
            buf_puts(&buf, buf.n > 0 ? ", " : "");
            buf_puts(&buf, method_words[i]);
        }
    }
    response_header(response, "Allow", buf_view(&buf));
}

static bool find_route(const struct step *step)
{
    uint32_t allow;
    enum err err = route_find(step->request, step->request->path, &allow);
    if (err == ERR_DENIED) {
        refuse(step, 405, "METHOD_REFUSED");
        put_allow(step->response, allow);
        return false;
    }
    if (err != OK) {
        return refuse(step, 404, "NOT_FOUND");
    }
    step->request->operation = step->request->route->operation;
    return true;
}

/* What anyone may read is answered without asking who it is; a stream needs to know for some of its topics. */
static bool find_caller(const struct step *step)
{
    struct request *request = step->request;
    const struct server *server = request->server;
    bool anyone = access_rule(request->operation)->scope == SCOPE_ANYONE;
    if ((anyone && request->operation != OPERATION_LIVE) || request->cookie.n == 0) {
        return true;
    }
    struct str cookie = request_cookie(request->cookie, session_cookie_name(server->options.behind_tls));
    enum err err = sessions_find(server->sessions, cookie, &request->caller);
    if (err != OK && err != ERR_NOT_FOUND) {
        response_err(request, step->response, err);
        return false;
    }
    return true;
}

static bool may_ask(const struct step *step)
{
    const struct request *request = step->request;
    if (access_may(&request->caller, request->operation)) {
        return true;
    }
    return request->caller.account_id == 0 ? refuse(step, 401, "SIGN_IN") : refuse(step, 403, "DENIED");
}

bool dispatch_same_origin(struct str origin, struct str sec_fetch_site, struct str host, bool behind_tls)
{
    if (origin.p != NULL) {
        const char *scheme = behind_tls ? "https://" : "http://";
        size_t n = strlen(scheme);
        return origin.n == n + host.n && strncasecmp(origin.p, scheme, n) == 0 &&
               strncasecmp(origin.p + n, host.p, host.n) == 0;
    }
    return sec_fetch_site.p == NULL || str_is(sec_fetch_site, "same-origin") || str_is(sec_fetch_site, "none");
}

static bool same_origin(const struct step *step)
{
    const struct str *field = step->exchange->field;
    if (step->request->method == METHOD_GET || step->request->method == METHOD_HEAD ||
        dispatch_same_origin(field[HTTPD_ORIGIN], field[HTTPD_SEC_FETCH_SITE], field[HTTPD_HOST],
                             step->request->server->options.behind_tls)) {
        return true;
    }
    return refuse(step, 403, "OTHER_ORIGIN");
}

static bool is_forwarded(const struct httpd_exchange *exchange)
{
    return exchange->field[HTTPD_FORWARDED].p != NULL || exchange->field[HTTPD_FORWARDED_FOR].p != NULL;
}

struct str dispatch_address(const struct httpd_exchange *exchange, const char *proxy)
{
    struct str list = exchange->field[HTTPD_FORWARDED_FOR];
    if (proxy == NULL || !str_is(exchange->remote, proxy) || list.n == 0) {
        return exchange->remote;
    }
    const char *comma = memrchr(list.p, ',', list.n);
    struct str last = comma == NULL ? list : (struct str){comma + 1, (size_t)(list.p + list.n - comma - 1)};
    while (last.n > 0 && last.p[0] == ' ') {
        last.p++;
        last.n--;
    }
    return last;
}

static bool within_rate(const struct step *step)
{
    const struct request *request = step->request;
    const struct server *server = request->server;
    if (server->options.unlimited && !is_forwarded(step->exchange) && httpd_is_loopback(step->exchange->remote)) {
        return true;
    }
    int64_t wait_s = limits_take(server->limits, request->route->rate, request->caller.account_id,
                                 dispatch_address(step->exchange, server->options.proxy));
    if (wait_s == 0) {
        return true;
    }
    refuse(step, 429, "TOO_OFTEN");
    response_retry_after(step->response, wait_s);
    return false;
}

static bool has_key(const struct step *step)
{
    const struct request *request = step->request;
    struct str key = request->idempotency_key;
    if (request->method != METHOD_POST || (request->route->flags & ROUTE_NO_KEY) != 0) {
        return true;
    }
    bool visible = key.n >= 1 && key.n <= REQUEST_KEY_BYTES_MAX;
    for (size_t i = 0; i < key.n && visible; i++) {
        visible = key.p[i] > 0x20 && key.p[i] < 0x7F;
    }
    return visible || refuse(step, 400, "KEY_NEEDED");
}

static bool is_json(struct str type)
{
    static const char json[] = "application/json";
    size_t n = sizeof json - 1;
    return type.n >= n && strncasecmp(type.p, json, n) == 0 && (type.n == n || type.p[n] == ';' || type.p[n] == ' ');
}

static bool read_body(struct step *step)
{
    struct request *request = step->request;
    struct httpd_exchange *exchange = step->exchange;
    request->small_body[0] = '\0';
    request->body = (struct str){request->small_body, 0};
    if (exchange->body_bytes == 0) {
        return true;
    }
    if (exchange->body_bytes > request->route->body_max) {
        return refuse(step, 413, "TOO_LARGE");
    }
    if ((request->route->flags & ROUTE_RAW) != 0) {
        return true;
    }
    if (!is_json(exchange->field[HTTPD_CONTENT_TYPE])) {
        return refuse(step, 415, "NOT_JSON");
    }
    char *place = request->small_body;
    if (exchange->body_bytes > REQUEST_SMALL_BODY_BYTES) {
        step->body_block = outputs_borrow(exchange->body_bytes + 1);
        place = step->body_block;
    }
    if (place == NULL) {
        response_err(request, step->response, ERR_BUSY);
        return false;
    }
    enum err err = httpd_read_body(exchange, place);
    if (err != OK) {
        return err == ERR_LIMIT ? refuse(step, 408, "TOO_SLOW") : refuse(step, 400, "BAD_REQUEST");
    }
    request->body = (struct str){place, exchange->body_bytes};
    return true;
}

static bool read_query(const struct step *step)
{
    if (step->exchange->query.n > 0 && request_parse_query(step->request, step->exchange->query) != OK) {
        return refuse(step, 400, "BAD_REQUEST");
    }
    return true;
}

static bool borrow_worker(const struct step *step)
{
    struct request *request = step->request;
    if ((request->route->flags & (ROUTE_WORKER | ROUTE_ARENA)) == 0) {
        return true;
    }
    request->worker = (request->route->flags & ROUTE_ARENA) != 0
                          ? scratch_borrow()
                          : readers_borrow(request->server->readers, WORKER_WAIT_MS);
    if (request->worker == NULL) {
        response_err(request, step->response, ERR_BUSY);
        return false;
    }
    return true;
}

static void run_steps(struct step *step)
{
    bool goes_on = find_route(step) && find_caller(step) && may_ask(step) && same_origin(step) && within_rate(step) &&
                   has_key(step) && read_query(step) && read_body(step) && borrow_worker(step);
    if (goes_on) {
        step->request->route->handler(step->request, step->response);
    }
}

static void return_worker(struct request *request)
{
    if (request->worker != NULL && request->worker->db == NULL) {
        scratch_return(request->worker);
    } else if (request->worker != NULL) {
        readers_return(request->server->readers, request->worker);
    }
    request->worker = NULL;
}

/* The worker goes back before a slow client is waited for: its body is carried over into a block. */
static char *give_worker_back(struct request *request, struct response *response)
{
    char *block = NULL;
    if (request->worker == NULL) {
        return NULL;
    }
    if (response->body.p != response->small + RESPONSE_HEAD_BYTES && response->shared.p == NULL && !response->sent) {
        block = outputs_borrow(RESPONSE_HEAD_BYTES + response->body.n + 1);
        if (block == NULL) {
            return NULL; /* all are out: keep the worker until it is sent */
        }
        memcpy(block + RESPONSE_HEAD_BYTES, response->body.p, response->body.n + 1);
        response->body.p = block + RESPONSE_HEAD_BYTES;
    }
    return_worker(request);
    return block;
}

static void answer(struct step *step)
{
    static const char base[] = "/api/v1/";
    struct request *request = step->request;
    request->path = step->exchange->path;
    if (str_starts(request->path, base)) {
        request->path.p += sizeof base - 2;
        request->path.n -= sizeof base - 2;
        run_steps(step);
    } else if (!vacancies_page_answer(request, step->response) &&
               !probes_answer(request, is_forwarded(step->exchange), step->response)) {
        assets_answer(request, step->exchange->field[HTTPD_ACCEPT_ENCODING], step->response);
    }
}

void dispatch(struct httpd_exchange *exchange, struct request *request)
{
    struct response response;
    int64_t began_us = clock_mono_us();
    struct step step = {.exchange = exchange, .request = request, .response = &response};
    response_init(&response);
    answer(&step);
    if (step.body_block != NULL) {
        outputs_return(step.body_block);
    }
    char *block = give_worker_back(request, &response);
    if (!response.sent) {
        response_send(exchange, request, &response);
        counters_note(request->route == NULL ? -1 : (int)request->operation, response.status,
                      clock_mono_us() - began_us);
    }
    if (block != NULL) {
        outputs_return(block);
    }
    return_worker(request);
}

/* Whoever writes the client wants to know which rule it was: `about` says it, in English. */
static void put_about(struct buf *body, const char *about)
{
    struct json_out out;
    char text[192];
    struct buf member;
    buf_init(&member, text, sizeof text);
    json_out_init(&out, &member);
    json_out_text(&out, str_of(about));
    body->n--; /* the closing brace */
    buf_puts(body, ",\"about\":");
    buf_str(body, buf_view(&member));
    buf_char(body, '}');
}

void dispatch_refuse(struct httpd_exchange *exchange, int status, const char *code, const char *about)
{
    struct response response;
    response_init(&response);
    response_problem_in(&response, request_language_of(exchange->field[HTTPD_ACCEPT_LANGUAGE]), status, code, NULL);
    put_about(&response.body, about);
    if (status == 405) {
        put_allow(&response, (1U << METHOD_COUNT) - 1U);
    }
    response_send(exchange, NULL, &response);
    counters_note(-1, status, 0);
}
