/* A one-time code is handed out: at the counter for a household that nobody signs in for yet (R-REG-10), or to invite one more guardian
 * (R-REG-11). It holds for 90 days, and a newer one ends the older. The code itself is stored nowhere: it is made of the claim's public id
 * and the municipality's key, so that a repeat of the same request shows the same code, and the database alone shows none. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "wire/claim_code.h"
#include "store/claim_store.h"
#include "store/lane.h"

struct make_claim {
    /* in */
    struct str household;
    enum claim_kind kind;
    /* out */
    char id[SECRET_PUBLIC_ID_TEXT];
    int64_t expires_ms;
};

/* An act's verb. ERR_NOT_FOUND: no such household, or not the caller's to hand out. */
enum err make_claim(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* The same for a household that the caller is entering. */
enum err make_claim_for(struct tx *tx, const struct caller *caller, int64_t household_id,
                        struct make_claim *ask) NODISCARD;

/* The code of a claim, as it is printed. */
void make_claim_print(const struct keys *keys, const char *claim_id, char text[CLAIM_CODE_TEXT]);
/* What is stored of a code. */
void make_claim_hash(const struct keys *keys, const char code[CLAIM_CODE_BYTES], unsigned char hash[SECRET_HASH_BYTES]);
