/* The safe shell around civetweb: see httpd.h. Everything is answered inside its begin_request callback, so that neither its files, nor
 * its CORS preflights, nor its prefix-matching handlers are ever reached.
 * What the library would let pass and must not is httpd_gate's; how long a client may take is said in httpd.h. */
#include "base/httpd.h"

#include <assert.h>
#include <civetweb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/httpd_gate.h"
#include "base/httpd_listen.h"

#include "base/banned.h"

enum { KNOCK_US = 20000, LARGE_BYTES = 64 * 1024, PORTION_BYTES = 64 * 1024 };

struct httpd {
    struct httpd_options options;
    struct mg_context *context;
    int port;
    atomic_bool stopped;
};

/* civetweb closes by the same rule: whatever a Connection field says but keep-alive. */
static bool client_closes(const struct httpd_exchange *exchange, const char *version)
{
    struct str connection = exchange->field[HTTPD_CONNECTION];
    if (version == NULL || strcmp(version, "1.1") != 0) {
        return true;
    }
    return connection.p != NULL && strcasestr(connection.p, "keep-alive") == NULL;
}

static void refuse_plainly(struct httpd_exchange *exchange, int status, const char *code, const char *about)
{
    char text[512];
    char body[256];
    struct buf out;
    struct buf json;
    buf_init(&json, body, sizeof body);
    buf_puts(&json, "{\"status\":");
    buf_int(&json, status);
    buf_puts(&json, ",\"title\":\"");
    buf_puts(&json, about);
    buf_puts(&json, "\",\"code\":\"");
    buf_puts(&json, code);
    buf_puts(&json, "\"}");
    buf_init(&out, text, sizeof text);
    buf_puts(&out, "HTTP/1.1 ");
    buf_int(&out, status);
    buf_puts(&out, " Refused\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: ");
    buf_int(&out, (int64_t)json.n);
    buf_puts(&out, "\r\n\r\n");
    buf_str(&out, buf_view(&json));
    httpd_send(exchange, buf_view(&out));
}

static void refuse(const struct httpd *httpd, struct httpd_exchange *exchange, struct httpd_refusal refusal)
{
    exchange->close = true;
    if (httpd->options.refuse != NULL) {
        httpd->options.refuse(exchange, refusal.status, refusal.code, refusal.about);
    } else {
        refuse_plainly(exchange, refusal.status, refusal.code, refusal.about);
    }
}

/* The library counts no further than 64 fields and drops the rest, so 64 are already too many. */
static void cut_head(const struct mg_request_info *info, struct httpd_head *ret)
{
    _Static_assert(HTTPD_FIELDS_MAX + 1 == MG_MAX_HEADERS, "the gate must see that there are too many");
    ret->method = info->request_method;
    ret->target = info->request_uri;
    ret->query = info->query_string;
    ret->version = info->http_version;
    ret->fields_n = info->num_headers;
    for (int i = 0; i < info->num_headers; i++) {
        ret->fields[i].name = info->http_headers[i].name;
        ret->fields[i].value = info->http_headers[i].value;
    }
}

static int on_request(struct mg_connection *connection)
{
    struct httpd_head head;
    const struct mg_request_info *info = mg_get_request_info(connection);
    const struct httpd *httpd = info->user_data;
    struct httpd_exchange exchange;
    memset(&exchange, 0, sizeof exchange);
    exchange.connection = connection;
    exchange.remote = str_of(info->remote_addr);
    exchange.arg = httpd->options.arg;
    cut_head(info, &head);
    struct httpd_refusal refusal = httpd_gate(&exchange, &head, httpd->options.body_bytes_max);
    exchange.close = client_closes(&exchange, info->http_version);
    if (refusal.status != 0) {
        refuse(httpd, &exchange, refusal);
    } else {
        httpd->options.answer(&exchange);
    }
    if (httpd_closes(&exchange) || !exchange.answered) {
        mg_disable_connection_keep_alive(connection);
    }
    return 200; /* answered: the library goes no further */
}

