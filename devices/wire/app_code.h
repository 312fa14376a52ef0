/* The code that a guardian's phone shows at the entrance (R-ATT-18): signed by the server, good for a minute and once, and verified on the box, which may
 * have no network: the server's public key came with its credentials. It names children by the front of a hash, so that it stays small enough to
 * be read off a phone, and it says nothing to whoever else reads it. Capitals and digits only: every scanner types them on every keyboard. Pure.
 *
 * Once: the box remembers what it has taken. Shown at a second entrance within its minute it means nothing new, because a child that was registered
 * a minute ago is locked there (R-ATT-03). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "wire/tap.h"

#define APP_CODE_PREFIX "TSBA"

enum {
    APP_CODE_LIFE_MS = 60000,
    APP_CODE_CHILD_BYTES = 8,
    APP_CODE_NONCE_BYTES = 8,
    APP_CODE_BYTES_MAX = 15 + APP_CODE_CHILD_BYTES * TAP_CHILDREN_MAX + SECRET_SIGNATURE_BYTES,
    APP_CODE_TEXT_MAX = 4 + (APP_CODE_BYTES_MAX * 8 + 4) / 5 + 1,
};

struct app_code {
    int64_t issued_ms; /* whole seconds */
    unsigned char nonce[APP_CODE_NONCE_BYTES];
    unsigned char children[TAP_CHILDREN_MAX][APP_CODE_CHILD_BYTES];
    size_t children_n;
};

/* How a child stands in a code. */
void app_code_child(const char *child_id, unsigned char ret[APP_CODE_CHILD_BYTES]);
void app_code_write(const struct app_code *code, const unsigned char sign_secret[SECRET_SIGN_SECRET_BYTES],
                    char text[APP_CODE_TEXT_MAX]);
/* ERR_INVALID: no such code; ERR_DENIED: one that the server did not sign. */
enum err app_code_read(struct str line, const unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES],
                       struct app_code *ret) NODISCARD;
