/* Push services, spoken to with libcurl: one message after another, each sealed for its telephone (RFC 8291), signed by the town (RFC 8292) and sent
 * within bounded time. An address of a push service comes from a browser, which anybody can write himself: only services that are named are spoken to,
 * over TLS that proves who they are, never by way of a redirection or a proxy, and never at an address inside a network. Used by one thread. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "actions/take_push.h"
#include "base/err.h"

struct push_sender_options {
    const char *services; /* hosts with blanks between (core/push.h) */
    const char *contact;  /* mailto:… or https:…: whom a service can ask about us */
    const char *ca_file;  /* NULL: the system's */
    bool loopback;        /* services of this machine may be spoken to */
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char public_key[P256_PUBLIC_BYTES];
    /* Past this monotonic instant, when it is not 0, what is under way is broken off: the program ends. */
    const _Atomic int64_t *ends_mono_ms;
};

struct push_answer {
    int32_t status; /* 0: none */
    int64_t retry_after_s;
    const char *why;
};

struct push_sender;

/* The texts are not copied. */
enum err push_sender_open(const struct push_sender_options *options, struct push_sender **ret) NODISCARD;
void push_sender_close(struct push_sender *sender); /* NULL is fine */
/* now_ms: of the wall clock, for the signature. A service that is not (or no longer) named answers 403. */
struct push_answer push_sender_post(struct push_sender *sender, const struct take_push_one *one, int64_t now_ms);

/* "vapid t=…, k=…": who sends (RFC 8292), for a service's origin. */
enum err push_sender_vapid(const struct push_sender_options *options, struct str origin, int64_t now_ms,
                           struct buf *out) NODISCARD;
/* Is it an address of the public internet? */
bool push_sender_is_public(const struct sockaddr *address);
