/* Sessions: the cookie's hash and whose it is. The cookie itself is stored nowhere. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/db.h"

enum { SESSION_NAME_BYTES = 256 };

struct session_login {
    int64_t account_id;
    char password_hash[SECRET_PASSWORD_HASH_TEXT];
    bool staff; /* any role beyond guardian and pick-up: shorter limits */
};

struct session {
    struct caller caller;
    char account[SECRET_PUBLIC_ID_TEXT];
    char name[SESSION_NAME_BYTES];
    char language[8];
    int64_t created_ms;
    int64_t seen_ms; /* to the hour */
    int64_t expires_ms;
};

/* Reader. ERR_NOT_FOUND: no account of that login may sign in (unknown, closed, or a demonstration's on real data). */
enum err session_login_find(struct db *db, struct str login, int64_t now_ms, struct session_login *ret) NODISCARD;
/* Reader. ERR_NOT_FOUND: no such session, or it is over. */
enum err session_find(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], int64_t now_ms,
                      struct session *ret) NODISCARD;

/* Reader. Sessions that still hold, at most `limit` rows (one per role): for the door's memory after a start. A session that the limit
 * would cut is left out. */
enum err session_walk(struct db *db, int64_t now_ms, int64_t limit,
                      void (*each)(void *arg, const unsigned char token_hash[SECRET_HASH_BYTES],
                                   const struct session *session),
                      void *arg) NODISCARD;

/* Writers, on the lane. */
enum err session_create(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], int64_t account_id,
                        int64_t now_ms, int64_t expires_ms) NODISCARD;
enum err session_remove(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES]) NODISCARD;
enum err session_seen(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], int64_t seen_ms) NODISCARD;
enum err session_forget(struct db *db, int64_t now_ms, bool *ret_more) NODISCARD;

/* Readers for GET /me (sites: where the account works, and the nurseries of its children): each row is handed to `row`; views live during the call. */
struct session_child {
    struct str id;
    struct str name;
    struct str nursery; /* public id; empty: none */
    struct str class_name;
    int32_t birth_day;
};
enum err session_children(struct db *db, int64_t account_id, void (*row)(void *arg, const struct session_child *child),
                          void *arg) NODISCARD;
struct session_site {
    struct str id;
    struct str name;
    bool sick_room;
};
enum err session_sites(struct db *db, int64_t account_id, void (*row)(void *arg, const struct session_site *site),
                       void *arg) NODISCARD;
