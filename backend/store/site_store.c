#include "store/site_store.h"

#include <assert.h>

#include "base/banned.h"

enum { SITES_AT_ONCE = 8 };

static void site_read(const struct query *q, struct site *ret)
{
    ret->id = query_col_int(q, 0);
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    ret->kind = (enum site_kind)query_col_int(q, 2);
    query_col_copy(q, 3, ret->name, sizeof ret->name);
    query_col_copy(q, 4, ret->area, sizeof ret->area);
    query_col_copy(q, 5, ret->phone, sizeof ret->phone);
    ret->sick_type = (enum site_sick_type)query_col_int(q, 6);
}

static enum err site_one(struct query *q, struct site *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    site_read(q, ret);
    return OK;
}

enum err site_create(struct db *db, const struct site *site, int64_t *ret_id)
{
    assert(site->kind == SITE_SICKROOM || site->sick_type == SICK_NONE);
    QUERY(q, db, SQL_SITE_INSERT);
    query_text(&q, ":public_id", str_of(site->public_id));
    query_int(&q, ":kind", site->kind);
    query_text(&q, ":name", str_of(site->name));
    query_text(&q, ":area", str_of(site->area));
    query_text(&q, ":phone", str_of(site->phone));
    query_int(&q, ":sick_type", site->sick_type);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err site_by_public_id(struct db *db, struct str public_id, struct site *ret)
{
    QUERY(q, db, SQL_SITE_BY_PUBLIC_ID);
    query_text(&q, ":public_id", public_id);
    return site_one(&q, ret);
}

enum err site_by_id(struct db *db, int64_t id, struct site *ret)
{
    QUERY(q, db, SQL_SITE_BY_ID);
    query_int(&q, ":id", id);
    return site_one(&q, ret);
}

enum err site_list(struct db *db, enum site_kind kind, int64_t after, struct site *list, size_t max, size_t *ret_n)
{
    QUERY(q, db, SQL_SITE_NEXT);
    query_int(&q, ":after", after);
    query_int(&q, ":kind", kind);
    query_int(&q, ":n", (int64_t)max);
    size_t n = 0;
    while (n < max && query_row(&q)) {
        site_read(&q, &list[n++]);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err site_each(struct db *db, enum site_kind kind, site_each_fn each, void *arg)
{
    struct site list[SITES_AT_ONCE];
    int64_t after = 0;
    size_t n = SITES_AT_ONCE;
    enum err err = OK;
    while (err == OK && n == SITES_AT_ONCE) {
        err = site_list(db, kind, after, list, SITES_AT_ONCE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            after = list[i].id;
            err = each(arg, &list[i]);
        }
    }
    return err;
}

enum err site_meta_put(struct db *db, const char *key, struct str value)
{
    QUERY(q, db, SQL_META_PUT);
    query_text(&q, ":key", str_of(key));
    query_text(&q, ":value", value);
    return query_run(&q);
}

enum err site_meta_get(struct db *db, const char *key, char *value, size_t max)
{
    QUERY(q, db, SQL_META_GET);
    query_text(&q, ":key", str_of(key));
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    return str_copy(query_col_text(&q, 0), value, max);
}

bool site_meta_is(struct db *db, const char *key, const char *value)
{
    char found[64];
    return site_meta_get(db, key, found, sizeof found) == OK && str_equal(str_of(found), str_of(value));
}
