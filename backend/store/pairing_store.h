/* One-time codes by which boxes become entrances. The only writer of pairing. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"
#include "wire/pairing.h"

struct pairing {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    char site[TOPICS_ID_BYTES];
    char gateway[TOPICS_ID_BYTES];
    int64_t expires_ms;
    int64_t wrong;
    bool offered;
    struct pairing_offer offer;
    int64_t confirmed_ms; /* 0: not yet */
    int64_t epoch;
};

struct pairing_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    unsigned char name_hash[SECRET_HASH_BYTES];
    int64_t site_id;
    struct str gateway;
    int64_t made_by;
    int64_t now_ms;
    int64_t expires_ms;
};

/* A site whose entrances this account may pair and revoke. Account 0: an operator's command. ERR_NOT_FOUND: none. */
enum err pairing_site(struct db *db, struct str site, int64_t account_id, int64_t *ret_site_id) NODISCARD;
/* Ends the older codes of the same entrance. */
enum err pairing_add(struct db *db, const struct pairing_new *new) NODISCARD;
/* Every code for this entrance is over. */
enum err pairing_end(struct db *db, struct str gateway, int64_t now_ms) NODISCARD;
/* ERR_NOT_FOUND; expired ones are found: look at expires_ms. */
enum err pairing_by_name(struct db *db, const unsigned char name_hash[SECRET_HASH_BYTES],
                         struct pairing *ret) NODISCARD;
enum err pairing_mine(struct db *db, struct str public_id, int64_t account_id, struct pairing *ret) NODISCARD;
enum err pairing_open(struct db *db, struct str gateway, int64_t now_ms, char ret[SECRET_PUBLIC_ID_TEXT]) NODISCARD;
enum err pairing_wrong(struct db *db, int64_t id) NODISCARD;
/* ERR_CONFLICT: another box was first. */
enum err pairing_offered(struct db *db, int64_t id, const struct pairing_offer *offer) NODISCARD;
/* ERR_CONFLICT: confirmed already. */
enum err pairing_confirmed(struct db *db, int64_t id, int64_t epoch, int64_t now_ms) NODISCARD;
