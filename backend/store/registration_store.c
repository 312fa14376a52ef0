/* See registration_store.h. */
#include "store/registration_store.h"

#include <assert.h>

#include "base/banned.h"

static void bind_or_null(struct query *q, const char *name, int64_t value)
{
    if (value != 0) {
        query_int(q, name, value);
    } else {
        query_null(q, name);
    }
}

struct str registration_about(struct buf *buf, char *storage, size_t bytes, const char *public_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "registration|detail|");
    buf_puts(buf, public_id);
    return buf_view(buf);
}

enum err registration_standing(struct db *db, int64_t child_id, int64_t scope_site_id, int32_t day,
                               struct registration_standing *ret)
{
    *ret = (struct registration_standing){.state = REGISTRATION_NONE};
    QUERY(q, db, SQL_REGISTRATION_STANDING);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":scope", scope_site_id);
    if (query_row(&q)) {
        ret->state = (enum registration_state)query_col_int(&q, 0);
        ret->valid_to_day = (int32_t)query_col_int(&q, 1);
        bool rests = ret->state == REGISTRATION_SUSPENDED;
        int32_t to_day = (int32_t)query_col_int(&q, 2);
        ret->state = rests && to_day != 0 && day > to_day ? REGISTRATION_APPROVED : ret->state;
    }
    return query_err(&q);
}

static enum err event_add(struct db *db, const struct registration_new *new, int64_t id)
{
    QUERY(q, db, SQL_REGISTRATION_EVENT_ADD);
    query_int(&q, ":registration_id", id);
    query_int(&q, ":at_ms", new->now_ms);
    query_int(&q, ":from_state", REGISTRATION_NONE);
    query_int(&q, ":to_state", (int64_t) new->state);
    bind_or_null(&q, ":account_id", new->account_id);
    query_null(&q, ":reason");
    return query_run(&q);
}

static enum err row_add(struct db *db, const struct registration_new *new, int64_t *ret_id)
{
    QUERY(q, db, SQL_REGISTRATION_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child_id);
    bind_or_null(&q, ":site_id", new->site_id);
    if (new->number != NULL) {
        query_text(&q, ":number", str_of(new->number));
    } else {
        query_null(&q, ":number");
    }
    query_int(&q, ":state", (int64_t) new->state);
    query_int(&q, ":channel", new->channel);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    bind_or_null(&q, ":approved_day", new->approved_day);
    bind_or_null(&q, ":valid_to_day", new->valid_to_day);
    bind_or_null(&q, ":confirmed_day", new->confirmed_day);
    query_int(&q, ":now_ms", new->now_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err registration_add(struct db *db, const struct registration_new *new, int64_t *ret_id)
{
    enum err err = row_add(db, new, ret_id);
    return err == OK ? event_add(db, new, *ret_id) : err;
}
