/* See message_store.h. */
#include "store/message_store.h"

#include <assert.h>
#include <string.h>

#include "core/talk.h"

#include "base/banned.h"

enum err message_contacts(struct db *db, const struct message_reach *reach, struct message_contact *list, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_MESSAGE_CONTACTS);
    query_int(&q, ":household_id", reach->household_id);
    query_int(&q, ":child_id", reach->child_id);
    query_int(&q, ":hides", reach->hides);
    while (n < MESSAGE_CONTACTS_MAX && query_row(&q)) {
        list[n].id = query_col_int(&q, 0);
        query_col_copy(&q, 1, list[n].language, sizeof list[n].language);
        n++;
    }
    *ret_n = n;
    return query_err(&q);
}

enum err message_add(struct db *db, const struct message_new *new)
{
    QUERY(q, db, SQL_MESSAGE_ADD);
    query_int(&q, ":contact_id", new->contact_id);
    query_int(&q, ":kind", (int64_t) new->kind);
    query_text(&q, ":language", new->language);
    query_blob(&q, ":detail", new->detail.p == NULL ? "" : new->detail.p, new->detail.n);
    query_int_or_null(&q, ":reservation_id", new->reservation_id);
    query_int_or_null(&q, ":alarm_id", new->alarm_id);
    query_int_or_null(&q, ":notice_id", new->notice_id);
    query_int_or_null(&q, ":site_id", new->site_id);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":not_before_ms", new->not_before_ms);
    query_int(&q, ":ends_ms", new->ends_ms);
    return query_run(&q);
}

struct str message_about(struct buf *buf, char *storage, size_t bytes, const char *public_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "contact|address|");
    buf_puts(buf, public_id);
    return buf_view(buf);
}

enum err message_contact_add(struct db *db, const struct message_contact_new *new)
{
    enum { EMAIL = 1 };
    QUERY(q, db, SQL_MESSAGE_CONTACT_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":household_id", new->household_id);
    query_int_or_null(&q, ":account_id", new->account_id);
    query_int(&q, ":channel", EMAIL);
    query_blob(&q, ":address", new->address.p, new->address.n);
    query_text(&q, ":language", new->language);
    query_int(&q, ":unconfirmed", new->unconfirmed ? 1 : 0);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

/* --- sending ---------------------------------------------------------------------------------------------------------- */

static void take_due(const struct query *q, struct message_due *due)
{
    struct str address = query_col_blob(q, 10);
    *due = (struct message_due){
        .id = query_col_int(q, 0),
        .kind = (enum message_kind)query_col_int(q, 1),
        .reservation_id = query_col_int(q, 3),
        .created_ms = query_col_int(q, 4),
        .not_before_ms = query_col_int(q, 5),
        .ends_ms = query_col_int(q, 6),
        .tries = (int32_t)query_col_int(q, 7),
        .contact_id = query_col_int(q, 8),
        .wanted = query_col_int(q, 11) != 0,
        .alarm_id = query_col_int(q, 12),
        .notice_id = query_col_int(q, 13),
        .site_id = query_col_int(q, 14),
    };
    query_col_copy(q, 2, due->language, sizeof due->language);
    query_col_copy(q, 9, due->contact, sizeof due->contact);
    if (address.n <= sizeof due->address) {
        memcpy(due->address, address.p, address.n);
        due->address_n = address.n;
    }
}

enum err message_due(struct db *db, int64_t now_ms, struct message_due *list, size_t max, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_MESSAGE_DUE);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":confirming", MESSAGE_CONTACT);
    query_int(&q, ":talk", MESSAGE_TALK);
    query_int(&q, ":talk_hides", TALK_HIDES);
    query_int(&q, ":limit", (int64_t)max);
    while (n < max && query_row(&q)) {
        take_due(&q, &list[n++]);
    }
    *ret_n = n;
    return query_err(&q);
}

enum err message_is_due(struct db *db, int64_t now_ms, bool *ret)
{
    QUERY(q, db, SQL_MESSAGE_IS_DUE);
    query_int(&q, ":now_ms", now_ms);
    *ret = query_row(&q);
    return query_err(&q);
}

enum err message_take(struct db *db, int64_t id, int64_t now_ms, int64_t until_ms)
{
    QUERY(q, db, SQL_MESSAGE_TAKE);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":until_ms", until_ms);
    return query_run(&q);
}

enum err message_again(struct db *db, int64_t id, int64_t next_ms, bool tried)
{
    QUERY(q, db, SQL_MESSAGE_AGAIN);
    query_int(&q, ":id", id);
    query_int(&q, ":next_ms", next_ms);
    query_int(&q, ":untried", tried ? 0 : 1);
    return query_run(&q);
}

static enum err count_end(struct db *db, enum message_state state)
{
    QUERY(q, db, SQL_MESSAGE_COUNT_END);
    query_int(&q, ":state", (int64_t)state);
    return query_run(&q);
}

enum err message_end(struct db *db, int64_t id, enum message_state state, int64_t now_ms)
{
    assert(state != MESSAGE_WAITS);
    QUERY(q, db, SQL_MESSAGE_END);
    query_int(&q, ":id", id);
    query_int(&q, ":state", (int64_t)state);
    if (state == MESSAGE_SENT) {
        query_int(&q, ":sent_ms", now_ms);
    } else {
        query_null(&q, ":sent_ms");
    }
    enum err err = query_run(&q);
    return err == OK && db_changed(db) > 0 ? count_end(db, state) : err;
}

enum err message_untake(struct db *db, int64_t now_ms)
{
    QUERY(q, db, SQL_MESSAGE_UNTAKE);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err message_figures(struct db *db, int64_t now_ms, struct message_figures *ret)
{
    *ret = (struct message_figures){.waiting = 0};
    QUERY(waiting, db, SQL_MESSAGE_WAITING);
    query_int(&waiting, ":now_ms", now_ms);
    if (query_row(&waiting)) {
        ret->waiting = query_col_int(&waiting, 0);
        ret->oldest_since_ms = query_col_int(&waiting, 1);
    }
    QUERY(ends, db, SQL_MESSAGE_ENDS);
    while (query_row(&ends)) {
        ret->ended[query_col_int(&ends, 0)] = query_col_int(&ends, 1);
    }
    return query_err(&waiting) == OK ? query_err(&ends) : query_err(&waiting);
}
