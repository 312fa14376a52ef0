/* The server's one connection to the broker, on its own thread: connects (and really connects again), subscribes on each connect, reads,
 * publishes. It knows no topic's meaning. Own loop over libmosquitto: its asynchronous connect was seen never to reconnect. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* A message as it came; views live during the call. */
struct broker_message {
    struct str topic;
    struct str payload;
    struct str sig; /* the user property; empty when there is none */
};

struct broker_link_options {
    char host[256];
    int port;
    const char *client_id;
    const char *username; /* "" none */
    const char *password;
    const char *const *topics; /* NULL-terminated: what to subscribe to */
    /* All on the link's thread. turn() is called after every wake-up and returns in how many ms it wants to be called again at the latest. */
    void (*message)(void *arg, const struct broker_message *message);
    int64_t (*turn)(void *arg);
    void *arg;
};

struct broker_link;

/* Options are copied, the texts they point at are not: keep them. */
enum err broker_link_start(const struct broker_link_options *options, struct broker_link **ret) NODISCARD;
/* Ends the connection and the thread: nothing is called any more. The link may still be woken. NULL is fine. */
void broker_link_end(struct broker_link *link);
/* Ends it if need be, and frees it. NULL is fine. */
void broker_link_stop(struct broker_link *link);
/* turn() will be called soon. Any thread. */
void broker_link_wake(struct broker_link *link);
/* Counts connections that were accepted; 0: never yet. Any thread. */
int64_t broker_link_connections(struct broker_link *link);
bool broker_link_connected(struct broker_link *link);

struct broker_letter {
    const char *topic;
    struct str payload;
    const char *sig; /* base64url */
    bool retain;
};

/* On the link's thread. ERR_BUSY: not connected. */
enum err broker_link_publish(struct broker_link *link, const struct broker_letter *letter) NODISCARD;
/* From any other thread: waits until the link's thread has taken it. ERR_BUSY: not connected. */
enum err broker_link_send(struct broker_link *link, const struct broker_letter *letter) NODISCARD;
