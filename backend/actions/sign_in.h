/* Signing in and out: the session row and the audit line in one transaction. The password is checked before, off the lane. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "store/lane.h"

struct sign_in {
    int64_t account_id;
    unsigned char token_hash[SECRET_HASH_BYTES];
    int64_t expires_ms;
};

enum err sign_in(struct lane *lane, struct sign_in *in) NODISCARD;
enum err sign_out(struct lane *lane, struct sign_in *in) NODISCARD;
