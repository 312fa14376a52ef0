/* A guardian's telephones for messages on their own screen: taken up, removed, tried out; and the town's own key, by which push services know it. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/p256.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/keys.h"
#include "store/lane.h"
#include "store/push_store.h"

/* The town's key for push services: made of the key that seals columns, so that it is kept, backed up and restored with it, and good for nothing
 * else. */
void push_key(const struct keys *keys, unsigned char secret[P256_SECRET_BYTES],
              unsigned char public_key[P256_PUBLIC_BYTES]);

struct add_push {
    struct str endpoint; /* push_allowed */
    struct p256_reader reader;
    enum push_device device;
    char id[SECRET_PUBLIC_ID_TEXT]; /* out */
    bool too_many;                  /* out: nothing was done */
};
/* An act's verb. */
enum err add_push(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct of_push {
    struct str id;
};
/* Acts' verbs. ERR_NOT_FOUND: there is none, or it is not this guardian's. */
enum err remove_push(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* A message that says only that it arrived; one that waits already is enough. */
enum err try_push(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* What a sealed address and sealed keys are bound to. */
struct str push_about(struct buf *buf, char *storage, size_t bytes, const char *column,
                      const unsigned char endpoint_mac[SECRET_HASH_BYTES]);
