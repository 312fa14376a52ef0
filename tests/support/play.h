/* The door for readers at work: a small municipality, a real mosquitto, listener and roster publisher, and one entrance (n1-a) played by
 * the test. */
#ifndef SUPPORT_PLAY_H
#define SUPPORT_PLAY_H

#include <mosquitto.h>

#include "mqtt/roster_publisher.h"
#include "mqtt/tap_listener.h"
#include "store/tap_store.h"
#include "support/nursery.h"
#include "support/test.h"
#include "support/test_broker.h"
#include "wire/receipt.h"
#include "wire/roster.h"

enum { PLAY_PATIENCE_MS = 15000, PLAY_KINDS = 5 };

/* A town with its server's door for readers, and one entrance played by the test. */
struct play {
    struct nursery_world world;
    struct test_broker broker;
    struct readers *readers;
    struct tap_listener *listener;
    struct roster_publisher *rosters;
    struct mosquitto *client;
    unsigned char secret[SECRET_SIGN_SECRET_BYTES];
    int heard[PLAY_KINDS]; /* verified messages, by enum topics_kind */
    struct receipt receipt;
    struct receipt_command command;
    size_t roster_bytes;
    char roster[ROSTER_BYTES_MAX];
};

#define PLAY_TAP_TOPIC "tsubame/v1/n1/n1-a/tap"

/* Two nurseries, six children, everything running; the entrance is connected. */
void play_open(struct play *play);
void play_close(struct play *play);
/* Connects the entrance again, after a broker's death. */
void play_connect(struct play *play);
/* sig NULL: without. */
void play_publish(struct play *play, const char *topic, struct str payload, const char *sig);
/* Signed as entrance 1 over signed_topic, sent on topic. */
void play_send_signed(struct play *play, const char *topic, const char *signed_topic, struct str payload);
struct str play_tap_text(const struct tap *tap, char storage[TAP_BYTES_MAX]);
void play_send_tap(struct play *play, int64_t seq, int child, const char *when);
/* Until the server listens and the entrance has its roster. */
void play_wait_until_up(struct play *play);
struct tap_listener_figures play_figures(const struct play *play);
/* How many taps the database holds; how often something of the sort was refused. */
int64_t play_stored(const struct play *play);
int64_t play_refused(const struct play *play, const char *gateway, enum tap_refusal why);

/* Until the condition holds; fails when patience ends. */
#define PLAY_WAIT_FOR(play, condition)                        \
    do {                                                      \
        int64_t wait_until_ms = test_ms() + PLAY_PATIENCE_MS; \
        while (!(condition)) {                                \
            mosquitto_loop((play)->client, 5, 1);             \
            EXPECT(test_ms() < wait_until_ms);                \
        }                                                     \
    } while (0)

#endif
