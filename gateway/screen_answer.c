/* See screen_answer.h. */
#include "screen_answer.h"

#include <assert.h>

#include "gate_assets.h"

#include "base/banned.h"

enum { HEAD_BYTES = 1024 };

void screen_answer(struct httpd_exchange *exchange, const char *status, const char *more, struct str body)
{
    char text[HEAD_BYTES];
    struct buf head;
    buf_init(&head, text, sizeof text);
    buf_puts(&head, "HTTP/1.1 ");
    buf_puts(&head, status);
    buf_puts(&head, "\r\n" SCREEN_ANSWER_SECURITY);
    buf_puts(&head, more);
    buf_puts(&head, "Content-Length: ");
    buf_int(&head, (int64_t)body.n);
    buf_puts(&head, httpd_closes(exchange) ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
    assert(!head.overflow);
    if (httpd_send(exchange, buf_view(&head)) && body.n > 0) {
        (void)httpd_send(exchange, body);
    }
}

void screen_answer_problem(struct httpd_exchange *exchange, const char *status, const char *code)
{
    char text[128];
    struct buf body;
    buf_init(&body, text, sizeof text);
    buf_puts(&body, "{\"status\":");
    buf_add(&body, status, 3);
    buf_puts(&body, ",\"code\":\"");
    buf_puts(&body, code);
    buf_puts(&body, "\"}");
    screen_answer(exchange, status, "Content-Type: application/problem+json\r\nCache-Control: no-store\r\n",
                  buf_view(&body));
}

bool screen_answer_ours(int port, const struct httpd_exchange *exchange)
{
    char text[64];
    struct buf host;
    struct str origin = exchange->field[HTTPD_ORIGIN];
    struct str site = exchange->field[HTTPD_SEC_FETCH_SITE];
    buf_init(&host, text, sizeof text);
    buf_puts(&host, "http://127.0.0.1:");
    buf_int(&host, port);
    size_t scheme = sizeof "http://" - 1;
    return str_is(exchange->field[HTTPD_HOST], text + scheme) && (origin.n == 0 || str_is(origin, text)) &&
           (site.n == 0 || str_is(site, "same-origin") || str_is(site, "none"));
}

void screen_answer_asset(struct httpd_exchange *exchange)
{
    for (size_t i = 0; i < gate_assets_count; i++) {
        const struct gate_asset *asset = &gate_assets[i];
        if (str_is(exchange->path, asset->path)) {
            char text[256];
            struct buf more;
            buf_init(&more, text, sizeof text);
            buf_puts(&more, "Content-Type: ");
            buf_puts(&more, asset->type);
            buf_puts(&more, asset->immutable ? "\r\nCache-Control: public, max-age=31536000, immutable\r\n"
                                             : "\r\nCache-Control: no-cache\r\n");
            screen_answer(exchange, "200 OK", text, (struct str){(const char *)asset->p, asset->n});
            return;
        }
    }
    screen_answer_problem(exchange, "404 Not Found", "NOT_FOUND");
}
