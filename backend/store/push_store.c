/* See push_store.h. */
#include "store/push_store.h"

#include <string.h>

#include "base/banned.h"

const char *const push_device_words[] = {"iphone", "android", "computer", "other", NULL};

static enum err find_at(struct db *db, const unsigned char mac[SECRET_HASH_BYTES], int64_t *ret_id,
                        char public_id[SECRET_PUBLIC_ID_TEXT], int64_t *ret_account)
{
    QUERY(q, db, SQL_PUSH_DEVICE_AT);
    query_blob(&q, ":endpoint_mac", mac, SECRET_HASH_BYTES);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    *ret_id = query_col_int(&q, 0);
    query_col_copy(&q, 1, public_id, SECRET_PUBLIC_ID_TEXT);
    *ret_account = query_col_int(&q, 2);
    return OK;
}

static enum err drop_of_device(struct db *db, int64_t device_id)
{
    QUERY(q, db, SQL_PUSH_DEVICE_MOVED);
    query_int(&q, ":device_id", device_id);
    return query_run(&q);
}

static enum err insert(struct db *db, const struct push_device_new *new)
{
    QUERY(q, db, SQL_PUSH_DEVICE_PUT);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":account_id", new->account_id);
    query_blob(&q, ":endpoint_mac", new->endpoint_mac, SECRET_HASH_BYTES);
    query_blob(&q, ":endpoint", new->endpoint.p, new->endpoint.n);
    query_blob(&q, ":keys", new->keys.p, new->keys.n);
    query_int(&q, ":device", (int64_t) new->device);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err push_device_put(struct db *db, const struct push_device_new *new, char ret_id[SECRET_PUBLIC_ID_TEXT])
{
    int64_t id = 0;
    int64_t account_id = new->account_id;
    enum err err = find_at(db, new->endpoint_mac, &id, ret_id, &account_id);
    if (err == OK && account_id != new->account_id) {
        err = drop_of_device(db, id);
    }
    err = err == OK || err == ERR_NOT_FOUND ? insert(db, new) : err;
    return err == OK ? find_at(db, new->endpoint_mac, &id, ret_id, &account_id) : err;
}

enum err push_device_known(struct db *db, int64_t account_id, const unsigned char endpoint_mac[SECRET_HASH_BYTES],
                           bool *ret)
{
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t id = 0;
    int64_t owner = 0;
    enum err err = find_at(db, endpoint_mac, &id, public_id, &owner);
    *ret = err == OK && owner == account_id;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err push_device_count(struct db *db, int64_t account_id, int64_t *ret)
{
    QUERY(q, db, SQL_PUSH_DEVICE_COUNT);
    query_int(&q, ":account_id", account_id);
    *ret = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err push_device_remove(struct db *db, struct str public_id, int64_t account_id)
{
    QUERY(q, db, SQL_PUSH_DEVICE_REMOVE);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_NOT_FOUND : err;
}

enum err push_device_each(struct db *db, int64_t account_id,
                          void (*row)(void *arg, const struct push_device_row *device), void *arg)
{
    QUERY(q, db, SQL_PUSH_DEVICE_LIST);
    query_int(&q, ":account_id", account_id);
    while (query_row(&q)) {
        const struct push_device_row device = {query_col_text(&q, 0), (enum push_device)query_col_int(&q, 1),
                                               query_col_int(&q, 2), query_col_int(&q, 3)};
        row(arg, &device);
    }
    return query_err(&q);
}

/* --- the outbox --------------------------------------------------------------------------------------------------------- */

static void bind_new(struct query *q, const struct push_new *new)
{
    query_int(q, ":kind", (int64_t) new->kind);
    query_int(q, ":now_ms", new->now_ms);
    query_int(q, ":ends_ms", new->ends_ms);
}

enum err push_tell_household(struct db *db, const struct push_new *new, int64_t household_id, int64_t child_id,
                             int hides)
{
    QUERY(q, db, SQL_PUSH_TELL_HOUSEHOLD);
    bind_new(&q, new);
    query_int(&q, ":not_before_ms", new->not_before_ms);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":hides", hides);
    return query_run(&q);
}

enum err push_tell_notice(struct db *db, const struct push_new *new, int64_t notice_id, bool unread)
{
    QUERY(q, db, SQL_PUSH_TELL_NOTICE);
    bind_new(&q, new);
    query_int(&q, ":not_before_ms", new->not_before_ms);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":unread", unread ? 1 : 0);
    return query_run(&q);
}

