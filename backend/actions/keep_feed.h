/* A guardian's calendar gets an address, another one, or none any more. The address is made of a row and a key that is not in the database, so that
 * its owner can see it again, and only its hash is stored: whoever holds only the database cannot fetch a calendar. */
#pragma once

#include "base/err.h"
#include "base/secret.h"
#include "core/access.h"
#include "store/keys.h"
#include "store/lane.h"

enum { KEEP_FEED_TOKEN_BYTES = 16, KEEP_FEED_TOKEN_TEXT = 33 };

/* The address of a calendar: 32 lower-case hex digits. */
void keep_feed_token(const struct keys *keys, const char *public_id, char out[KEEP_FEED_TOKEN_TEXT]);
/* What is stored of it. */
void keep_feed_hash(struct str token, unsigned char out[SECRET_HASH_BYTES]);

/* Acts' verbs without an argument; the address that was there ends. */
enum err make_feed(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* ERR_NOT_FOUND: there was none. */
enum err end_feed(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
