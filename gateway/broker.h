/* One connection to the broker that comes back by itself: MQTT 5, QoS 1, client id = gateway id, clean start off. One thread turns it and
 * everything it tells is told on that thread. libmosquitto's own reconnecting is not used: it does not come back in every case, and its
 * queue would send a second time what the outbox sends again anyway; so every connection is a fresh client. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "base/str.h"
#include "wire/credentials.h"

struct broker;

struct broker_events {
    void *context;
    /* The last will of the connection about to be made: payload into buf, its signature. */
    void (*will)(void *context, struct buf *buf, unsigned char signature[SECRET_SIGNATURE_BYTES]);
    void (*up)(void *context);
    void (*down)(void *context);
    /* signature is NULL when the message carried none that could be read. */
    void (*message)(void *context, struct str topic, struct str payload, const unsigned char *signature);
    /* The broker took a publish of ours (reason < 128) or refused it. */
    void (*published)(void *context, int reason);
};

/* Connects to nothing yet. `credentials` outlives the broker. */
struct broker *broker_open(const struct credentials *credentials, const struct broker_events *events);
/* One round of at most timeout_ms: connects when it is time, reads, writes, tells. Ends early when wake_fd (an eventfd) is written. */
void broker_turn(struct broker *broker, int wake_fd, int timeout_ms);
bool broker_is_up(const struct broker *broker);
/* Only while up; false when it could not be handed over. */
bool broker_publish(struct broker *broker, const char *topic, struct str payload,
                    const unsigned char signature[SECRET_SIGNATURE_BYTES], bool retain);
/* Waits, at most half a second, until everything published is acknowledged, and says goodbye (no last will). NULL is fine. */
void broker_close(struct broker *broker);
