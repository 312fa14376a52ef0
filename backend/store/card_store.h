/* Cards: keyed hashes of their numbers and whose they are (R-SEC-07). The only writer of card,
 * family_card and card_seen. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/reservation.h"
#include "store/db.h"

struct card {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    unsigned char hash[SECRET_CARD_HASH_BYTES];
    int64_t child_id;
    int64_t issued_ms;
};

/* ERR_CONFLICT: this card is in use already. */
enum err card_create(struct db *db, const struct card *card, int64_t *ret_id) NODISCARD;
/* A family card stands for one more child (R-ATT-05). */
enum err card_stands_for(struct db *db, int64_t card_id, int64_t child_id) NODISCARD;
/* The child whose card this is; ERR_NOT_FOUND: unknown or revoked. */
enum err card_child(struct db *db, const unsigned char hash[SECRET_CARD_HASH_BYTES], int64_t *ret_child_id) NODISCARD;
/* Every child that it stands for; none when it is unknown or revoked. */
enum err card_children(struct db *db, const unsigned char hash[SECRET_CARD_HASH_BYTES],
                       void (*take)(void *arg, int64_t child_id), void *arg) NODISCARD;

/* A child of a sick-care room's day. Texts live until the next one. */
struct card_visit {
    struct str reservation;
    struct str child; /* public id */
    struct str name;
    int64_t child_id;
    enum reservation_state state;
};
enum err card_room_day(struct db *db, int64_t site_id, int32_t day,
                       void (*take)(void *arg, const struct card_visit *visit), void *arg) NODISCARD;
/* A child of a nursery whose head this account is. ERR_NOT_FOUND: none. */
enum err card_head_child(struct db *db, struct str child, int64_t account_id, int64_t *ret_child_id,
                         int64_t *ret_nursery_id) NODISCARD;

struct card_found {
    int64_t id;
    int64_t nursery_id;
    bool revoked;
};
/* A card of a nursery whose head this account is. ERR_NOT_FOUND: none. */
enum err card_head_card(struct db *db, struct str card, int64_t account_id, struct card_found *ret) NODISCARD;

/* A card and one child it stands for. Texts live until the next one. */
struct card_line {
    int64_t id;
    struct str card;
    struct str child;
    int64_t issued_ms;
    int64_t revoked_ms; /* 0: in use */
    int64_t twice_ms;   /* when it was last in two places at once, 0: never */
};
/* All cards of the nurseries whose head this account is: rows of one card follow each other, its own child first. */
enum err card_list(struct db *db, int64_t account_id, void (*take)(void *arg, const struct card_line *line),
                   void *arg) NODISCARD;
/* A card in use was touched at a site. Notes it, and whether it was at another site less than window_ms before or after: then it may be a copy. */
struct card_touch {
    int64_t card_id;
    int64_t site_id;
    int64_t event_ms;
};
enum err card_touched(struct db *db, const struct card_touch *touch, int64_t window_ms) NODISCARD;
/* ERR_NOT_FOUND: no such card in use. */
enum err card_revoke(struct db *db, struct str public_id, int64_t now_ms) NODISCARD;
