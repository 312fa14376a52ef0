/* See pickup_store.h. */
#include "store/pickup_store.h"

#include "base/banned.h"

enum err pickup_add(struct db *db, const struct pickup_new *new)
{
    QUERY(q, db, SQL_PICKUP_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child.v);
    query_blob(&q, ":person", new->person.p, new->person.n);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

static enum err persons(struct db *db, struct child_id child, int64_t account_id,
                        enum err (*row)(void *arg, struct str id, struct str name, struct str sealed), void *arg)
{
    QUERY(q, db, SQL_PICKUP_OF);
    enum err err = OK;
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":n", PICKUP_OF_CHILD_MAX);
    while (err == OK && query_row(&q)) {
        err = row(arg, query_col_text(&q, 0), STR(""), query_col_blob(&q, 1));
    }
    return err == OK ? query_err(&q) : err;
}

enum err pickup_each(struct db *db, struct child_id child, int64_t account_id,
                     enum err (*row)(void *arg, struct str id, struct str name, struct str sealed), void *arg)
{
    QUERY(q, db, SQL_PICKUP_GUARDIANS);
    enum err err = OK;
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":account_id", account_id);
    while (err == OK && query_row(&q)) {
        err = row(arg, query_col_text(&q, 0), query_col_text(&q, 1), STR(""));
    }
    err = err == OK ? query_err(&q) : err;
    return err == OK ? persons(db, child, account_id, row, arg) : err;
}

enum err pickup_remove(struct db *db, struct child_id child, struct str person, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PICKUP_REMOVE);
    query_int(&q, ":child_id", child.v);
    query_text(&q, ":public_id", person);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) != 1 ? ERR_NOT_FOUND : err;
}

enum err pickup_full(struct db *db, struct child_id child, int64_t account_id, bool *ret)
{
    QUERY(q, db, SQL_PICKUP_COUNT);
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":account_id", account_id);
    *ret = query_row(&q) && (query_col_int(&q, 0) >= PICKUP_OF_CHILD_MAX || query_col_int(&q, 1) >= PICKUP_PERSONS_MAX);
    return query_err(&q);
}

enum err pickup_child(struct db *db, int64_t account_id, struct str child, int32_t from_day, struct pickup_child *ret)
{
    QUERY(q, db, SQL_PICKUP_CHILD);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":child", child);
    query_int(&q, ":from_day", from_day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct pickup_child){{query_col_int(&q, 0)},
                                 query_col_int(&q, 1) != 0,
                                 query_col_int(&q, 2) != 0,
                                 query_col_int(&q, 3) != 0,
                                 (uint32_t)query_col_int(&q, 4)};
    return ret->as_guardian || ret->as_nursery || ret->as_room ? OK : ERR_NOT_FOUND;
}

enum err pickup_knows(struct db *db, struct child_id child, struct str person, int64_t account_id, bool *ret)
{
    QUERY(q, db, SQL_PICKUP_KNOWS);
    query_int(&q, ":child_id", child.v);
    query_text(&q, ":person", person);
    query_int(&q, ":account_id", account_id);
    *ret = query_row(&q);
    return query_err(&q);
}

enum err pickup_holds(struct db *db, struct child_id child, struct str person, int64_t account_id, bool *ret)
{
    QUERY(q, db, SQL_PICKUP_HOLDS);
    query_int(&q, ":child_id", child.v);
    query_text(&q, ":person", person);
    query_int(&q, ":account_id", account_id);
    *ret = query_row(&q);
    return query_err(&q);
}

enum err pickup_say(struct db *db, const struct pickup_word *word)
{
    QUERY(q, db, SQL_PICKUP_SAY);
    query_int(&q, ":child_id", word->child.v);
    query_int(&q, ":day", word->day);
    query_text(&q, ":person", word->person);
    query_int(&q, ":at_min", word->at_min);
    query_int(&q, ":account_id", word->account_id);
    query_int(&q, ":now_ms", word->now_ms);
    return query_run(&q);
}

static enum err hand_over(struct query *q, enum err (*take)(void *arg, const struct pickup_row *row), void *arg)
{
    enum err err = OK;
    while (err == OK && query_row(q)) {
        const struct pickup_row row = {.child = query_col_text(q, 0),
                                       .person = query_col_text(q, 1),
                                       .name = query_col_text(q, 2),
                                       .sealed = query_col_blob(q, 3),
                                       .at_min = (int32_t)query_col_int(q, 4),
                                       .said_ms = query_col_int(q, 5)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(q) : err;
}

enum err pickup_said_of(struct db *db, const struct pickup_look *look,
                        enum err (*take)(void *arg, const struct pickup_row *row), void *arg)
{
    QUERY(q, db, SQL_PICKUP_SAID_OF);
    query_int(&q, ":child_id", look->child.v);
    query_int(&q, ":account_id", look->account_id);
    query_int(&q, ":day", look->day);
    return hand_over(&q, take, arg);
}

enum err pickup_said_at(struct db *db, const struct pickup_look *look,
                        enum err (*take)(void *arg, const struct pickup_row *row), void *arg)
{
    QUERY(q, db, SQL_PICKUP_SAID_AT);
    query_int(&q, ":site_id", look->site_id);
    query_int(&q, ":account_id", look->account_id);
    query_int(&q, ":day", look->day);
    return hand_over(&q, take, arg);
}
