/* Entrance boxes: public keys, epochs, and how far each epoch's taps are stored without a gap. The only writer of gateway,
 * gateway_key, gateway_epoch and gateway_said. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/broker_password.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"
#include "wire/receipt.h"

struct gateway {
    int64_t id;
    int64_t site_id;
    char site[33]; /* its public id */
    char name[33]; /* the {gateway} of topics, MQTT user name and client id */
    int64_t epoch; /* of the latest enrolment; taps of earlier epochs are still accepted only under their own keys */
    unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char box_public[SECRET_BOX_PUBLIC_BYTES];
    char broker_hash
        [BROKER_PASSWORD_HASH_TEXT]; /* of its password at the broker; "": its credentials were handed over */
    int64_t enrolled_ms;
    int64_t revoked_ms; /* 0: in use */
    int64_t seen_ms;    /* last authentic message, 0: none */
};

/* Enrols or enrols again: site_id, name, keys and enrolled_ms are given; id and epoch (1, or one more than before) are set. */
enum err gateway_enrol(struct db *db, struct gateway *gateway) NODISCARD;
/* ERR_NOT_FOUND: no such entrance. Look at revoked_ms. */
enum err gateway_by_name(struct db *db, struct str name, struct gateway *ret) NODISCARD;
/* At most max entrances with an id greater than `after`, in order of id. */
enum err gateway_list(struct db *db, int64_t after, struct gateway *list, size_t max, size_t *ret_n) NODISCARD;
/* One of them with what it last said of itself; said_ms 0: nothing yet. */
struct gateway_line {
    struct gateway gateway;
    int64_t last_tap_ms; /* by its own clock; 0: none */
    int64_t said_ms;
    struct receipt_state said;
};
/* The entrances this account may pair and revoke, after an id, in order of id. */
enum err gateway_mine(struct db *db, int64_t account_id, int64_t after, struct gateway_line *list, size_t max,
                      size_t *ret_n) NODISCARD;
enum err gateway_said(struct db *db, int64_t id, int64_t now_ms, const struct receipt_state *said) NODISCARD;
/* ERR_CONFLICT: revoked already. */
enum err gateway_revoke(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
enum err gateway_seen(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
/* The highest number without a gap before it that is stored; 0 when none is. */
enum err gateway_through(struct db *db, int64_t id, int64_t epoch, int64_t *ret_through) NODISCARD;
/* Never goes back. */
enum err gateway_through_put(struct db *db, int64_t id, int64_t epoch, int64_t through) NODISCARD;
