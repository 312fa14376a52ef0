/* One mail server, spoken to with libcurl: one message after another over one connection, each within bounded time. It knows no message's sense
 * and keeps nothing. Made and used by one thread. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum smtp_tls { SMTP_TLS_OFF, SMTP_TLS_OPPORTUNISTIC, SMTP_TLS_REQUIRED };

struct smtp_options {
    const char *url; /* smtp://host:port or smtps://host:port, with the name to greet with behind a slash */
    enum smtp_tls tls;
    const char *ca_file;  /* NULL: the system's */
    const char *user;     /* NULL: none */
    const char *password; /* NULL: none */
    const char *from;     /* the address */
    /* Past this monotonic instant, when it is not 0, what is under way is broken off: the program ends. */
    const _Atomic int64_t *ends_mono_ms;
};

enum smtp_outcome {
    SMTP_SENT,    /* the server has taken it */
    SMTP_AGAIN,   /* this message not now: the server, once it had heard to whom, said so or fell silent */
    SMTP_REFUSED, /* this message never */
    SMTP_SERVER,  /* the server cannot be used at all just now: no message is to blame */
};

struct smtp_result {
    enum smtp_outcome outcome;
    int32_t said; /* the server's last code; 0 none */
    const char *why;
};

struct smtp;

enum err smtp_open(const struct smtp_options *options, struct smtp **ret) NODISCARD;
/* NULL is fine. */
void smtp_close(struct smtp *smtp);
/* message: the whole of it, lines ending in CRLF. */
struct smtp_result smtp_send(struct smtp *smtp, const char *to, struct str message);
