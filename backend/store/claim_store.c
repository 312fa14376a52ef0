/* See claim_store.h. */
#include "store/claim_store.h"

#include "base/banned.h"

static enum err void_older(struct db *db, const struct claim_new *new)
{
    QUERY(q, db, SQL_CLAIM_VOID);
    query_int(&q, ":household_id", new->household_id);
    query_int(&q, ":kind", (int64_t) new->kind);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err claim_add(struct db *db, const struct claim_new *new)
{
    enum err err = void_older(db, new);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_CLAIM_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_blob(&q, ":code_hash", new->code_hash, sizeof new->code_hash);
    query_int(&q, ":household_id", new->household_id);
    query_int(&q, ":kind", (int64_t) new->kind);
    query_int(&q, ":made_by", new->made_by);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":expires_ms", new->expires_ms);
    return query_run(&q);
}

enum err claim_find(struct db *db, const unsigned char code_hash[SECRET_HASH_BYTES], int64_t now_ms, int32_t today,
                    struct claim *ret)
{
    QUERY(q, db, SQL_CLAIM_FIND);
    query_blob(&q, ":code_hash", code_hash, SECRET_HASH_BYTES);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":today", today);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    ret->household_id = query_col_int(&q, 1);
    query_col_copy(&q, 2, ret->household, sizeof ret->household);
    ret->made_by = query_col_int(&q, 3);
    ret->by_guardian = query_col_int(&q, 4) != 0;
    return OK;
}

enum err claim_used(struct db *db, int64_t id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_CLAIM_USED);
    query_int(&q, ":id", id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run_one(&q);
}

enum err claim_household(struct db *db, int64_t account_id, struct str household, enum claim_kind kind, int64_t *ret_id)
{
    QUERY(q, db, kind == CLAIM_FIRST ? SQL_CLAIM_COUNTER : SQL_CLAIM_INVITER);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":household", household);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}
