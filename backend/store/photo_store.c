/* See photo_store.h. */
#include "store/photo_store.h"

#include "core/hidden.h"

#include "base/banned.h"

enum err photo_add(struct db *db, const struct photo_new *new, int64_t *ret_id)
{
    QUERY(q, db, SQL_PHOTO_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":kind", new->kind);
    query_int(&q, ":nursery_id", new->nursery_id);
    query_int_or_null(&q, ":child_id", new->child_id);
    query_text(&q, ":class", new->class_name);
    query_int(&q, ":day", new->day);
    query_text(&q, ":about", new->about);
    query_int(&q, ":width", new->width);
    query_int(&q, ":height", new->height);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    enum err err = query_run(&q);
    *ret_id = err == OK ? db_inserted(db) : 0;
    return err;
}

enum err photo_add_bytes(struct db *db, int64_t id, enum photo_size size, struct str sealed)
{
    QUERY(q, db, SQL_PHOTO_BYTES_ADD);
    query_int(&q, ":photo_id", id);
    query_int(&q, ":size", size);
    query_blob(&q, ":sealed", sealed.p, sealed.n);
    return query_run(&q);
}

enum err photo_add_child(struct db *db, int64_t id, int64_t child_id)
{
    QUERY(q, db, SQL_PHOTO_CHILD_ADD);
    query_int(&q, ":photo_id", id);
    query_int(&q, ":child_id", child_id);
    return query_run(&q);
}

static enum err mark_removed(struct db *db, int64_t id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PHOTO_REMOVE);
    query_int(&q, ":id", id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err photo_remove(struct db *db, int64_t id, int64_t account_id, int64_t now_ms)
{
    enum err err = mark_removed(db, id, account_id, now_ms);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_PHOTO_BYTES_REMOVE);
    query_int(&q, ":photo_id", id);
    return query_run(&q);
}

enum err photo_named(struct db *db, struct str child, int64_t nursery_id, int32_t day, int64_t *ret_id,
                     bool *ret_agreed)
{
    QUERY(q, db, SQL_PHOTO_NAMED);
    query_text(&q, ":child", child);
    query_int(&q, ":nursery_id", nursery_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret_agreed = query_col_int(&q, 1) != 0;
    return OK;
}

static void take_sight(const struct query *q, struct photo_sight *ret)
{
    *ret = (struct photo_sight){.kind = (enum photo_kind)query_col_int(q, 2),
                                .removed = query_col_int(q, 13) != 0,
                                .as_staff = query_col_int(q, 14) != 0,
                                .as_guardian = query_col_int(q, 15) != 0,
                                .own = query_col_int(q, 16),
                                .held = query_col_int(q, 17)};
}

enum err photo_get(struct db *db, struct str photo, int64_t account_id, struct photo_row *ret)
{
    QUERY(q, db, SQL_PHOTO_GET);
    query_text(&q, ":photo", photo);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":hides", HIDDEN_TIMES);
    query_int(&q, ":hides_pickup", HIDDEN_PICKUP);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct photo_row){.id = query_col_int(&q, 0),
                              .nursery_id = query_col_int(&q, 3),
                              .child_id = query_col_int(&q, 5),
                              .day = (int32_t)query_col_int(&q, 8),
                              .width = (uint32_t)query_col_int(&q, 10),
                              .height = (uint32_t)query_col_int(&q, 11),
                              .added_ms = query_col_int(&q, 12)};
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    query_col_copy(&q, 4, ret->nursery, sizeof ret->nursery);
    query_col_copy(&q, 6, ret->child, sizeof ret->child);
    query_col_copy(&q, 7, ret->class_name, sizeof ret->class_name);
    query_col_copy(&q, 9, ret->about, sizeof ret->about);
    take_sight(&q, &ret->sight);
    return OK;
}

static enum err take_ids(struct query *q, struct photo_ids *ret)
{
    query_int(q, ":n", PHOTO_PAGE_MAX);
    ret->n = 0;
    while (query_row(q)) {
        query_col_copy(q, 0, ret->id[ret->n], SECRET_PUBLIC_ID_TEXT);
        ret->n++;
    }
    return query_err(q);
}

enum err photo_ids_of_child(struct db *db, int64_t child_id, int32_t day, struct photo_ids *ret)
{
    QUERY(q, db, SQL_PHOTO_OF_CHILD);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    return take_ids(&q, ret);
}

enum err photo_ids_of_class(struct db *db, int64_t nursery_id, int32_t day, struct str class_name,
                            struct photo_ids *ret)
{
    QUERY(q, db, SQL_PHOTO_OF_CLASS);
    query_int(&q, ":nursery_id", nursery_id);
    query_int(&q, ":day", day);
    query_text(&q, ":class", class_name);
    return take_ids(&q, ret);
}

enum err photo_ids_about(struct db *db, enum photo_kind kind, struct str about, struct photo_ids *ret)
{
    QUERY(q, db, SQL_PHOTO_ABOUT);
    query_int(&q, ":kind", kind);
    query_text(&q, ":about", about);
    return take_ids(&q, ret);
}

enum err photo_bytes(struct db *db, int64_t id, enum photo_size size, enum err (*take)(void *arg, struct str sealed),
                     void *arg)
{
    QUERY(q, db, SQL_PHOTO_BYTES);
    query_int(&q, ":photo_id", id);
    query_int(&q, ":size", size);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    return take(arg, query_col_blob(&q, 0));
}

enum err photo_names(struct db *db, int64_t id, void (*take)(void *arg, struct str child, struct str name), void *arg)
{
    QUERY(q, db, SQL_PHOTO_NAMES);
    query_int(&q, ":photo_id", id);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0), query_col_text(&q, 1));
    }
    return query_err(&q);
}

enum err photo_consent_of(struct db *db, int64_t child_id, int64_t *ret_ms)
{
    QUERY(q, db, SQL_PHOTO_CONSENT_OF);
    query_int(&q, ":child_id", child_id);
    *ret_ms = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err photo_consent_begin(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PHOTO_CONSENT_BEGIN);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err photo_consent_end(struct db *db, int64_t child_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_PHOTO_CONSENT_END);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err photo_consents(struct db *db, int64_t nursery_id, struct str class_name, int32_t day,
                        void (*take)(void *arg, const struct photo_consent_line *line), void *arg)
{
    QUERY(q, db, SQL_PHOTO_CONSENTS);
    query_int(&q, ":nursery_id", nursery_id);
    query_text(&q, ":class", class_name);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        const struct photo_consent_line line = {query_col_text(&q, 0), query_col_text(&q, 1),
                                                query_col_int(&q, 2) != 0};
        take(arg, &line);
    }
    return query_err(&q);
}
