/* See session_store.h. */
#include "store/session_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum err session_login_find(struct db *db, struct str login, int64_t now_ms, struct session_login *ret)
{
    QUERY(q, db, SQL_SESSION_LOGIN);
    query_text(&q, ":login", login);
    query_int(&q, ":now_ms", now_ms);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->account_id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->password_hash, sizeof ret->password_hash);
    ret->staff = query_col_int(&q, 2) != 0;
    return OK;
}

/* A role of the row that stands; a row without one is an account that has none. */
static void take_grant(const struct query *q, struct caller *caller)
{
    int64_t role = query_col_int(q, 8);
    if (role == 0 || caller->grants_n == ACCESS_ROLES_MAX) {
        return;
    }
    struct access_grant *grant = &caller->grants[caller->grants_n++];
    grant->role = (enum access_role)role;
    grant->site_id = query_col_int(q, 9);
    query_col_copy(q, 10, grant->site, sizeof grant->site);
    query_col_copy(q, 11, grant->class_name, sizeof grant->class_name);
    caller->roles |= ROLE_BIT(grant->role);
}

static void take_account(const struct query *q, struct session *session)
{
    session->caller.account_id = query_col_int(q, 0);
    query_col_copy(q, 1, session->account, sizeof session->account);
    query_col_copy(q, 2, session->name, sizeof session->name);
    query_col_copy(q, 3, session->language, sizeof session->language);
    session->caller.household_id = query_col_int(q, 4);
    session->created_ms = query_col_int(q, 5);
    session->seen_ms = query_col_int(q, 6);
    session->expires_ms = query_col_int(q, 7);
    session->caller.hidden = query_col_int(q, 12) != 0;
}

enum err session_find(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], int64_t now_ms,
                      struct session *ret)
{
    struct session session = {0};
    QUERY(q, db, SQL_SESSION_FIND);
    query_blob(&q, ":token_hash", token_hash, SECRET_HASH_BYTES);
    query_int(&q, ":now_ms", now_ms);
    while (query_row(&q)) {
        take_account(&q, &session);
        take_grant(&q, &session.caller);
    }
    enum err err = query_err(&q);
    if (err == OK && session.caller.account_id == 0) {
        err = ERR_NOT_FOUND;
    }
    if (err == OK) {
        *ret = session;
    }
    return err;
}

enum err session_walk(struct db *db, int64_t now_ms, int64_t limit,
                      void (*each)(void *arg, const unsigned char token_hash[SECRET_HASH_BYTES],
                                   const struct session *session),
                      void *arg)
{
    unsigned char token_hash[SECRET_HASH_BYTES] = {0};
    struct session session = {0};
    int64_t rows = 0;
    QUERY(q, db, SQL_SESSION_WALK);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":limit", limit);
    while (query_row(&q)) {
        struct str hash = query_col_blob(&q, 13);
        rows++;
        assert(hash.n == sizeof token_hash);
        if (session.caller.account_id == 0 || memcmp(hash.p, token_hash, sizeof token_hash) != 0) {
            if (session.caller.account_id != 0) {
                each(arg, token_hash, &session);
            }
            memset(&session, 0, sizeof session);
            memcpy(token_hash, hash.p, sizeof token_hash);
        }
        take_account(&q, &session);
        take_grant(&q, &session.caller);
    }
    enum err err = query_err(&q);
    if (err == OK && session.caller.account_id != 0 && rows < limit) {
        each(arg, token_hash, &session);
    }
    return err;
}

enum err session_create(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], int64_t account_id,
                        int64_t now_ms, int64_t expires_ms)
{
    QUERY(q, db, SQL_SESSION_ADD);
    query_blob(&q, ":token_hash", token_hash, SECRET_HASH_BYTES);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":expires_ms", expires_ms);
    return query_run(&q);
}

enum err session_remove(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES])
{
    QUERY(q, db, SQL_SESSION_REMOVE);
    query_blob(&q, ":token_hash", token_hash, SECRET_HASH_BYTES);
    return query_run(&q);
}

enum err session_seen(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], int64_t seen_ms)
{
    QUERY(q, db, SQL_SESSION_SEEN);
    query_blob(&q, ":token_hash", token_hash, SECRET_HASH_BYTES);
    query_int(&q, ":seen_ms", seen_ms);
    return query_run(&q);
}

enum err session_forget(struct db *db, int64_t now_ms, bool *ret_more)
{
    QUERY(q, db, SQL_SESSION_FORGET);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_more = db_changed(db) > 0;
    }
    return err;
}

enum err session_children(struct db *db, int64_t account_id, void (*row)(void *arg, const struct session_child *child),
                          void *arg)
{
    QUERY(q, db, SQL_SESSION_CHILDREN);
    query_int(&q, ":account_id", account_id);
    while (query_row(&q)) {
        struct session_child child = {query_col_text(&q, 0), query_col_text(&q, 1), query_col_text(&q, 2),
                                      query_col_text(&q, 3), (int32_t)query_col_int(&q, 4)};
        row(arg, &child);
    }
    return query_err(&q);
}

enum err session_sites(struct db *db, int64_t account_id, void (*row)(void *arg, const struct session_site *site),
                       void *arg)
{
    QUERY(q, db, SQL_SESSION_SITES);
    query_int(&q, ":account_id", account_id);
    while (query_row(&q)) {
        struct session_site site = {query_col_text(&q, 0), query_col_text(&q, 1), query_col_int(&q, 2) == 2};
        row(arg, &site);
    }
    return query_err(&q);
}
