/* The safe shell around civetweb: see httpd.h. Everything is answered inside its begin_request callback, so that neither its files, nor
 * its CORS preflights, nor its prefix-matching handlers are ever reached.
 *
 * What civetweb 1.15 would let pass and the gate does not: Transfer-Encoding beside Content-Length, two Content-Lengths, "+5" and
 * "5abc", a name before " :", missing or two Hosts, folded lines and bare line feeds (both end or merge its header list silently), fields
 * beyond the 64th (dropped silently), escaped, doubled and dot segments in paths (it normalises), bodies of any size and any duration. */
#include "base/httpd.h"

#include <arpa/inet.h>
#include <assert.h>
#include <civetweb.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

#include "base/banned.h"

enum { NUDGE_US = 20000 };

struct httpd {
    struct httpd_options options;
    struct mg_context *context;
    int port;
    atomic_bool stopped;
};

struct known_field {
    const char *name;
    size_t n;
    enum httpd_field field;
    bool repeats; /* may stand more than once: the last one counts */
};

#define FIELD(text, field, repeats) {text, sizeof(text) - 1, field, repeats}
static const struct known_field known_fields[] = {
    FIELD("Host", HTTPD_HOST, false),
    FIELD("Accept", HTTPD_ACCEPT, true),
    FIELD("Cookie", HTTPD_COOKIE, false),
    FIELD("Content-Length", HTTPD_CONTENT_LENGTH, false),
    FIELD("Content-Type", HTTPD_CONTENT_TYPE, false),
    FIELD("Idempotency-Key", HTTPD_IDEMPOTENCY_KEY, false),
    FIELD("If-None-Match", HTTPD_IF_NONE_MATCH, false),
    FIELD("If-Match", HTTPD_IF_MATCH, false),
    FIELD("Connection", HTTPD_CONNECTION, true),
    FIELD("Origin", HTTPD_ORIGIN, false),
    FIELD("Sec-Fetch-Site", HTTPD_SEC_FETCH_SITE, false),
    FIELD("Last-Event-ID", HTTPD_LAST_EVENT_ID, false),
    FIELD("Accept-Encoding", HTTPD_ACCEPT_ENCODING, true),
    FIELD("Accept-Language", HTTPD_ACCEPT_LANGUAGE, true),
    FIELD("Transfer-Encoding", HTTPD_TRANSFER_ENCODING, true),
    FIELD("Expect", HTTPD_EXPECT, false),
    FIELD("X-Forwarded-For", HTTPD_FORWARDED_FOR, true),
    FIELD("X-Forwarded-Host", HTTPD_FORWARDED, true),
    FIELD("X-Forwarded-Proto", HTTPD_FORWARDED, true),
    FIELD("X-Forwarded-Port", HTTPD_FORWARDED, true),
    FIELD("X-Real-IP", HTTPD_FORWARDED, true),
    FIELD("Forwarded", HTTPD_FORWARDED, true),
    FIELD("Via", HTTPD_FORWARDED, true),
};

struct refusal {
    int status;
    const char *code;
    const char *about;
};

static const struct refusal passes = {0, NULL, NULL};

static struct refusal bad_request(const char *about)
{
    return (struct refusal){400, "BAD_REQUEST", about};
}

/* RFC 9110 token characters, which a field name is made of. */
static bool is_token(struct str text)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && memchr(others, c, sizeof others - 1) == NULL) {
            return false;
        }
    }
    return text.n > 0;
}

static struct refusal note_field(struct httpd_exchange *exchange, uint32_t *seen, struct str name, struct str value)
{
    for (size_t i = 0; i < sizeof known_fields / sizeof known_fields[0]; i++) {
        const struct known_field *known = &known_fields[i];
        if (known->n != name.n || strncasecmp(known->name, name.p, name.n) != 0) {
            continue;
        }
        uint32_t bit = UINT32_C(1) << known->field;
        if ((*seen & bit) != 0 && !known->repeats) {
            return bad_request("A header field that may stand once stands twice.");
        }
        *seen |= bit;
        exchange->field[known->field] = value;
        break;
    }
    return passes;
}

