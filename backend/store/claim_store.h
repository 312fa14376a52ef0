/* One-time codes by which guardians take over what a counter entered: only their keyed hash is here. The only writer of claim. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"

enum claim_kind { CLAIM_FIRST = 1, CLAIM_GUARDIAN }; /* the household's first sign-in; one more guardian */

struct claim_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    unsigned char code_hash[SECRET_HASH_BYTES];
    int64_t household_id;
    enum claim_kind kind;
    int64_t made_by;
    int64_t now_ms;
    int64_t expires_ms;
};
/* Ends the older ones of its kind. */
enum err claim_add(struct db *db, const struct claim_new *new) NODISCARD;

struct claim {
    int64_t id;
    int64_t household_id;
    char household[SECRET_PUBLIC_ID_TEXT];
    int64_t made_by;
    bool by_guardian; /* of this household: what they see, whom they invite sees */
};
/* ERR_NOT_FOUND: no such code, used, expired, or the household has moved away. */
enum err claim_find(struct db *db, const unsigned char code_hash[SECRET_HASH_BYTES], int64_t now_ms, int32_t today,
                    struct claim *ret) NODISCARD;
/* ERR_CONFLICT: somebody was faster. */
enum err claim_used(struct db *db, int64_t id, int64_t account_id, int64_t now_ms) NODISCARD;

/* The household for which this account may hand out a code of the kind. ERR_NOT_FOUND: none. */
enum err claim_household(struct db *db, int64_t account_id, struct str household, enum claim_kind kind,
                         int64_t *ret_id) NODISCARD;
