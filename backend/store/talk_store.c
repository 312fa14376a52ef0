/* See talk_store.h. */
#include "store/talk_store.h"

#include "base/banned.h"

_Static_assert((int)TALK_HIDES == 7, "the statements say it as a number");

enum err talk_place(struct db *db, int64_t account_id, struct str child, int32_t today, struct talk_place *ret)
{
    QUERY(q, db, SQL_TALK_PLACE);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":child", child);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    int64_t to_day = query_col_int(&q, 4);
    *ret = (struct talk_place){
        .child_id = query_col_int(&q, 0),
        .household_id = query_col_int(&q, 3),
        .over = to_day != 0 && to_day < today,
        .site_id = query_col_int(&q, 5),
        .family = query_col_int(&q, 9) != 0,
    };
    query_col_copy(&q, 1, ret->child, sizeof ret->child);
    str_cut(query_col_text(&q, 2), ret->child_name, sizeof ret->child_name);
    query_col_copy(&q, 6, ret->site, sizeof ret->site);
    str_cut(query_col_text(&q, 7), ret->site_name, sizeof ret->site_name);
    str_cut(query_col_text(&q, 8), ret->phone, sizeof ret->phone);
    return query_err(&q);
}

enum err talk_hours(struct db *db, int64_t site_id, int32_t day, int32_t *ret_opens_min, int32_t *ret_closes_min)
{
    QUERY(q, db, SQL_TALK_HOURS);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    bool known = query_row(&q);
    *ret_opens_min = known ? (int32_t)query_col_int(&q, 0) : -1;
    *ret_closes_min = known ? (int32_t)query_col_int(&q, 1) : -1;
    return query_err(&q);
}

enum err talk_add(struct db *db, const struct talk_new *new)
{
    QUERY(q, db, SQL_TALK_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->place->child_id);
    query_int(&q, ":site_id", new->place->site_id);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":by_family", new->place->family ? 1 : 0);
    query_blob(&q, ":text", new->text.p, new->text.n);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err talk_recent(struct db *db, int64_t account_id, int64_t since_ms, int64_t *ret)
{
    QUERY(q, db, SQL_TALK_RECENT);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":since_ms", since_ms);
    *ret = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err talk_waiting(struct db *db, const struct talk_place *place, int64_t *ret_ms)
{
    QUERY(q, db, SQL_TALK_WAITING);
    query_int(&q, ":child_id", place->child_id);
    query_int(&q, ":site_id", place->site_id);
    *ret_ms = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err talk_list(struct db *db, int64_t account_id, const struct talk_place *place, struct str before,
                   enum err (*row)(void *arg, const struct talk_row *talk), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_TALK_LIST);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":child_id", place->child_id);
    query_int(&q, ":site_id", place->site_id);
    query_text(&q, ":before", before);
    query_int(&q, ":skip", TALK_PAGE - 1);
    while (err == OK && query_row(&q)) {
        const struct talk_row talk = {
            .public_id = query_col_text(&q, 0),
            .by_family = query_col_int(&q, 1) != 0,
            .name = query_col_text(&q, 2),
            .mine = query_col_int(&q, 3) != 0,
            .text = query_col_blob(&q, 4),
            .sent_ms = query_col_int(&q, 5),
            .read_ms = query_col_int(&q, 6),
        };
        err = row(arg, &talk);
    }
    return err == OK ? query_err(&q) : err;
}

static enum err find(struct db *db, int64_t account_id, const struct talk_place *place, struct str public_id,
                     int64_t *ret_id, int64_t *ret_through_id)
{
    QUERY(q, db, SQL_TALK_THROUGH);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":by_family", place->family ? 1 : 0);
    query_int(&q, ":child_id", place->child_id);
    query_int(&q, ":site_id", place->site_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret_through_id = query_col_int(&q, 1);
    return OK;
}

enum err talk_read_put(struct db *db, int64_t account_id, const struct talk_place *place, struct str through,
                       int64_t now_ms, bool *ret_more)
{
    int64_t id = 0;
    int64_t through_id = 0;
    enum err err = find(db, account_id, place, through, &id, &through_id);
    *ret_more = err == OK && id > through_id;
    if (!*ret_more) {
        return err;
    }
    QUERY(q, db, SQL_TALK_READ_ADD);
    query_int(&q, ":child_id", place->child_id);
    query_int(&q, ":by_family", place->family ? 1 : 0);
    query_int(&q, ":through_id", id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

static enum err each(struct query *q, talk_child_fn row, void *arg)
{
    while (query_row(q)) {
        const struct talk_child child = {
            .child = query_col_text(q, 0),
            .name = query_col_text(q, 1),
            .class_name = query_col_text(q, 2),
            .site = query_col_text(q, 3),
            .site_name = query_col_text(q, 4),
            .last_ms = query_col_int(q, 5),
            .last_by_family = query_col_int(q, 6) != 0,
            .unread = query_col_int(q, 7),
            .version = query_col_int(q, 8),
        };
        row(arg, &child);
    }
    return query_err(q);
}

enum err talk_children(struct db *db, int64_t account_id, struct str site, int32_t today, talk_child_fn row, void *arg)
{
    QUERY(q, db, SQL_TALK_CHILDREN);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":site", site);
    query_int(&q, ":day", today);
    return each(&q, row, arg);
}

enum err talk_own(struct db *db, int64_t account_id, talk_child_fn row, void *arg)
{
    QUERY(q, db, SQL_TALK_OWN);
    query_int(&q, ":account_id", account_id);
    return each(&q, row, arg);
}
