/* See notice_store.h: whom a notice went to, who opened it, where its mails go. */
#include <string.h>

#include "store/notice_store.h"

#include "base/banned.h"

enum err notice_recipient_add(struct db *db, int64_t notice_id, int64_t account_id, const struct notice_child *child)
{
    QUERY(q, db, SQL_NOTICE_RECIPIENT_ADD);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":child_id", child->id);
    query_int(&q, ":household_id", child->household_id);
    query_text(&q, ":class", child->class_name);
    return query_run(&q);
}

enum err notice_open(struct db *db, int64_t notice_id, int64_t account_id, int64_t now_ms, bool *ret_first)
{
    QUERY(q, db, SQL_NOTICE_OPEN);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    *ret_first = err == OK && db_changed(db) > 0;
    return err;
}

enum err notice_own_children(struct db *db, int64_t notice_id, int64_t account_id,
                             struct notice_own_child list[NOTICE_OWN_MAX], size_t *ret_n)
{
    QUERY(q, db, SQL_NOTICE_OWN_CHILDREN);
    size_t n = 0;
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":account_id", account_id);
    while (n < NOTICE_OWN_MAX && query_row(&q)) {
        list[n].child_id = query_col_int(&q, 0);
        query_col_copy(&q, 1, list[n].public_id, sizeof list[n].public_id);
        query_col_copy(&q, 2, list[n].name, sizeof list[n].name);
        list[n++].household_id = query_col_int(&q, 3);
    }
    *ret_n = n;
    return query_err(&q);
}

enum err notice_classes(struct db *db, int64_t notice_id,
                        void (*take)(void *arg, struct str class_name, int64_t recipients, int64_t opened), void *arg)
{
    QUERY(q, db, SQL_NOTICE_CLASSES);
    query_int(&q, ":notice_id", notice_id);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0), query_col_int(&q, 1), query_col_int(&q, 2));
    }
    return query_err(&q);
}

enum err notice_recipients(struct db *db, int64_t notice_id,
                           void (*take)(void *arg, const struct notice_recipient *recipient), void *arg)
{
    QUERY(q, db, SQL_NOTICE_RECIPIENTS);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":n", NOTICE_RECIPIENTS_MAX);
    while (query_row(&q)) {
        const struct notice_recipient recipient = {query_col_text(&q, 0), query_col_text(&q, 1), query_col_text(&q, 2),
                                                   query_col_int(&q, 3), query_col_int(&q, 4)};
        take(arg, &recipient);
    }
    return query_err(&q);
}

enum err notice_counts(struct db *db, int64_t notice_id, struct notice_counts *ret)
{
    QUERY(q, db, SQL_NOTICE_COUNTS);
    memset(ret, 0, sizeof *ret);
    query_int(&q, ":notice_id", notice_id);
    while (query_row(&q)) {
        bool opened = query_col_int(&q, 0) != 0;
        ret->recipients++;
        ret->opened += opened;
        ret->mailed += !opened && query_col_int(&q, 1) != 0;
    }
    return query_err(&q);
}

enum err notice_households(struct db *db, int64_t notice_id, void (*take)(void *arg, int64_t household_id), void *arg)
{
    QUERY(q, db, SQL_NOTICE_HOUSEHOLDS);
    query_int(&q, ":notice_id", notice_id);
    while (query_row(&q)) {
        take(arg, query_col_int(&q, 0));
    }
    return query_err(&q);
}

enum err notice_contacts(struct db *db, int64_t notice_id, bool unread, notice_contact_fn take, void *arg)
{
    QUERY(q, db, unread ? SQL_NOTICE_CONTACTS_UNREAD : SQL_NOTICE_CONTACTS);
    enum err err = OK;
    query_int(&q, ":notice_id", notice_id);
    while (err == OK && query_row(&q)) {
        err = take(arg, query_col_int(&q, 0), query_col_text(&q, 1));
    }
    return err == OK ? query_err(&q) : err;
}

enum err notice_for_mail(struct db *db, int64_t notice_id, int64_t contact_id, int64_t *ret_site_id, bool *ret_wanted)
{
    QUERY(q, db, SQL_NOTICE_FOR_MAIL);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":contact_id", contact_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_site_id = query_col_int(&q, 0);
    *ret_wanted = query_col_int(&q, 1) == (int64_t)NOTICE_SENT && query_col_int(&q, 2) != 0;
    return OK;
}
