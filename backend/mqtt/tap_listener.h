/* The door for readers. What a gateway signed is verified before anything of it is parsed, recorded on the write lane, and only after the
 * commit receipted: the gateway forgets a tap on the receipt alone (contract 4, R-ATT-09). What does not verify is recorded as refused,
 * bounded, and never receipted. A gap that stays is asked for, so that a server restored from yesterday's backup gets the lost day again. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "mqtt/broker_link.h"
#include "store/changes.h"
#include "store/keys.h"
#include "store/lane.h"
#include "store/readers.h"

struct tap_listener_options {
    const char *url; /* "mqtt://HOST:PORT" */
    const char *username;
    const char *password; /* both are copied */
    const char *accounts; /* file for the broker's accounts of the entrances; NULL or "": none */
    struct lane *lane;
    struct readers *readers;
    struct changes *changes;
    const struct keys *keys;
};

struct tap_listener;

/* ERR_INVALID: no such address; ERR_IO. `failure` says it in one sentence. A broker that is away is no failure: it is tried again for ever. */
enum err tap_listener_start(const struct tap_listener_options *options, struct tap_listener **ret,
                            char failure[256]) NODISCARD;
/* Before the lane is stopped. NULL is fine. */
void tap_listener_stop(struct tap_listener *listener);
/* The connection, for the roster publisher. */
struct broker_link *tap_listener_link(struct tap_listener *listener);
/* Enrolments changed: the table of gateways is read again before the next message counts. Any thread. */
void tap_listener_refresh(struct tap_listener *listener);

struct tap_listener_figures {
    int64_t taken;    /* taps given to the lane */
    int64_t repeated; /* of these, known already */
    int64_t receipts; /* published */
    int64_t refused;
    int64_t held_back; /* no room: the gateway sends them again */
    int64_t resends;   /* asked for */
};
void tap_listener_figures(struct tap_listener *listener, struct tap_listener_figures *ret);