enum err push_tell_device(struct db *db, const struct push_new *new, struct str public_id, int64_t account_id)
{
    QUERY(q, db, SQL_PUSH_TELL_DEVICE);
    bind_new(&q, new);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_NOT_FOUND : err;
}

enum err push_account_drop(struct db *db, int64_t account_id)
{
    QUERY(q, db, SQL_PUSH_ACCOUNT_DROP);
    query_int(&q, ":account_id", account_id);
    return query_run(&q);
}

static size_t take_blob(struct str blob, unsigned char *out, size_t max)
{
    size_t n = blob.n <= max ? blob.n : 0;
    memcpy(out, blob.p == NULL ? "" : blob.p, n);
    return n;
}

static void take_due(const struct query *q, struct push_due *due)
{
    *due = (struct push_due){
        .id = query_col_int(q, 0),
        .kind = (enum push_kind)query_col_int(q, 1),
        .created_ms = query_col_int(q, 2),
        .ends_ms = query_col_int(q, 3),
        .tries = (int32_t)query_col_int(q, 4),
        .device_id = query_col_int(q, 5),
        .wanted = query_col_int(q, 9) != 0,
    };
    take_blob(query_col_blob(q, 6), due->endpoint_mac, sizeof due->endpoint_mac);
    due->endpoint_n = take_blob(query_col_blob(q, 7), due->endpoint, sizeof due->endpoint);
    due->keys_n = take_blob(query_col_blob(q, 8), due->keys, sizeof due->keys);
}

enum err push_due(struct db *db, int64_t now_ms, struct push_due *list, size_t max, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_PUSH_DUE);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":n", (int64_t)max);
    while (n < max && query_row(&q)) {
        take_due(&q, &list[n++]);
    }
    *ret_n = n;
    return query_err(&q);
}

enum err push_is_due(struct db *db, int64_t now_ms, bool *ret)
{
    QUERY(q, db, SQL_PUSH_IS_DUE);
    query_int(&q, ":now_ms", now_ms);
    *ret = query_row(&q);
    return query_err(&q);
}

enum err push_take(struct db *db, int64_t id, int64_t now_ms, int64_t until_ms)
{
    QUERY(q, db, SQL_PUSH_TAKE);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":until_ms", until_ms);
    return query_run(&q);
}

enum err push_again(struct db *db, int64_t id, int64_t next_ms, bool tried)
{
    QUERY(q, db, SQL_PUSH_AGAIN);
    query_int(&q, ":id", id);
    query_int(&q, ":next_ms", next_ms);
    query_int(&q, ":untried", tried ? 0 : 1);
    return query_run(&q);
}

enum err push_end(struct db *db, int64_t id)
{
    QUERY(q, db, SQL_PUSH_END);
    query_int(&q, ":id", id);
    return query_run(&q);
}

enum err push_reached(struct db *db, int64_t device_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PUSH_DEVICE_REACHED);
    query_int(&q, ":device_id", device_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err push_gone(struct db *db, int64_t device_id)
{
    QUERY(q, db, SQL_PUSH_DEVICE_GONE);
    query_int(&q, ":device_id", device_id);
    return query_run(&q);
}

enum err push_untake(struct db *db, int64_t now_ms)
{
    QUERY(q, db, SQL_PUSH_UNTAKE);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}
