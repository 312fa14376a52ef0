/* See pickup_ticket_store.h. */
#include "store/pickup_ticket_store.h"

#include "base/banned.h"

enum err pickup_ticket_child(struct db *db, int64_t account_id, struct str child, int32_t day,
                             struct pickup_ticket_child *ret)
{
    QUERY(q, db, SQL_PICKUP_TICKET_CHILD);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":child", child);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    ret->household_id = query_col_int(&q, 1);
    ret->site_id = query_col_int(&q, 2);
    query_col_copy(&q, 3, ret->site, sizeof ret->site);
    return OK;
}

enum err pickup_ticket_allowed(struct db *db, int64_t account_id, void (*take)(void *arg, struct str child), void *arg)
{
    QUERY(q, db, SQL_PICKUP_TICKET_ALLOWED);
    query_int(&q, ":account_id", account_id);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0));
    }
    return query_err(&q);
}

enum err pickup_ticket_full(struct db *db, int64_t account_id, int32_t today, bool *ret)
{
    QUERY(q, db, SQL_PICKUP_TICKET_OPEN_COUNT);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":day", today);
    *ret = query_row(&q) && query_col_int(&q, 0) >= PICKUP_TICKET_OPEN_MAX;
    return query_err(&q);
}

static enum err add_child(struct db *db, int64_t ticket_id, int64_t child_id)
{
    QUERY(q, db, SQL_PICKUP_TICKET_ADD_CHILD);
    query_int(&q, ":ticket_id", ticket_id);
    query_int(&q, ":child_id", child_id);
    return query_run(&q);
}

enum err pickup_ticket_add(struct db *db, const struct pickup_ticket_new *new)
{
    QUERY(q, db, SQL_PICKUP_TICKET_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":site_id", new->site_id);
    query_int(&q, ":day", new->day);
    query_blob(&q, ":person", new->person.p, new->person.n);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    enum err err = query_run(&q);
    int64_t ticket_id = db_inserted(db);
    for (size_t i = 0; err == OK && i < new->children_n; i++) {
        err = add_child(db, ticket_id, new->children[i]);
    }
    return err;
}

static void count_use(void *arg, int64_t at_ms, struct str by)
{
    struct pickup_ticket_facts *facts = arg;
    (void)by;
    facts->first_use_ms = facts->uses_n == 0 ? at_ms : facts->first_use_ms;
    facts->last_use_ms = at_ms;
    facts->uses_n++;
}

static enum err hand_over(struct query *q, const struct pickup_ticket_look *look)
{
    enum err err = OK;
    while (err == OK && query_row(q)) {
        struct pickup_ticket_row row = {.id = query_col_int(q, 0),
                                        .public_id = query_col_text(q, 1),
                                        .site_id = query_col_int(q, 2),
                                        .sealed = query_col_blob(q, 4),
                                        .made_ms = query_col_int(q, 5),
                                        .maker = query_col_text(q, 7),
                                        .facts = {.day = (int32_t)query_col_int(q, 3),
                                                  .taken_back_ms = query_col_int(q, 6),
                                                  .barred = query_col_int(q, 8) != 0}};
        err = pickup_ticket_uses(q->db, row.id, count_use, &row.facts);
        err = err == OK ? look->take(look->arg, &row) : err;
    }
    return err == OK ? query_err(q) : err;
}

enum err pickup_ticket_mine(struct db *db, const struct pickup_ticket_look *look)
{
    QUERY(q, db, SQL_PICKUP_TICKET_MINE);
    query_int(&q, ":account_id", look->account_id);
    query_int(&q, ":day", look->day);
    query_text(&q, ":ticket", look->ticket);
    return hand_over(&q, look);
}

enum err pickup_ticket_at(struct db *db, const struct pickup_ticket_look *look)
{
    QUERY(q, db, SQL_PICKUP_TICKET_AT);
    query_int(&q, ":account_id", look->account_id);
    query_int(&q, ":site_id", look->site_id);
    query_int(&q, ":day", look->day);
    query_text(&q, ":ticket", look->ticket);
    return hand_over(&q, look);
}

enum err pickup_ticket_day_of(struct db *db, struct str ticket, int64_t *ret_site_id, int32_t *ret_day)
{
    QUERY(q, db, SQL_PICKUP_TICKET_DAY);
    query_text(&q, ":ticket", ticket);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_site_id = query_col_int(&q, 0);
    *ret_day = (int32_t)query_col_int(&q, 1);
    return OK;
}

enum err pickup_ticket_children(struct db *db, int64_t ticket_id,
                                void (*take)(void *arg, struct str child, int64_t household_id), void *arg)
{
    QUERY(q, db, SQL_PICKUP_TICKET_CHILDREN);
    query_int(&q, ":ticket_id", ticket_id);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0), query_col_int(&q, 1));
    }
    return query_err(&q);
}

enum err pickup_ticket_uses(struct db *db, int64_t ticket_id, void (*take)(void *arg, int64_t at_ms, struct str by),
                            void *arg)
{
    QUERY(q, db, SQL_PICKUP_TICKET_USES);
    query_int(&q, ":ticket_id", ticket_id);
    while (query_row(&q)) {
        take(arg, query_col_int(&q, 0), query_col_text(&q, 1));
    }
    return query_err(&q);
}

enum err pickup_ticket_use(struct db *db, int64_t ticket_id, int64_t at_ms, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PICKUP_TICKET_USE);
    query_int(&q, ":ticket_id", ticket_id);
    query_int(&q, ":at_ms", at_ms);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":account_id", account_id);
    return query_run(&q);
}

enum err pickup_ticket_take_back(struct db *db, int64_t ticket_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PICKUP_TICKET_TAKE_BACK);
    query_int(&q, ":ticket_id", ticket_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}
