/* Entrance boxes: public keys, epochs, and how far each epoch's taps are stored without a gap. The only writer of gateway and
 * gateway_epoch. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"

struct gateway {
    int64_t id;
    int64_t site_id;
    char site[33]; /* its public id */
    char name[33]; /* the {gateway} of topics, MQTT user name and client id */
    int64_t epoch; /* of the latest enrolment; taps of earlier epochs are still accepted only under their own keys */
    unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char box_public[SECRET_BOX_PUBLIC_BYTES];
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
/* ERR_CONFLICT: revoked already. */
enum err gateway_revoke(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
enum err gateway_seen(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
/* The highest number without a gap before it that is stored; 0 when none is. */
enum err gateway_through(struct db *db, int64_t id, int64_t epoch, int64_t *ret_through) NODISCARD;
/* Never goes back. */
enum err gateway_through_put(struct db *db, int64_t id, int64_t epoch, int64_t through) NODISCARD;
