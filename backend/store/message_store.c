/* See message_store.h. */
#include "store/message_store.h"

#include "base/banned.h"

static void bind_or_null(struct query *q, const char *name, int64_t value)
{
    if (value != 0) {
        query_int(q, name, value);
    } else {
        query_null(q, name);
    }
}

enum err message_contacts(struct db *db, int64_t household_id, struct message_contact *list, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_MESSAGE_CONTACTS);
    query_int(&q, ":household_id", household_id);
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
    bind_or_null(&q, ":reservation_id", new->reservation_id);
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
    bind_or_null(&q, ":account_id", new->account_id);
    query_int(&q, ":channel", EMAIL);
    query_blob(&q, ":address", new->address.p, new->address.n);
    query_text(&q, ":language", new->language);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}
