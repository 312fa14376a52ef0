#include "store/gateway_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

static void key_read(const struct query *q, int column, unsigned char *out, size_t n)
{
    struct str key = query_col_blob(q, column);
    assert(key.n == n);
    memcpy(out, key.p, n);
}

static void gateway_read(const struct query *q, struct gateway *ret)
{
    ret->id = query_col_int(q, 0);
    ret->site_id = query_col_int(q, 1);
    query_col_copy(q, 2, ret->site, sizeof ret->site);
    query_col_copy(q, 3, ret->name, sizeof ret->name);
    ret->epoch = query_col_int(q, 4);
    key_read(q, 5, ret->sign_public, sizeof ret->sign_public);
    key_read(q, 6, ret->box_public, sizeof ret->box_public);
    ret->enrolled_ms = query_col_int(q, 7);
    ret->revoked_ms = query_col_int(q, 8);
    ret->seen_ms = query_col_int(q, 9);
    query_col_copy(q, 10, ret->broker_hash, sizeof ret->broker_hash);
}

enum err gateway_by_name(struct db *db, struct str name, struct gateway *ret)
{
    QUERY(q, db, SQL_GATEWAY_BY_NAME);
    query_text(&q, ":name", name);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    gateway_read(&q, ret);
    return OK;
}

static enum err gateway_write(struct db *db, enum sql sql, const struct gateway *gateway)
{
    QUERY(q, db, sql);
    if (sql == SQL_GATEWAY_INSERT) {
        query_text(&q, ":name", str_of(gateway->name));
    } else {
        query_int(&q, ":id", gateway->id);
    }
    query_int(&q, ":site_id", gateway->site_id);
    query_int(&q, ":epoch", gateway->epoch);
    query_blob(&q, ":sign_public", gateway->sign_public, sizeof gateway->sign_public);
    query_blob(&q, ":box_public", gateway->box_public, sizeof gateway->box_public);
    query_text(&q, ":broker_hash", str_of(gateway->broker_hash));
    query_int(&q, ":enrolled_ms", gateway->enrolled_ms);
    return query_run(&q);
}

/* Kept for ever: what was signed with it can be looked at again. */
static enum err keep_key(struct db *db, const struct gateway *gateway)
{
    QUERY(q, db, SQL_GATEWAY_KEY_PUT);
    query_int(&q, ":gateway_id", gateway->id);
    query_int(&q, ":epoch", gateway->epoch);
    query_int(&q, ":site_id", gateway->site_id);
    query_blob(&q, ":sign_public", gateway->sign_public, sizeof gateway->sign_public);
    return query_run(&q);
}

enum err gateway_enrol(struct db *db, struct gateway *gateway)
{
    struct gateway before = {.id = 0};
    enum err err = gateway_by_name(db, str_of(gateway->name), &before);
    if (err == ERR_NOT_FOUND) {
        gateway->epoch = 1;
        err = gateway_write(db, SQL_GATEWAY_INSERT, gateway);
        if (err != OK) {
            return err;
        }
        gateway->id = db_inserted(db);
        return keep_key(db, gateway);
    }
    if (err != OK) {
        return err;
    }
    gateway->id = before.id;
    gateway->epoch = before.epoch + 1;
    err = gateway_write(db, SQL_GATEWAY_AGAIN, gateway);
    return err == OK ? keep_key(db, gateway) : err;
}

enum err gateway_list(struct db *db, int64_t after, struct gateway *list, size_t max, size_t *ret_n)
{
    QUERY(q, db, SQL_GATEWAY_LIST);
    query_int(&q, ":after", after);
    query_int(&q, ":n", (int64_t)max);
    size_t n = 0;
    while (n < max && query_row(&q)) {
        gateway_read(&q, &list[n++]);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err gateway_mine(struct db *db, int64_t account_id, int64_t after, struct gateway_line *list, size_t max,
                      size_t *ret_n)
{
    QUERY(q, db, SQL_GATEWAY_MINE);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":after", after);
    query_int(&q, ":n", (int64_t)max);
    size_t n = 0;
    while (n < max && query_row(&q)) {
        struct gateway_line *line = &list[n++];
        gateway_read(&q, &line->gateway);
        line->last_tap_ms = query_col_int(&q, 11);
        line->said_ms = query_col_int(&q, 12);
        line->said = (struct receipt_state){.state = (enum gateway_state)query_col_int(&q, 13),
                                            .backlog = query_col_int(&q, 14),
                                            .reader = query_col_int(&q, 15) != 0,
                                            .clock_synced = query_col_int(&q, 16) != 0,
                                            .clock_offset_ms = query_col_int(&q, 17),
                                            .clock_uncertainty_ms = query_col_int(&q, 18)};
        query_col_copy(&q, 19, line->said.version, sizeof line->said.version);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err gateway_said(struct db *db, int64_t id, int64_t now_ms, const struct receipt_state *said)
{
    QUERY(q, db, SQL_GATEWAY_SAID_PUT);
    query_int(&q, ":gateway_id", id);
    query_int(&q, ":said_ms", now_ms);
    query_int(&q, ":state", (int64_t)said->state);
    query_int(&q, ":backlog", said->backlog);
    query_int(&q, ":reader", said->reader ? 1 : 0);
    query_int(&q, ":clock_synced", said->clock_synced ? 1 : 0);
    query_int(&q, ":clock_offset_ms", said->clock_offset_ms);
    query_int(&q, ":clock_uncertainty_ms", said->clock_uncertainty_ms);
    query_text(&q, ":version", str_of(said->version));
    return query_run(&q);
}

enum err gateway_revoke(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_GATEWAY_REVOKE);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    return query_run_one(&q);
}

enum err gateway_seen(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_GATEWAY_SEEN);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err gateway_through(struct db *db, int64_t id, int64_t epoch, int64_t *ret_through)
{
    QUERY(q, db, SQL_GATEWAY_THROUGH);
    query_int(&q, ":gateway_id", id);
    query_int(&q, ":epoch", epoch);
    int64_t through = query_row(&q) ? query_col_int(&q, 0) : 0;
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_through = through;
    }
    return err;
}

enum err gateway_through_put(struct db *db, int64_t id, int64_t epoch, int64_t through)
{
    QUERY(q, db, SQL_GATEWAY_THROUGH_PUT);
    query_int(&q, ":gateway_id", id);
    query_int(&q, ":epoch", epoch);
    query_int(&q, ":through", through);
    return query_run(&q);
}
