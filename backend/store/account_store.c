#include "store/account_store.h"

#include <assert.h>

#include "base/banned.h"

enum err account_create(struct db *db, const struct account *account, int64_t *ret_id)
{
    assert(account->login[0] != '\0');
    QUERY(q, db, SQL_ACCOUNT_INSERT);
    query_text(&q, ":public_id", str_of(account->public_id));
    query_text(&q, ":login", str_of(account->login));
    query_text(&q, ":password_hash", str_of(account->password_hash));
    query_text(&q, ":name", str_of(account->name));
    query_text(&q, ":language", str_of(account->language));
    if (account->household_id != 0) {
        query_int(&q, ":household_id", account->household_id);
    } else {
        query_null(&q, ":household_id");
    }
    query_int(&q, ":demo", account->demo);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err account_grant(struct db *db, int64_t account_id, enum access_role role, int64_t site_id,
                       const char *class_name)
{
    QUERY(q, db, SQL_ACCOUNT_ROLE_INSERT);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":role", role);
    if (site_id != 0) {
        query_int(&q, ":site_id", site_id);
    } else {
        query_null(&q, ":site_id");
    }
    query_text(&q, ":class", str_of(class_name));
    return query_run(&q);
}

enum err account_guard(struct db *db, int64_t account_id, int64_t child_id, enum account_rights rights)
{
    QUERY(q, db, SQL_ACCOUNT_GUARD);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":rights", rights);
    return query_run(&q);
}

enum err account_guard_all(struct db *db, int64_t account_id, int64_t household_id)
{
    QUERY(q, db, SQL_ACCOUNT_GUARD_ALL);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":household_id", household_id);
    return query_run(&q);
}

enum err account_guard_like(struct db *db, int64_t account_id, int64_t like_id)
{
    QUERY(q, db, SQL_ACCOUNT_GUARD_LIKE);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":like_id", like_id);
    return query_run(&q);
}

enum err account_guardians(struct db *db, int64_t caller_id, struct str child,
                           void (*row)(void *arg, const struct account_guardian *guardian), void *arg)
{
    struct account_guardian one;
    QUERY(q, db, SQL_ACCOUNT_GUARDIANS);
    query_int(&q, ":caller_id", caller_id);
    query_text(&q, ":child", child);
    while (query_row(&q)) {
        one.account_id = query_col_int(&q, 0);
        query_col_copy(&q, 1, one.account, sizeof one.account);
        query_col_copy(&q, 2, one.name, sizeof one.name);
        one.child_id = query_col_int(&q, 3);
        one.household_id = query_col_int(&q, 4);
        one.hides = (uint32_t)query_col_int(&q, 5);
        row(arg, &one);
    }
    return query_err(&q);
}

enum err account_hide(struct db *db, int64_t account_id, int64_t child_id, uint32_t hides)
{
    QUERY(q, db, SQL_ACCOUNT_HIDE);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":hides", (int64_t)hides);
    return query_run(&q);
}
