/* Cards: keyed hashes of their numbers and whose they are (R-SEC-07). The only writer of card and
 * family_card. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
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
/* ERR_NOT_FOUND: no such card in use. */
enum err card_revoke(struct db *db, struct str public_id, int64_t now_ms) NODISCARD;
