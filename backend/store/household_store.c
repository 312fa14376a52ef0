#include "store/household_store.h"

#include "base/banned.h"

enum err household_create(struct db *db, const char *public_id, int64_t *ret_id)
{
    QUERY(q, db, SQL_HOUSEHOLD_INSERT);
    query_text(&q, ":public_id", str_of(public_id));
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err household_find(struct db *db, struct str public_id, struct household *ret)
{
    QUERY(q, db, SQL_HOUSEHOLD_FIND);
    query_text(&q, ":public_id", public_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->closed_day = (int32_t)query_col_int(&q, 2);
    return OK;
}

enum err household_child(struct db *db, int64_t household_id, struct str child, int64_t *ret_child_id)
{
    QUERY(q, db, SQL_HOUSEHOLD_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":household_id", household_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_child_id = query_col_int(&q, 0);
    return OK;
}

enum err household_close(struct db *db, int64_t id, int32_t day)
{
    QUERY(q, db, SQL_HOUSEHOLD_CLOSE);
    query_int(&q, ":id", id);
    query_int(&q, ":day", day);
    return query_run(&q);
}

enum err household_children(struct db *db, int64_t household_id, void (*row)(void *arg, int64_t child_id), void *arg)
{
    QUERY(q, db, SQL_HOUSEHOLD_CHILDREN);
    query_int(&q, ":household_id", household_id);
    while (query_row(&q)) {
        row(arg, query_col_int(&q, 0));
    }
    return query_err(&q);
}
