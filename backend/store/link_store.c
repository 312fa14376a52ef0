/* See link_store.h. */
#include "store/link_store.h"

#include <assert.h>

#include "base/banned.h"

/* The second, then 31 random bits: an id that was given out is not given again after a backup was restored, so that an old link can never come
 * to mean something new. */
static int64_t new_id(int64_t now_ms)
{
    enum { RANDOM_BITS = 31 };
    uint32_t chance = 0;
    secret_random(&chance, sizeof chance);
    return now_ms / 1000 << RANDOM_BITS | (int64_t)(chance >> 1);
}

static enum err find(struct db *db, const struct link_new *new, int64_t *ret_id)
{
    QUERY(q, db, SQL_LINK_OF);
    query_int(&q, ":message_id", new->message_id);
    query_int(&q, ":what", (int64_t) new->what);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

enum err link_ensure(struct db *db, const struct link_new *new, int64_t *ret_id)
{
    enum err err = find(db, new, ret_id);
    if (err != ERR_NOT_FOUND) {
        return err;
    }
    QUERY(q, db, SQL_LINK_ADD);
    *ret_id = new_id(new->now_ms);
    assert(*ret_id > 0);
    query_int(&q, ":id", *ret_id);
    query_int(&q, ":message_id", new->message_id);
    if (new->reservation.v != 0) {
        query_int(&q, ":reservation_id", new->reservation.v);
    } else {
        query_null(&q, ":reservation_id");
    }
    query_int(&q, ":contact_id", new->contact_id);
    query_int(&q, ":what", (int64_t) new->what);
    query_int(&q, ":expires_ms", new->expires_ms);
    return query_run(&q);
}

enum err link_read(struct db *db, int64_t id, struct link_row *ret)
{
    QUERY(q, db, SQL_LINK_ROW);
    query_int(&q, ":id", id);
    if (!query_row(&q) || query_col_int(&q, 7) == 0) {
        return query_no_row(&q);
    }
    *ret = (struct link_row){
        .id = id,
        .what = (enum link_what)query_col_int(&q, 0),
        .expires_ms = query_col_int(&q, 1),
        .used_ms = query_col_int(&q, 2),
        .reservation = {query_col_int(&q, 3)},
        .contact_id = query_col_int(&q, 4),
        .account_id = query_col_int(&q, 6),
    };
    query_col_copy(&q, 5, ret->contact, sizeof ret->contact);
    return OK;
}

enum err link_use(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_LINK_USE);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_CONFLICT : err;
}
