/* The safe shell around civetweb 1.15 and the only file that includes civetweb.h; for the server's door and the gateway's screen. What
 * the library does by itself and must not (see the gate in httpd.c) is refused here before any of our code sees the request.
 *
 * Two clocks bound a client. A silent one is dropped after HTTPD_SILENT_MS (request_timeout_ms: the whole header of a first request,
 * each wait for the next byte of a body, each wait until a slow reader takes more). A body must be complete HTTPD_BODY_MS after reading
 * began, however lively it drips: no read waits for more than one byte, so the last wait can add HTTPD_SILENT_MS and no more. A kept-alive
 * connection may idle HTTPD_IDLE_MS between two requests.
 *
 * Every connection under way holds one thread with a 100 KiB stack, of which about 79 KB are left for a handler. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
    HTTPD_BODY_MS = 5000,
    HTTPD_SILENT_MS = 5000,
    HTTPD_IDLE_MS = 500,
    HTTPD_HEAD_BYTES_MAX = 16384,
    HTTPD_FIELDS_MAX = 63,
    HTTPD_SPARE_THREADS = 128, /* for requests, beside the threads that streams may hold */
};

/* The header fields the program knows; all others are checked and ignored. */
enum httpd_field {
    HTTPD_ACCEPT,
    HTTPD_ACCEPT_ENCODING,
    HTTPD_ACCEPT_LANGUAGE,
    HTTPD_CONNECTION,
    HTTPD_CONTENT_LENGTH,
    HTTPD_CONTENT_TYPE,
    HTTPD_COOKIE,
    HTTPD_EXPECT,
    HTTPD_FORWARDED, /* any sign of a proxy */
    HTTPD_FORWARDED_FOR,
    HTTPD_HOST,
    HTTPD_IDEMPOTENCY_KEY,
    HTTPD_IF_MATCH,
    HTTPD_IF_NONE_MATCH,
    HTTPD_LAST_EVENT_ID,
    HTTPD_ORIGIN,
    HTTPD_SEC_FETCH_SITE,
    HTTPD_TRANSFER_ENCODING,
    HTTPD_FIELD_COUNT
};

/* One request and its answer. All views live until the handler returns. */
struct httpd_exchange {
    struct str method;
    struct str path;                     /* as sent: [A-Za-z0-9._~/-], no empty or dot segment */
    struct str query;                    /* as sent, after '?' */
    struct str field[HTTPD_FIELD_COUNT]; /* empty when absent */
    struct str remote;
    size_t body_bytes; /* announced */
    bool body_read;
    bool close; /* the connection ends after the answer: say so in it */
    bool answered;
    struct mg_connection *connection;
    void *arg; /* of the options */
};

struct httpd_options {
    const char *listen; /* "127.0.0.1:8080": loopback and IPv4 only; port 0 takes a free one */
    int streams_max;    /* threads that may be held for long */
    size_t body_bytes_max;
    /* Answers a well-formed request: must end in httpd_send (or the connection is closed without a word). */
    void (*answer)(struct httpd_exchange *exchange);
    /* Answers a request the gate refuses. code: a word of the HTTP contract; about: one English sentence. Only method, field and remote
     * may be looked at, and may be empty. NULL: a plain problem document. */
    void (*refuse)(struct httpd_exchange *exchange, int status, const char *code, const char *about);
    void *arg;
};

struct httpd;

/* ERR_INVALID: not a plain loopback address; ERR_CONFLICT: the port is in use; ERR_IO: the library did not start. `failure` says it in
 * one sentence with what to do. */
enum err httpd_start(const struct httpd_options *options, struct httpd **ret, char failure[256]) NODISCARD;
/* Refuses new requests and waits for those under way; wake streams before. NULL is fine. */
void httpd_stop(struct httpd *httpd);
int httpd_port(const struct httpd *httpd);

/* The announced body, NUL-terminated, into out[exchange->body_bytes + 1]. ERR_LIMIT: too slow; ERR_IO: the client left. */
enum err httpd_read_body(struct httpd_exchange *exchange, char *out) NODISCARD;
/* Must the answer say "Connection: close"? True also when a body was announced and not read. */
bool httpd_closes(const struct httpd_exchange *exchange);
/* Sends all of it in one write. false: the client is gone or takes nothing, end here. */
bool httpd_send(struct httpd_exchange *exchange, struct str bytes);
/* Is it 127.0.0.1 or another address of this machine's loopback? */
bool httpd_is_loopback(struct str address);