/* What the library refuses by itself while it reads a request. An unknown method is told from broken syntax by what it had parsed. */
static int on_error(struct mg_connection *connection, int status, const char *message)
{
    (void)message;
    const struct mg_request_info *info = mg_get_request_info(connection);
    struct httpd_exchange exchange;
    memset(&exchange, 0, sizeof exchange);
    exchange.connection = connection;
    struct httpd_refusal refusal = {400, "BAD_REQUEST", "The request is malformed."};
    if (status == 413) {
        refusal = (struct httpd_refusal){431, "HEADER_TOO_LARGE", "The header is too large."};
    } else if (status == 505) {
        refusal = (struct httpd_refusal){505, "HTTP_VERSION", "Speak HTTP/1.1."};
    }
    if (info != NULL && info->user_data != NULL) {
        const struct httpd *httpd = info->user_data;
        bool line_read = info->http_version != NULL && info->num_headers == 0 && info->request_method != NULL;
        if (status == 400 && line_read && httpd_gate_token(str_of(info->request_method)) &&
            !httpd_gate_knows(str_of(info->request_method))) {
            refusal = (struct httpd_refusal){405, "METHOD_REFUSED",
                                             "The method is not one of GET, HEAD, POST, PUT, DELETE."};
        }
        exchange.arg = httpd->options.arg;
        refuse(httpd, &exchange, refusal);
    } else {
        refuse_plainly(&exchange, refusal.status, refusal.code, refusal.about);
    }
    mg_disable_connection_keep_alive(connection);
    return 0;
}

static int on_log(const struct mg_connection *connection, const char *message)
{
    (void)connection;
    (void)message;
    return 1; /* the library writes no log of its own */
}

static enum err start_library(struct httpd *httpd, int threads)
{
    char thread_text[16];
    char body_ms[16];
    char idle_ms[16];
    char head_bytes[16];
    snprintf(thread_text, sizeof thread_text, "%d", threads);
    snprintf(body_ms, sizeof body_ms, "%d", HTTPD_SILENT_MS);
    snprintf(idle_ms, sizeof idle_ms, "%d", HTTPD_IDLE_MS);
    snprintf(head_bytes, sizeof head_bytes, "%d",
             HTTPD_HEAD_BYTES_MAX * 2); /* so that the gate sees, and names, a head of 17 KB */
    const char *options[] = {"listening_ports",
                             httpd->options.listen,
                             "num_threads",
                             thread_text,
                             "enable_keep_alive",
                             "yes",
                             "keep_alive_timeout_ms",
                             idle_ms,
                             "request_timeout_ms",
                             body_ms,
                             "tcp_nodelay",
                             "1",
                             "listen_backlog",
                             "1024",
                             "connection_queue",
                             "256",
                             "max_request_size",
                             head_bytes,
                             "decode_url",
                             "no",
                             "enable_directory_listing",
                             "no",
                             "enable_auth_domain_check",
                             "no",
                             "access_control_allow_origin",
                             "",
                             "access_control_allow_methods",
                             "",
                             "access_control_allow_headers",
                             "",
                             NULL};
    struct mg_callbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.begin_request = on_request;
    callbacks.http_error = on_error;
    callbacks.log_message = on_log;
    mg_init_library(0);
    httpd->context = mg_start(&callbacks, httpd, options);
    if (httpd->context == NULL) {
        return ERR_IO;
    }
    struct mg_server_port ports[1];
    if (mg_get_server_ports(httpd->context, 1, ports) != 1) {
        return ERR_IO;
    }
    httpd->port = ports[0].port;
    return OK;
}

