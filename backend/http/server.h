/* The door for people: takes a request through route, session, role, origin, rate and body to its handler, and sends the answer.
 * server_start opens it on loopback; the parts it works with belong to the caller and outlive it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/changes.h"
#include "store/keys.h"
#include "store/lane.h"
#include "store/readers.h"

struct vacancy_snapshot;
struct sessions;
struct limits;
struct passwords;
struct live;
struct httpd;
struct pictures;

enum { SERVER_STREAMS_MAX = 2000 };

/* Tokens per minute and the size of the bucket; 0: the default of its class. */
struct server_rate {
    int32_t per_minute;
    int32_t burst;
};

struct server_options {
    const char *listen; /* "127.0.0.1:8080"; port 0 takes a free one */
    int streams_max;    /* 0: SERVER_STREAMS_MAX */
    bool behind_tls;    /* the cookie becomes __Host-session; Secure, and HSTS is sent */
    const char *proxy;  /* address whose X-Forwarded-For is believed; NULL none */
    bool unlimited;     /* demonstration and test data: loopback without a proxy is not rate limited */
    bool demo;          /* the data is marked as demonstration: its published sign-ins work */
    const char *version;
    const char *photo_program;    /* the path of tsubame-photo */
    const char *push_services;    /* hosts with blanks between; NULL: telephones are not told on their own screen */
    const char *entrances_broker; /* mqtt://…: where the entrances find the broker */
    struct server_rate rates[4];  /* by enum route_rate */

    struct lane *lane;
    struct readers *readers;
    struct changes *changes;
    const struct keys *keys;
    struct vacancy_snapshot *vacancies;
};

struct server {
    struct server_options options;
    struct lane *lane;
    struct readers *readers;
    struct changes *changes;
    const struct keys *keys;
    struct vacancy_snapshot *vacancies;
    struct sessions *sessions;
    struct limits *limits;
    struct passwords *passwords;
    struct pictures *pictures;
    struct live *live;
    struct httpd *httpd;
    int64_t started_mono_ms;
};

/* ERR_CONFLICT: the port is in use. ERR_INVALID: not a loopback address, or a TLS port. `failure` says it in one sentence. */
enum err server_start(const struct server_options *options, struct server **ret, char failure[256]) NODISCARD;
/* Ends streams first, then waits for what is under way. NULL is fine. */
void server_stop(struct server *server);
int server_port(const struct server *server);
