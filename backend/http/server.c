/* The door opens and closes here: see server.h. What happens to a request is in dispatch.c. */
#include "http/server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/httpd.h"
#include "http/dispatch.h"
#include "http/limits.h"
#include "http/live.h"
#include "http/outputs.h"
#include "http/password_pool.h"
#include "http/picture_pool.h"
#include "http/response.h"
#include "http/route.h"
#include "http/scratch.h"
#include "http/session.h"

#include "base/banned.h"

/* What a busy family or office never reaches; everything is configuration. */
static const struct server_rate default_rates[RATE_COUNT] = {
    [RATE_READ] = {1200, 400},
    [RATE_WRITE] = {240, 120},
    [RATE_SIGN_IN] = {60, 30},
    [RATE_STREAM] = {120, 60},
};
_Static_assert(sizeof default_rates == sizeof((struct server_options *)0)->rates, "a rate for every class");

static void answer(struct httpd_exchange *exchange)
{
    struct request request;
    const struct str *field = exchange->field;
    request_init(&request);
    request.server = exchange->arg;
    request.exchange = exchange;
    request.method = dispatch_method(exchange->method);
    request.if_match = field[HTTPD_IF_MATCH];
    request.if_none_match = field[HTTPD_IF_NONE_MATCH];
    request.idempotency_key = field[HTTPD_IDEMPOTENCY_KEY];
    request.last_event_id = field[HTTPD_LAST_EVENT_ID];
    request.accept = field[HTTPD_ACCEPT];
    request.cookie = field[HTTPD_COOKIE];
    request.language = request_language_of(field[HTTPD_ACCEPT_LANGUAGE]);
    dispatch(exchange, &request);
}

static void fill_rates(struct server_options *options)
{
    for (size_t i = 0; i < RATE_COUNT; i++) {
        if (options->rates[i].per_minute == 0) {
            options->rates[i] = default_rates[i];
        }
    }
}

static enum err open_parts(struct server *server, char failure[256])
{
    struct server_options *options = &server->options;
    fill_rates(options);
    outputs_open();
    scratch_open();
    response_behind_tls(options->behind_tls);
    server->sessions = sessions_open(server->readers, server->lane);
    enum err warm = sessions_warm(server->sessions);
    (void)warm; /* only slower: each is read when it is first seen */
    server->limits = limits_open(options->rates);
    server->passwords = passwords_open();
    server->pictures = pictures_open(options->photo_program == NULL ? "" : options->photo_program);
    enum err err = live_open(server, options->streams_max, &server->live);
    if (err != OK) {
        snprintf(failure, 256, "the live hub did not start: are more threads allowed?");
        return err;
    }
    struct httpd_options httpd = {
        .listen = options->listen,
        .streams_max = options->streams_max,
        .body_bytes_max = ROUTE_RAW_MAX,
        .answer = answer,
        .refuse = dispatch_refuse,
        .arg = server,
    };
    return httpd_start(&httpd, &server->httpd, failure);
}

enum err server_start(const struct server_options *options, struct server **ret, char failure[256])
{
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        abort();
    }
    server->options = *options;
    if (server->options.streams_max == 0) {
        server->options.streams_max = SERVER_STREAMS_MAX;
    }
    server->lane = options->lane;
    server->readers = options->readers;
    server->changes = options->changes;
    server->keys = options->keys;
    server->vacancies = options->vacancies;
    server->started_mono_ms = clock_mono_ms();
    failure[0] = '\0';
    enum err err = open_parts(server, failure);
    if (err != OK) {
        server_stop(server);
        return err;
    }
    *ret = server;
    return OK;
}

void server_stop(struct server *server)
{
    if (server == NULL) {
        return;
    }
    live_stop(server->live);
    httpd_stop(server->httpd);
    live_close(server->live);
    passwords_close(server->passwords);
    pictures_close(server->pictures);
    limits_close(server->limits);
    sessions_close(server->sessions);
    free(server);
}

int server_port(const struct server *server)
{
    return httpd_port(server->httpd);
}