enum err httpd_start(const struct httpd_options *options, struct httpd **ret, char failure[256])
{
    struct sockaddr_in address;
    failure[0] = '\0';
    if (httpd_listen_parse(options->listen, &address) != OK) {
        snprintf(failure, 256,
                 "cannot listen on '%.64s': give a loopback address and a port such as 127.0.0.1:8080 (nginx stands in "
                 "front)",
                 options->listen == NULL ? "" : options->listen);
        return ERR_INVALID;
    }
    enum err err = httpd_listen_try(&address);
    if (err == ERR_CONFLICT) {
        snprintf(failure, 256, "port %d is in use: stop the program that uses it or choose another port",
                 ntohs(address.sin_port));
        return err;
    }
    struct httpd *httpd = calloc(1, sizeof *httpd);
    if (httpd == NULL) {
        return ERR_IO;
    }
    httpd->options = *options;
    httpd_listen_raise(options->streams_max + 2 * HTTPD_SPARE_THREADS + 256);
    err = err == OK ? start_library(httpd, options->streams_max + HTTPD_SPARE_THREADS) : err;
    if (err != OK) {
        snprintf(failure, 256, "cannot listen on %.64s: the web server did not start (are %d threads allowed?)",
                 options->listen, options->streams_max + HTTPD_SPARE_THREADS);
        httpd_stop(httpd);
        return err;
    }
    *ret = httpd;
    return OK;
}

/* The accepting thread looks at the library's stop flag every two seconds, or when somebody connects: so somebody does. */
static void *knock(void *arg)
{
    struct httpd *httpd = arg;
    while (!httpd->stopped) {
        httpd_listen_knock(httpd->port);
        usleep(KNOCK_US);
    }
    return NULL;
}

static void stop_library(struct httpd *httpd)
{
    pthread_t thread;
    bool knocks = pthread_create(&thread, NULL, knock, httpd) == 0;
    mg_stop(httpd->context);
    httpd->stopped = true;
    if (knocks) {
        pthread_join(thread, NULL);
    }
    mg_exit_library();
}

void httpd_stop(struct httpd *httpd)
{
    if (httpd == NULL) {
        return;
    }
    if (httpd->context != NULL) {
        stop_library(httpd);
    }
    free(httpd);
}

int httpd_port(const struct httpd *httpd)
{
    return httpd->port;
}

/* A longer mg_read() waits for all of it however long the client drips: so it is asked for one byte, or for as many as lie there already. Those of
 * them that the library has taken before come first and make it fewer. */
static int portion(int fd, size_t left)
{
    size_t waiting = httpd_listen_waiting(fd);
    waiting = waiting > left ? left : waiting;
    return waiting > PORTION_BYTES ? PORTION_BYTES : waiting > 1 ? (int)waiting : 1;
}

enum err httpd_read_body(struct httpd_exchange *exchange, char *out)
{
    int64_t deadline_ms = clock_coarse_ms() + HTTPD_BODY_MS;
    assert(!exchange->body_read);
    if (exchange->field[HTTPD_EXPECT].n > 0 && strcasecmp(exchange->field[HTTPD_EXPECT].p, "100-continue") == 0) {
        static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
        if (mg_write(exchange->connection, go_on, sizeof go_on - 1) != (int)sizeof go_on - 1) {
            return ERR_IO;
        }
    }
    const struct mg_request_info *info = mg_get_request_info(exchange->connection);
    const struct httpd *httpd = info->user_data;
    int fd = exchange->body_bytes > LARGE_BYTES ? httpd_listen_socket(httpd->port, info->remote_port) : -1;
    for (size_t i = 0; i < exchange->body_bytes;) {
        int rc = mg_read(exchange->connection, out + i, (size_t)portion(fd, exchange->body_bytes - i));
        bool late = clock_coarse_ms() > deadline_ms;
        if (rc < 1 || late) {
            return rc == 0 || late ? ERR_LIMIT : ERR_IO;
        }
        i += (size_t)rc;
    }
    out[exchange->body_bytes] = '\0';
    exchange->body_read = true;
    return OK;
}

bool httpd_closes(const struct httpd_exchange *exchange)
{
    return exchange->close || (exchange->body_bytes > 0 && !exchange->body_read);
}

bool httpd_send(struct httpd_exchange *exchange, struct str bytes)
{
    assert(bytes.n <= INT32_MAX);
    exchange->answered = true;
    return mg_write(exchange->connection, bytes.p, bytes.n) == (int)bytes.n;
}