/* The library leaves a NUL where it cut. A well-formed head is one chain: name ':' value CR LF name …, and an empty line at its end; a
 * folded line, a bare line feed or a blank before the colon breaks the chain. `at` is where the next name must stand. */
static struct refusal check_fields(struct httpd_exchange *exchange, const struct mg_request_info *info, const char *at)
{
    uint32_t seen = 0;
    if (info->num_headers > HTTPD_FIELDS_MAX) {
        return (struct refusal){431, "HEADER_TOO_LARGE", "There are too many header fields."};
    }
    for (int i = 0; i < info->num_headers; i++) {
        struct str name = str_of(info->http_headers[i].name);
        struct str value = str_of(info->http_headers[i].value);
        const char *after_colon = name.p + name.n + 1;
        if (name.p != at || !is_token(name) || (after_colon != value.p && *after_colon == '\0')) {
            return bad_request("A header line is malformed.");
        }
        at = value.p + value.n + 2;
        if (value.p[value.n + 1] != '\0') {
            return bad_request("A header line does not end in CR LF.");
        }
        struct refusal refusal = note_field(exchange, &seen, name, value);
        if (refusal.status != 0) {
            return refusal;
        }
    }
    if (*at != '\r' && info->num_headers > 0) {
        return bad_request("The header does not end in an empty line.");
    }
    if (at - info->request_method > HTTPD_HEAD_BYTES_MAX) {
        return (struct refusal){431, "HEADER_TOO_LARGE", "The header is too large."};
    }
    return (seen & UINT32_C(1) << HTTPD_HOST) != 0 ? passes : bad_request("There must be one Host field.");
}

/* The request line is one chain too: method SP target SP HTTP/1.1 CR LF. Cuts it and finds where the fields begin. */
static struct refusal check_line(struct httpd_exchange *exchange, const struct mg_request_info *info, const char **ret_fields)
{
    exchange->method = str_of(info->request_method);
    exchange->path = str_of(info->request_uri);
    exchange->query = str_of(info->query_string);
    struct str last = info->query_string != NULL ? exchange->query : exchange->path;
    const char *version = info->http_version - 5;
    if (exchange->path.p != exchange->method.p + exchange->method.n + 1 || version != last.p + last.n + 1 ||
        info->http_version[4] != '\0') {
        return bad_request("The request line is malformed.");
    }
    *ret_fields = version + strlen("HTTP/1.1") + 2;
    return passes;
}

static struct refusal check_length(struct httpd_exchange *exchange, size_t body_bytes_max)
{
    struct str length = exchange->field[HTTPD_CONTENT_LENGTH];
    int64_t bytes = 0;
    if (exchange->field[HTTPD_TRANSFER_ENCODING].p != NULL) {
        return (struct refusal){411, "LENGTH_NEEDED", "Send a Content-Length instead of a transfer encoding."};
    }
    if (length.p == NULL) {
        return passes;
    }
    if (length.n == 0 || strspn(length.p, "0123456789") != length.n) {
        return bad_request("Content-Length must be a plain number.");
    }
    if (str_int(length, 0, (int64_t)body_bytes_max, &bytes) != OK) {
        return (struct refusal){413, "TOO_LARGE", "The body is too large."};
    }
    exchange->body_bytes = (size_t)bytes;
    return passes;
}

/* Only unreserved characters, and no segment that some other program would resolve in another way. */
static struct refusal check_path(struct str path)
{
    if (path.n == 0 || path.p[0] != '/') {
        return bad_request("The target must begin with a slash.");
    }
    for (size_t i = 0; i < path.n; i++) {
        char c = path.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && c != '/' && c != '-' && c != '.' && c != '_' && c != '~') {
            return bad_request("The path holds a character that no path of this server has.");
        }
        if (c == '/' && i + 1 < path.n && path.p[i + 1] == '/') {
            return bad_request("The path holds an empty segment.");
        }
        if (c == '/' && i + 1 < path.n && path.p[i + 1] == '.') {
            return bad_request("The path holds a segment that begins with a dot.");
        }
    }
    return passes;
}

