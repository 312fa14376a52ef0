#include "store/child_store.h"

#include <assert.h>

#include "base/banned.h"

enum err child_create(struct db *db, const struct child *child, int64_t *ret_id)
{
    assert(child->household_id != 0);
    QUERY(q, db, SQL_CHILD_INSERT);
    query_text(&q, ":public_id", str_of(child->public_id));
    query_int(&q, ":household_id", child->household_id);
    query_text(&q, ":name", str_of(child->name));
    query_text(&q, ":kana", str_of(child->kana));
    query_int(&q, ":birth_day", child->birth_day);
    if (child->nursery_id != 0) {
        query_int(&q, ":nursery_id", child->nursery_id);
    } else {
        query_null(&q, ":nursery_id");
    }
    query_text(&q, ":class", str_of(child->class_name));
    query_int(&q, ":enrolled_from_day", child->enrolled_from_day);
    if (child->enrolled_to_day != 0) {
        query_int(&q, ":enrolled_to_day", child->enrolled_to_day);
    } else {
        query_null(&q, ":enrolled_to_day");
    }
    query_int(&q, ":planned_arrive_min", child->planned_arrive_min);
    query_int(&q, ":planned_leave_min", child->planned_leave_min);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

static void child_read(const struct query *q, struct child *ret)
{
    ret->id = query_col_int(q, 0);
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    ret->household_id = query_col_int(q, 2);
    query_col_copy(q, 3, ret->name, sizeof ret->name);
    query_col_copy(q, 4, ret->kana, sizeof ret->kana);
    ret->birth_day = (int32_t)query_col_int(q, 5);
    ret->nursery_id = query_col_int(q, 6);
    query_col_copy(q, 7, ret->class_name, sizeof ret->class_name);
    ret->enrolled_from_day = (int32_t)query_col_int(q, 8);
    ret->enrolled_to_day = (int32_t)query_col_int(q, 9);
    ret->planned_arrive_min = (int32_t)query_col_int(q, 10);
    ret->planned_leave_min = (int32_t)query_col_int(q, 11);
}

static enum err child_one(struct query *q, struct child *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    child_read(q, ret);
    return OK;
}

enum err child_by_id(struct db *db, int64_t id, struct child *ret)
{
    QUERY(q, db, SQL_CHILD_BY_ID);
    query_int(&q, ":id", id);
    return child_one(&q, ret);
}

enum err child_to_class(struct db *db, int64_t id, const char *class_name)
{
    QUERY(q, db, SQL_CHILD_TO_CLASS);
    query_int(&q, ":id", id);
    query_text(&q, ":class", str_of(class_name));
    return query_run(&q);
}

enum err child_leaves(struct db *db, int64_t id, int32_t last_day)
{
    QUERY(q, db, SQL_CHILD_LEAVES);
    query_int(&q, ":id", id);
    query_int(&q, ":last_day", last_day);
    return query_run(&q);
}
