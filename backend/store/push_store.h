/* Telephones that get messages on their own screen, and the outbox of those messages. Addresses and keys are sealed. The only writer of push_device
 * and push_message. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/p256.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/push.h"
#include "store/db.h"

/* What its owner knows it by. Numbers are stored. */
enum push_device { PUSH_IPHONE = 1, PUSH_ANDROID, PUSH_COMPUTER, PUSH_OTHER };
extern const char *const push_device_words[]; /* NULL-terminated, from 1: word i − 1 */

enum {
    PUSH_KEYS_BYTES = P256_PUBLIC_BYTES + P256_AUTH_BYTES,
    PUSH_SEALED_ENDPOINT_BYTES = PUSH_ENDPOINT_BYTES_MAX + SECRET_SEAL_OVERHEAD,
    PUSH_SEALED_KEYS_BYTES = PUSH_KEYS_BYTES + SECRET_SEAL_OVERHEAD,
};

struct push_device_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t account_id;
    unsigned char endpoint_mac[SECRET_HASH_BYTES];
    struct str endpoint; /* sealed */
    struct str keys;     /* sealed */
    enum push_device device;
    int64_t now_ms;
};
/* A new one, or the one that stands at this address already, which then is this account's: ret_id gets its public id. What waited for another
 * account there is dropped. */
enum err push_device_put(struct db *db, const struct push_device_new *new,
                         char ret_id[SECRET_PUBLIC_ID_TEXT]) NODISCARD;
enum err push_device_count(struct db *db, int64_t account_id, int64_t *ret) NODISCARD;
/* Is the telephone at this address one of the account's? */
enum err push_device_known(struct db *db, int64_t account_id, const unsigned char endpoint_mac[SECRET_HASH_BYTES],
                           bool *ret) NODISCARD;
/* ERR_NOT_FOUND: it is none of this account's. */
enum err push_device_remove(struct db *db, struct str public_id, int64_t account_id) NODISCARD;
struct push_device_row {
    struct str public_id;
    enum push_device device;
    int64_t created_ms;
    int64_t sent_ms; /* 0: nothing yet */
};
enum err push_device_each(struct db *db, int64_t account_id,
                          void (*row)(void *arg, const struct push_device_row *device), void *arg) NODISCARD;

/* --- the outbox --------------------------------------------------------------------------------------------------------- */

struct push_new {
    enum push_kind kind;
    int64_t not_before_ms;
    int64_t ends_ms; /* 0 never */
    int64_t now_ms;
};
/* child_id 0: it may be about any of the household's children; hides: HIDDEN_… */
enum err push_tell_household(struct db *db, const struct push_new *new, int64_t household_id, int64_t child_id,
                             int hides) NODISCARD;
enum err push_tell_notice(struct db *db, const struct push_new *new, int64_t notice_id, bool unread) NODISCARD;
/* ERR_NOT_FOUND: it is none of this account's, or something of the kind waits for it already. */
enum err push_tell_device(struct db *db, const struct push_new *new, struct str public_id,
                          int64_t account_id) NODISCARD;
/* What waits for an account is not told. */
enum err push_account_drop(struct db *db, int64_t account_id) NODISCARD;

struct push_due {
    int64_t id;
    enum push_kind kind;
    int64_t created_ms;
    int64_t ends_ms;
    int32_t tries;
    int64_t device_id;
    unsigned char endpoint_mac[SECRET_HASH_BYTES];
    unsigned char endpoint[PUSH_SEALED_ENDPOINT_BYTES];
    size_t endpoint_n;
    unsigned char keys[PUSH_SEALED_KEYS_BYTES];
    size_t keys_n;
    bool wanted; /* its account is not closed */
};
enum err push_due(struct db *db, int64_t now_ms, struct push_due *list, size_t max, size_t *ret_n) NODISCARD;
/* For a reader. */
enum err push_is_due(struct db *db, int64_t now_ms, bool *ret) NODISCARD;
enum err push_take(struct db *db, int64_t id, int64_t now_ms, int64_t until_ms) NODISCARD;
enum err push_again(struct db *db, int64_t id, int64_t next_ms, bool tried) NODISCARD;
enum err push_end(struct db *db, int64_t id) NODISCARD;
enum err push_reached(struct db *db, int64_t device_id, int64_t now_ms) NODISCARD;
enum err push_gone(struct db *db, int64_t device_id) NODISCARD;
enum err push_untake(struct db *db, int64_t now_ms) NODISCARD;