static bool is_our_method(struct str method)
{
    return str_is(method, "GET") || str_is(method, "POST") || str_is(method, "HEAD") || str_is(method, "PUT") ||
           str_is(method, "DELETE");
}

static struct refusal gate(struct httpd_exchange *exchange, const struct mg_request_info *info, size_t body_bytes_max)
{
    const char *fields = NULL;
    struct refusal refusal = check_line(exchange, info, &fields);
    if (refusal.status == 0) {
        refusal = check_fields(exchange, info, fields);
    }
    if (refusal.status == 0) {
        refusal = check_length(exchange, body_bytes_max);
    }
    if (refusal.status == 0 && !is_our_method(exchange->method)) {
        refusal = (struct refusal){405, "METHOD_REFUSED", "The method is not one of GET, HEAD, POST, PUT, DELETE."};
    }
    return refusal.status == 0 ? check_path(exchange->path) : refusal;
}

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

static void refuse(const struct httpd *httpd, struct httpd_exchange *exchange, struct refusal refusal)
{
    exchange->close = true;
    if (httpd->options.refuse != NULL) {
        httpd->options.refuse(exchange, refusal.status, refusal.code, refusal.about);
    } else {
        refuse_plainly(exchange, refusal.status, refusal.code, refusal.about);
    }
}

