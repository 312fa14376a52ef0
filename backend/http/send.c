/* From a finished response to one write: status line, headers, body. The security headers of promises 5.7 go out with every answer; one
 * static text, so that none can be forgotten. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/civil.h"
#include "base/httpd.h"
#include "http/outputs.h"
#include "http/response.h"
#include "http/server.h"

#include "base/banned.h"

#define SECURITY_HEADERS                                                                                         \
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "   \
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; "          \
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sw\r\n"          \
    "X-Content-Type-Options: nosniff\r\n"                                                                        \
    "Referrer-Policy: no-referrer\r\n"                                                                           \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                                \
    "Cross-Origin-Resource-Policy: same-origin\r\n"                                                              \
    "Cross-Origin-Embedder-Policy: require-corp\r\n"                                                             \
    "Permissions-Policy: accelerometer=(), autoplay=(), camera=(self), display-capture=(), encrypted-media=(), " \
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "                        \
    "publickey-credentials-get=(self), usb=(), xr-spatial-tracking=()\r\n"
#define HSTS "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"

static bool hsts;

void response_behind_tls(bool behind_tls)
{
    hsts = behind_tls;
}

static const char *reason_of(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {301, "Moved Permanently"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Header Fields Too Large"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].status == status) {
            return reasons[i].reason;
        }
    }
    return "Other";
}

static void put_line(struct buf *head, const char *name, const char *value)
{
    buf_puts(head, name);
    buf_puts(head, value);
    buf_add(head, "\r\n", 2);
}

static void put_head(struct buf *head, const struct response *response, size_t body_bytes, bool closes)
{
    buf_puts(head, "HTTP/1.1 ");
    buf_int(head, response->status);
    buf_char(head, ' ');
    put_line(head, reason_of(response->status), "");
    buf_puts(head, "Date: ");
    civil_put_http_date(head, clock_now_ms());
    buf_add(head, "\r\n", 2);
    if (response->content_type != NULL) {
        put_line(head, "Content-Type: ", response->content_type);
    }
    if (response->status != 204 && response->status != 304) {
        buf_puts(head, "Content-Length: ");
        buf_int(head, (int64_t)body_bytes);
        buf_add(head, "\r\n", 2);
    }
    if (response->tag[0] != '\0') {
        put_line(head, "ETag: ", response->tag);
    }
    put_line(head, "Cache-Control: ", response->cache_control == NULL ? "no-store" : response->cache_control);
    buf_add(head, SECURITY_HEADERS, sizeof SECURITY_HEADERS - 1);
    if (hsts) {
        buf_add(head, HSTS, sizeof HSTS - 1);
    }
    buf_str(head, buf_view(&response->extra));
    if (closes) {
        put_line(head, "Connection: close", "");
    }
    buf_add(head, "\r\n", 2);
    assert(!head->overflow);
}

void response_stream_head(struct buf *head, const char *content_type)
{
    put_line(head, "HTTP/1.1 200 OK", "");
    put_line(head, "Content-Type: ", content_type);
    put_line(head, "Cache-Control: no-store", "");
    put_line(head, "X-Accel-Buffering: no", ""); /* nginx passes each event on at once */
    buf_add(head, SECURITY_HEADERS, sizeof SECURITY_HEADERS - 1);
    if (hsts) {
        buf_add(head, HSTS, sizeof HSTS - 1);
    }
    put_line(head, "Connection: close", "");
    buf_add(head, "\r\n", 2);
}

/* A body that is somebody else's is copied behind the head into a borrowed block, so that its owner is not kept waiting by a slow
 * client; when none is free or it is too long, it goes out as it is, in a second write. */
static void send_shared(struct httpd_exchange *exchange, const struct response *response, struct str head)
{
    char *block = outputs_borrow(head.n + response->shared.n);
    if (block == NULL) {
        if (httpd_send(exchange, head)) {
            exchange->close = !httpd_send(exchange, response->shared) || exchange->close;
        }
        if (response->release != NULL) {
            response->release(response->release_arg);
        }
        return;
    }
    memcpy(block, head.p, head.n);
    memcpy(block + head.n, response->shared.p, response->shared.n);
    if (response->release != NULL) {
        response->release(response->release_arg);
    }
    httpd_send(exchange, (struct str){block, head.n + response->shared.n});
    outputs_return(block);
}

void response_send(struct httpd_exchange *exchange, const struct request *request, struct response *response)
{
    char text[RESPONSE_HEAD_BYTES];
    struct buf head;
    bool empty = response->content_type == NULL;
    bool shared = response->shared.p != NULL;
    size_t body_bytes = empty ? 0 : shared ? response->shared.n : response->body.n;
    assert(response->status >= 200);
    assert(!response->body.overflow);
    exchange->close = exchange->close || response->close;
    buf_init(&head, text, sizeof text);
    put_head(&head, response, body_bytes, httpd_closes(exchange));
    bool head_only = empty || (request != NULL && request->method == METHOD_HEAD);
    if (shared && !head_only) {
        send_shared(exchange, response, buf_view(&head));
    } else if (head_only) {
        if (response->release != NULL) {
            response->release(response->release_arg);
        }
        httpd_send(exchange, buf_view(&head));
    } else {
        /* RESPONSE_HEAD_BYTES were left free in front of every body. */
        char *start = response->body.p - head.n;
        memcpy(start, head.p, head.n);
        httpd_send(exchange, (struct str){start, head.n + body_bytes});
        if (response->release != NULL) {
            response->release(response->release_arg);
        }
    }
    response->release = NULL;
}
