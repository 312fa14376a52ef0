/* See pairing_store.h. */
#include "store/pairing_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum err pairing_site(struct db *db, struct str site, int64_t account_id, int64_t *ret_site_id)
{
    QUERY(q, db, SQL_PAIRING_SITE);
    query_text(&q, ":site", site);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_site_id = query_col_int(&q, 0);
    return OK;
}

enum err pairing_end(struct db *db, struct str gateway, int64_t now_ms)
{
    QUERY(q, db, SQL_PAIRING_VOID);
    query_text(&q, ":gateway", gateway);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err pairing_add(struct db *db, const struct pairing_new *new)
{
    enum err err = pairing_end(db, new->gateway, new->now_ms);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_PAIRING_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_blob(&q, ":name_hash", new->name_hash, sizeof new->name_hash);
    query_int(&q, ":site_id", new->site_id);
    query_text(&q, ":gateway", new->gateway);
    query_int(&q, ":made_by", new->made_by);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":expires_ms", new->expires_ms);
    return query_run(&q);
}

static void read_key(const struct query *q, int column, unsigned char key[SECRET_KEY_BYTES])
{
    struct str blob = query_col_blob(q, column);
    assert(blob.n == SECRET_KEY_BYTES);
    memcpy(key, blob.p, SECRET_KEY_BYTES);
}

static enum err read_one(struct query *q, struct pairing *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    memset(ret, 0, sizeof *ret);
    ret->id = query_col_int(q, 0);
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    ret->site_id = query_col_int(q, 2);
    query_col_copy(q, 3, ret->site, sizeof ret->site);
    query_col_copy(q, 4, ret->gateway, sizeof ret->gateway);
    ret->expires_ms = query_col_int(q, 5);
    ret->wrong = query_col_int(q, 6);
    ret->offered = query_col_blob(q, 7).n > 0;
    if (ret->offered) {
        read_key(q, 7, ret->offer.sign_public);
        read_key(q, 8, ret->offer.box_public);
        query_col_copy(q, 9, ret->offer.password_hash, sizeof ret->offer.password_hash);
    }
    ret->confirmed_ms = query_col_int(q, 10);
    ret->epoch = query_col_int(q, 11);
    return OK;
}

enum err pairing_by_name(struct db *db, const unsigned char name_hash[SECRET_HASH_BYTES], struct pairing *ret)
{
    QUERY(q, db, SQL_PAIRING_BY_NAME);
    query_blob(&q, ":name_hash", name_hash, SECRET_HASH_BYTES);
    return read_one(&q, ret);
}

enum err pairing_mine(struct db *db, struct str public_id, int64_t account_id, struct pairing *ret)
{
    QUERY(q, db, SQL_PAIRING_MINE);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    return read_one(&q, ret);
}

enum err pairing_open(struct db *db, struct str gateway, int64_t now_ms, char ret[SECRET_PUBLIC_ID_TEXT])
{
    QUERY(q, db, SQL_PAIRING_OPEN);
    query_text(&q, ":gateway", gateway);
    query_int(&q, ":now_ms", now_ms);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    query_col_copy(&q, 0, ret, SECRET_PUBLIC_ID_TEXT);
    return OK;
}

enum err pairing_wrong(struct db *db, int64_t id)
{
    QUERY(q, db, SQL_PAIRING_WRONG);
    query_int(&q, ":id", id);
    return query_run(&q);
}

static enum err run_once(struct db *db, struct query *q)
{
    enum err err = query_run(q);
    return err == OK && db_changed(db) != 1 ? ERR_CONFLICT : err;
}

enum err pairing_offered(struct db *db, int64_t id, const struct pairing_offer *offer)
{
    QUERY(q, db, SQL_PAIRING_OFFER);
    query_int(&q, ":id", id);
    query_blob(&q, ":sign_public", offer->sign_public, sizeof offer->sign_public);
    query_blob(&q, ":box_public", offer->box_public, sizeof offer->box_public);
    query_text(&q, ":broker_hash", str_of(offer->password_hash));
    return run_once(db, &q);
}

enum err pairing_confirmed(struct db *db, int64_t id, int64_t epoch, int64_t now_ms)
{
    QUERY(q, db, SQL_PAIRING_CONFIRM);
    query_int(&q, ":id", id);
    query_int(&q, ":epoch", epoch);
    query_int(&q, ":now_ms", now_ms);
    return run_once(db, &q);
}