static int on_request(struct mg_connection *connection)
{
    const struct mg_request_info *info = mg_get_request_info(connection);
    const struct httpd *httpd = info->user_data;
    struct httpd_exchange exchange;
    memset(&exchange, 0, sizeof exchange);
    exchange.connection = connection;
    exchange.remote = str_of(info->remote_addr);
    exchange.arg = httpd->options.arg;
    struct refusal refusal = gate(&exchange, info, httpd->options.body_bytes_max);
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
    struct refusal refusal = bad_request("The request is malformed.");
    if (status == 413) {
        refusal = (struct refusal){431, "HEADER_TOO_LARGE", "The header is too large."};
    } else if (status == 505) {
        refusal = (struct refusal){505, "HTTP_VERSION", "Speak HTTP/1.1."};
    }
    if (info != NULL && info->user_data != NULL) {
        const struct httpd *httpd = info->user_data;
        bool line_read = info->http_version != NULL && info->num_headers == 0 && info->request_method != NULL;
        if (status == 400 && line_read && is_token(str_of(info->request_method)) &&
            !is_our_method(str_of(info->request_method))) {
            refusal = (struct refusal){405, "METHOD_REFUSED", "The method is not one of GET, HEAD, POST, PUT, DELETE."};
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

bool httpd_is_loopback(struct str address)
{
    return str_starts(address, "127.");
}

/* "127.0.0.1:8080" and nothing else: a list, an 's' (TLS crashes in this library), an 'r' or IPv6 is refused. */
static enum err parse_listen(const char *listen, struct sockaddr_in *ret)
{
    const char *colon = listen == NULL ? NULL : strrchr(listen, ':');
    char host[16];
    int64_t port = 0;
    if (colon == NULL || str_copy((struct str){listen, (size_t)(colon - listen)}, host, sizeof host) != OK ||
        str_int(str_of(colon + 1), 0, 65535, &port) != OK) {
        return ERR_INVALID;
    }
    memset(ret, 0, sizeof *ret);
    ret->sin_family = AF_INET;
    ret->sin_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, host, &ret->sin_addr) != 1 || !httpd_is_loopback(str_of(host))) {
        return ERR_INVALID;
    }
    return OK;
}

/* The library only says "failed": find out beforehand, with its own socket options, whether the port is free. */
static enum err try_port(const struct sockaddr_in *address)
{
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return ERR_IO;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int rc = bind(fd, (const struct sockaddr *)address, sizeof *address);
    if (rc == 0) {
        rc = listen(fd, 1);
    }
    int problem = errno;
    close(fd);
    if (rc == 0) {
        return OK;
    }
    return problem == EADDRINUSE ? ERR_CONFLICT : ERR_IO;
}

/* A stream holds a descriptor; the soft limit of most machines is 1,024. */
static void raise_descriptors(int wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < (rlim_t)wanted) {
        limit.rlim_cur = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
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
    snprintf(head_bytes, sizeof head_bytes, "%d", HTTPD_HEAD_BYTES_MAX * 2); /* so that the gate sees, and names, a head of 17 KB */
    const char *options[] = {
        "listening_ports", httpd->options.listen, "num_threads", thread_text, "enable_keep_alive", "yes",
        "keep_alive_timeout_ms", idle_ms, "request_timeout_ms", body_ms, "tcp_nodelay", "1", "listen_backlog", "1024",
        "connection_queue", "256", "max_request_size", head_bytes, "decode_url", "no", "enable_directory_listing", "no",
        "enable_auth_domain_check", "no", "access_control_allow_origin", "", "access_control_allow_methods", "",
        "access_control_allow_headers", "", NULL};
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
    if (parse_listen(options->listen, &address) != OK) {
        snprintf(failure, 256, "cannot listen on '%.64s': give a loopback address and a port such as 127.0.0.1:8080 (nginx stands in front)",
                 options->listen == NULL ? "" : options->listen);
        return ERR_INVALID;
    }
    enum err err = try_port(&address);
    if (err == ERR_CONFLICT) {
        snprintf(failure, 256, "port %d is in use: stop the program that uses it or choose another port", ntohs(address.sin_port));
        return err;
    }
    struct httpd *httpd = calloc(1, sizeof *httpd);
    if (httpd == NULL) {
        return ERR_IO;
    }
    httpd->options = *options;
    raise_descriptors(options->streams_max + 2 * HTTPD_SPARE_THREADS + 256);
    err = err == OK ? start_library(httpd, options->streams_max + HTTPD_SPARE_THREADS) : err;
    if (err != OK) {
        snprintf(failure, 256, "cannot listen on %.64s: the web server did not start (are %d threads allowed?)", options->listen,
                 options->streams_max + HTTPD_SPARE_THREADS);
        httpd_stop(httpd);
        return err;
    }
    *ret = httpd;
    return OK;
}

/* The accepting thread looks at the library's stop flag every two seconds, or when somebody connects: so somebody does. */
static void *nudge(void *arg)
{
    struct httpd *httpd = arg;
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)httpd->port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    while (!httpd->stopped) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd >= 0) {
            int ignored = connect(fd, (struct sockaddr *)&address, sizeof address);
            (void)ignored;
            close(fd);
        }
        usleep(NUDGE_US);
    }
    return NULL;
}

static void stop_library(struct httpd *httpd)
{
    pthread_t thread;
    bool nudged = pthread_create(&thread, NULL, nudge, httpd) == 0;
    mg_stop(httpd->context);
    httpd->stopped = true;
    if (nudged) {
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

/* Byte by byte, because a longer mg_read() waits for all of it however long the client drips. */
enum err httpd_read_body(struct httpd_exchange *exchange, char *out)
{
    int64_t deadline_ms = clock_coarse_ms() + HTTPD_BODY_MS;
    assert(!exchange->body_read);
    if (exchange->field[HTTPD_EXPECT].n > 0 && exchange->body_bytes > 0) {
        static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
        if (mg_write(exchange->connection, go_on, sizeof go_on - 1) != (int)sizeof go_on - 1) {
            return ERR_IO;
        }
    }
    for (size_t i = 0; i < exchange->body_bytes; i++) {
        int rc = mg_read(exchange->connection, out + i, 1);
        bool late = clock_coarse_ms() > deadline_ms;
        if (rc != 1 || late) {
            return rc == 0 || late ? ERR_LIMIT : ERR_IO;
        }
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
