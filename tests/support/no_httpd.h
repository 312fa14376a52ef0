/* Instead of base/httpd.c, for a test that asks the door without its web server: what is sent is kept. Included once, by the test. */
#ifndef SUPPORT_NO_HTTPD_H
#define SUPPORT_NO_HTTPD_H

#include <string.h>

#include "base/httpd.h"
#include "support/test.h"

enum { SENT_BYTES = 256 * 1024 };

static char sent[SENT_BYTES];
static size_t sent_n;
static const char *body_text;

enum err httpd_read_body(struct httpd_exchange *exchange, char *out)
{
    memcpy(out, body_text, exchange->body_bytes + 1);
    exchange->body_read = true;
    return OK;
}

bool httpd_closes(const struct httpd_exchange *exchange)
{
    return exchange->close || (exchange->body_bytes > 0 && !exchange->body_read);
}

bool httpd_send(struct httpd_exchange *exchange, struct str bytes)
{
    EXPECT(bytes.n < sizeof sent);
    memcpy(sent, bytes.p, bytes.n);
    sent_n = bytes.n;
    sent[bytes.n] = '\0';
    exchange->answered = true;
    return false; /* ends a stream after its first words */
}

bool httpd_is_loopback(struct str address)
{
    return str_starts(address, "127.");
}

enum err httpd_start(const struct httpd_options *options, struct httpd **ret, char failure[256])
{
    (void)options;
    (void)ret;
    (void)failure;
    return ERR_IO;
}

void httpd_stop(struct httpd *httpd)
{
    (void)httpd;
}

int httpd_port(const struct httpd *httpd)
{
    (void)httpd;
    return 0;
}

#endif
