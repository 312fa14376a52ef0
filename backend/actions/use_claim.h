/* Somebody who holds a one-time code makes the sign-in of a guardian (R-REG-10, R-REG-11). Whom a guardian invited sees what that guardian
 * sees. The password is hashed before, off the lane. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "wire/claim_code.h"
#include "store/lane.h"

struct use_claim {
    /* in */
    char code[CLAIM_CODE_BYTES];
    struct str login;
    char password_hash[SECRET_PASSWORD_HASH_TEXT];
    struct str name;
    struct str language;
    /* out */
    bool unknown; /* no such code, used, expired: nobody is told which */
    bool taken;   /* the login is somebody's */
};

/* An act's verb; the caller is nobody. */
enum err use_claim(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
