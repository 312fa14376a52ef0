/* The server, played by a test of the box against a real broker: hears taps and states, checks their signatures, and says what it, or a
 * forger in its place, publishes to the gateway. One per process; turned by the test's own thread while it waits with UNTIL. */
#ifndef SUPPORT_PLAYED_SERVER_H
#define SUPPORT_PLAYED_SERVER_H

#include "server_half.h"
#include "test.h"
#include "wire/receipt.h"

enum { PLAYED_NUMBERS_MAX = 512, PLAYED_PATIENCE_MS = 15000 };

struct mosquitto;

struct played_server {
    struct mosquitto *client;
    const struct server_half *half;
    int times[PLAYED_NUMBERS_MAX]; /* how often each tap number came */
    int64_t highest;
    int64_t epoch;              /* of the last tap */
    struct receipt_state state; /* the last one told */
    int states;
    int subscribed;
};

extern struct played_server played;

/* Connects and subscribes to every tap and state. */
void played_open(const struct server_half *half, int port);
void played_close(void);
/* At most ten milliseconds of hearing; connects again when the broker was away. */
void played_turn(void);
/* Publishes, signed with `key` (NULL: unsigned); `altered` spoils one bit of the signature. */
void played_say(enum topics_kind kind, struct str payload, const unsigned char *key, bool altered);

#define UNTIL(condition)                                                                   \
    for (int64_t until_ms = test_ms() + PLAYED_PATIENCE_MS; !(condition); played_turn()) { \
        if (test_ms() > until_ms) {                                                        \
            print_error("waited in vain for %s\n", #condition);                            \
            EXPECT(condition);                                                             \
        }                                                                                  \
    }

#endif
