/* The municipality's keys, in DATA/keys (mode 0600), apart from the database: whoever holds only the database reads no health data. */
#pragma once

#include "base/err.h"
#include "base/secret.h"

struct keys {
    unsigned char sign_secret[SECRET_SIGN_SECRET_BYTES]; /* signs receipts, rosters, commands */
    unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char card[SECRET_KEY_BYTES];   /* hashes card numbers */
    unsigned char column[SECRET_KEY_BYTES]; /* seals columns */
};

/* Makes new keys and writes them to a file that must not exist yet. */
enum err keys_create(const char *path) NODISCARD;
/* ERR_NOT_FOUND, ERR_DENIED (others may read the file), ERR_INVALID (not a key file). The result is in guarded memory. */
enum err keys_load(const char *path, struct keys **ret) NODISCARD;
void keys_close(struct keys *keys); /* wipes; NULL is fine */
