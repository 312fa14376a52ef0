/* What of extended care is shown to people, and disputes: see extension_store.h. */
#include "store/extension_store.h"

#include "base/banned.h"

static void bind_child(struct query *q, const struct extension_key *key, int64_t child_id)
{
    query_int(q, ":site_id", key->site_id);
    query_int(q, ":month_day", key->month_day);
    query_int(q, ":child_id", child_id);
}

enum err extension_store_bills(struct db *db, const struct extension_bills_ask *ask)
{
    QUERY(q, db, SQL_EXTENSION_BILLS);
    query_int(&q, ":site_id", ask->key.site_id);
    query_int(&q, ":month_day", ask->key.month_day);
    query_int(&q, ":run_id", ask->run_id);
    query_int(&q, ":before_id", ask->before_id);
    query_int(&q, ":account_id", ask->account_id);
    while (query_row(&q)) {
        const struct extension_line_shown line = {.child = query_col_text(&q, 0),
                                                  .name = query_col_text(&q, 1),
                                                  .class_name = query_col_text(&q, 2),
                                                  .yen = query_col_int(&q, 3),
                                                  .unresolved = query_col_int(&q, 4),
                                                  .had_before = query_col_int(&q, 5) != 0,
                                                  .before_yen = query_col_int(&q, 6),
                                                  .invoiced_yen = query_col_int(&q, 7),
                                                  .disputes = query_col_int(&q, 8)};
        ask->take(ask->arg, &line);
    }
    return query_err(&q);
}

enum err extension_store_history(struct db *db, const struct extension_key *key, int64_t child_id,
                                 void (*take)(void *arg, const struct extension_word *word), void *arg)
{
    QUERY(q, db, SQL_EXTENSION_HISTORY);
    bind_child(&q, key, child_id);
    while (query_row(&q)) {
        const struct extension_word word = {.version = (int32_t)query_col_int(&q, 0),
                                            .at_ms = query_col_int(&q, 1),
                                            .yen = query_col_int(&q, 2),
                                            .unresolved = query_col_int(&q, 3)};
        take(arg, &word);
    }
    return query_err(&q);
}

enum err extension_store_invoices(struct db *db, const struct extension_key *key, int64_t child_id,
                                  void (*take)(void *arg, const struct extension_word *word), void *arg)
{
    QUERY(q, db, SQL_EXTENSION_INVOICES);
    bind_child(&q, key, child_id);
    while (query_row(&q)) {
        const struct extension_word word = {
            .yen = query_col_int(&q, 0), .at_ms = query_col_int(&q, 1), .version = (int32_t)query_col_int(&q, 2)};
        take(arg, &word);
    }
    return query_err(&q);
}

enum err extension_store_dispute(struct db *db, const struct extension_dispute *dispute)
{
    QUERY(q, db, SQL_EXTENSION_DISPUTE_ADD);
    bind_child(&q, &dispute->key, dispute->child_id);
    query_text(&q, ":public_id", str_of(dispute->public_id));
    query_int(&q, ":run_id", dispute->run_id);
    query_blob(&q, ":text", dispute->text.p, dispute->text.n);
    query_text(&q, ":evidence", dispute->evidence);
    query_int(&q, ":account_id", dispute->account_id);
    query_int(&q, ":now_ms", dispute->now_ms);
    return query_run(&q);
}

enum err extension_store_disputes(struct db *db, const struct extension_key *key, int64_t child_id,
                                  enum err (*take)(void *arg, const struct extension_dispute_shown *shown), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_EXTENSION_DISPUTES);
    bind_child(&q, key, child_id);
    while (err == OK && query_row(&q)) {
        const struct extension_dispute_shown shown = {.public_id = query_col_text(&q, 0),
                                                      .text = query_col_blob(&q, 1),
                                                      .evidence = query_col_text(&q, 2),
                                                      .at_ms = query_col_int(&q, 3),
                                                      .answer = query_col_blob(&q, 4),
                                                      .answered_ms = query_col_int(&q, 5),
                                                      .version = (int32_t)query_col_int(&q, 6)};
        err = take(arg, &shown);
    }
    return err == OK ? query_err(&q) : err;
}

enum err extension_store_dispute_get(struct db *db, struct str public_id, int64_t account_id, int64_t *ret_id,
                                     int64_t *ret_household_id, bool *ret_open)
{
    QUERY(q, db, SQL_EXTENSION_DISPUTE_GET);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret_household_id = query_col_int(&q, 1);
    *ret_open = query_col_int(&q, 2) == 0;
    return OK;
}

enum err extension_store_answer(struct db *db, int64_t id, struct str sealed, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_EXTENSION_DISPUTE_ANSWER);
    query_int(&q, ":id", id);
    query_blob(&q, ":answer", sealed.p, sealed.n);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_CONFLICT : err;
}
