/* People who sign in: login, password hash, roles, and the children they act for; what a session reads of them is session_store's. The only writer of account, account_role and
 * guardian_child. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/db.h"

enum { ACCOUNT_LOGIN_BYTES = 128, ACCOUNT_NAME_BYTES = 128 };
enum account_rights { RIGHTS_EVERYTHING = 1, RIGHTS_PICKUP_ONLY = 2 };

struct account {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char login[ACCOUNT_LOGIN_BYTES];
    char password_hash[SECRET_PASSWORD_HASH_TEXT];
    char name[ACCOUNT_NAME_BYTES];
    char language[16];
    int64_t household_id; /* 0: none */
    bool demo;            /* its password is published: refuse it on data that is no demonstration */
    int64_t closed_ms;    /* 0: open */
};

/* ERR_CONFLICT: the login or the public id is taken. */
enum err account_create(struct db *db, const struct account *account, int64_t *ret_id) NODISCARD;
/* site_id 0: the municipality. class "" (teacher): all of the site. */
enum err account_grant(struct db *db, int64_t account_id, enum access_role role, int64_t site_id,
                       const char *class_name) NODISCARD;
enum err account_guard(struct db *db, int64_t account_id, int64_t child_id, enum account_rights rights) NODISCARD;
/* For every child of a household; or for the children that another acts for, with the same rights and the same that is hidden. */
enum err account_guard_all(struct db *db, int64_t account_id, int64_t household_id) NODISCARD;
enum err account_guard_like(struct db *db, int64_t account_id, int64_t like_id) NODISCARD;

/* A guardian of a child, as those see it who may limit what is shown (R-REG-11). */
struct account_guardian {
    int64_t account_id;
    char account[SECRET_PUBLIC_ID_TEXT];
    char name[ACCOUNT_NAME_BYTES];
    int64_t child_id;
    int64_t household_id;
    uint32_t hides; /* enum hidden */
};
/* No row: no such child, or the caller is neither the ward office's nor the head of its nursery. */
enum err account_guardians(struct db *db, int64_t caller_id, struct str child,
                           void (*row)(void *arg, const struct account_guardian *guardian), void *arg) NODISCARD;
enum err account_hide(struct db *db, int64_t account_id, int64_t child_id, uint32_t hides) NODISCARD;
