/* What publisher.c and publisher_hear.c share. Nobody else includes it. Its thread's alone, but for the counts and what is atomic. */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "broker.h"
#include "publisher.h"
#include "trouble.h"
#include "wire/pace.h"
#include "wire/receipt.h"

struct flight {
    int64_t epoch;
    int64_t seq;
    int64_t sent_us; /* monotonic */
};

struct publisher {
    struct publisher_options options;
    struct broker *broker;
    pthread_t thread;
    int wake_fd;
    atomic_bool stop;
    char tap[TOPICS_BYTES];
    char state[TOPICS_BYTES];
    struct flight cursor; /* the last one sent */
    struct flight flights[PUBLISHER_WINDOW];
    size_t flights_n;
    struct pace pace;
    int64_t progress_ms; /* monotonic: when the oldest of them was sent, or the last receipt came */
    int64_t resend_ms;
    struct receipt seen;    /* the highest believed on this connection */
    struct receipt pending; /* believed, not yet written down; epoch 0 = none */
    int64_t pending_ms;
    struct receipt_state told;
    int64_t told_ms;
    struct trouble forged;
    struct trouble refused;
    struct trouble disk;
    atomic_bool revoked;
    atomic_bool reader;
    _Atomic int64_t connects, downs, sent, receipts, stale, forged_n, refused_n, commands, rosters;
};

/* Writes down the receipts that were believed. */
void publisher_flush(struct publisher *p);
/* From the first touch without a receipt. */
void publisher_start_over(struct publisher *p);
/* A broker's message. */
void publisher_hear(void *context, struct str topic, struct str payload, const unsigned char *signature);
