/* See message_contact.h. */
#include "store/message_contact.h"

#include "base/banned.h"

enum err message_contact_each(struct db *db, int64_t household_id, int64_t account_id,
                              enum err (*row)(void *arg, const struct message_contact_row *contact), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_MESSAGE_CONTACT_LIST);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":account_id", account_id);
    while (err == OK && query_row(&q)) {
        struct message_contact_row contact = {
            .id = query_col_int(&q, 0),
            .public_id = query_col_text(&q, 1),
            .account_id = query_col_int(&q, 2),
            .address = query_col_blob(&q, 3),
            .language = query_col_text(&q, 4),
            .unconfirmed = query_col_int(&q, 5) != 0,
            .created_ms = query_col_int(&q, 6),
        };
        err = row(arg, &contact);
    }
    return err == OK ? query_err(&q) : err;
}

enum err message_contact_count(struct db *db, int64_t household_id, int64_t account_id, int64_t since_ms,
                               struct message_contact_counts *ret)
{
    *ret = (struct message_contact_counts){.household = 0};
    QUERY(live, db, SQL_MESSAGE_CONTACT_LIVE);
    query_int(&live, ":household_id", household_id);
    if (query_row(&live)) {
        ret->household = query_col_int(&live, 0);
    }
    QUERY(own, db, SQL_MESSAGE_CONTACT_OWN);
    query_int(&own, ":account_id", account_id);
    query_int(&own, ":since_ms", since_ms);
    if (query_row(&own)) {
        ret->own = query_col_int(&own, 0);
        ret->entered = query_col_int(&own, 1);
    }
    return query_err(&live) == OK ? query_err(&own) : query_err(&live);
}

enum err message_contact_confirm(struct db *db, int64_t id)
{
    QUERY(q, db, SQL_MESSAGE_CONTACT_CONFIRM);
    query_int(&q, ":id", id);
    return query_run(&q);
}

enum err message_contact_remove(struct db *db, struct str public_id, int64_t household_id, int64_t account_id,
                                int64_t now_ms)
{
    QUERY(q, db, SQL_MESSAGE_CONTACT_REMOVE);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":household_id", household_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_NOT_FOUND : err;
}
