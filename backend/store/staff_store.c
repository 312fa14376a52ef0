/* See staff_store.h. */
#include "store/staff_store.h"

#include "base/banned.h"

enum err staff_store_ratios(struct db *db, int64_t site_id, int32_t day, struct staffing_role *ret,
                            int32_t *ret_closes_min)
{
    static const uint32_t ages[] = {1U << 0, 1U << 1 | 1U << 2, 1U << 3, 1U << 4 | 1U << 5};
    enum { BANDS = sizeof ages / sizeof ages[0] };
    QUERY(q, db, SQL_STAFF_RATIOS);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct staffing_role){.id = "teacher", .bands_n = BANDS, .total = STAFFING_HALF_UP};
    for (int i = 0; i < BANDS; i++) {
        ret->bands[i] = (struct staffing_band){ages[i], (int32_t)query_col_int(&q, i)};
    }
    ret->minimum = (int32_t)query_col_int(&q, BANDS);
    *ret_closes_min = (int32_t)query_col_int(&q, BANDS + 1);
    return OK;
}

enum err staff_store_add(struct db *db, struct staff_new *new)
{
    secret_public_id(new->now_ms, new->public_id);
    QUERY(q, db, SQL_STAFF_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":site_id", new->site_id);
    query_text(&q, ":name", new->name);
    query_int(&q, ":teacher", new->teacher ? 1 : 0);
    query_int(&q, ":from_min", new->from_min);
    query_int(&q, ":to_min", new->to_min);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":account_id", new->account_id);
    return query_run(&q);
}

enum err staff_store_remove(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_STAFF_REMOVE);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err staff_store_member(struct db *db, struct str public_id, int64_t account_id, int64_t *ret_id,
                            int64_t *ret_site_id)
{
    QUERY(q, db, SQL_STAFF_FOR_COLLEAGUE);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret_site_id = query_col_int(&q, 1);
    return OK;
}

enum err staff_store_touch(struct db *db, struct staff_touch_new *new)
{
    secret_public_id(new->now_ms, new->public_id);
    QUERY(q, db, SQL_STAFF_TOUCH_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":member_id", new->member_id);
    query_int(&q, ":day", new->day);
    query_int(&q, ":kind", (int64_t) new->kind);
    query_int(&q, ":at_ms", new->at_ms);
    query_int(&q, ":now_ms", new->now_ms);
    if (new->kind == STAFF_VOID) {
        query_int(&q, ":voids", new->voids);
    } else {
        query_null(&q, ":voids");
    }
    query_text(&q, ":reason", new->reason);
    query_int(&q, ":account_id", new->account_id);
    return query_run(&q);
}

enum err staff_store_line(struct db *db, struct str public_id, int64_t member_id, int32_t day, int64_t *ret_id)
{
    QUERY(q, db, SQL_STAFF_TOUCH_OF);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":member_id", member_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

enum err staff_store_members(struct db *db, int64_t site_id, enum err (*take)(void *arg, const struct staff_row *row),
                             void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_STAFF_MEMBERS);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":n", STAFF_MEMBERS_MAX);
    while (err == OK && query_row(&q)) {
        struct staff_row row = {.id = query_col_int(&q, 0),
                                .public_id = query_col_text(&q, 1),
                                .name = query_col_text(&q, 2),
                                .teacher = query_col_int(&q, 3) != 0,
                                .from_min = (int32_t)query_col_int(&q, 4),
                                .to_min = (int32_t)query_col_int(&q, 5)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err staff_store_lines(struct db *db, int64_t member_id, int32_t day,
                           void (*take)(void *arg, const struct staff_line_row *row), void *arg)
{
    QUERY(q, db, SQL_STAFF_LINES);
    query_int(&q, ":member_id", member_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", STAFF_LINES_MAX);
    while (query_row(&q)) {
        struct staff_line_row row = {.line = {.id = query_col_int(&q, 0),
                                              .kind = (enum staff_touch)query_col_int(&q, 2),
                                              .at_ms = query_col_int(&q, 3),
                                              .voids = query_col_int(&q, 5)},
                                     .public_id = query_col_text(&q, 1),
                                     .entered_ms = query_col_int(&q, 4),
                                     .reason = query_col_text(&q, 6),
                                     .by = query_col_text(&q, 7)};
        take(arg, &row);
    }
    return query_err(&q);
}

enum err staff_store_children(struct db *db, int64_t site_id, int32_t day,
                              void (*take)(void *arg, const struct staff_child_row *row), void *arg)
{
    QUERY(q, db, SQL_STAFF_CHILDREN);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        struct staff_child_row row = {(int32_t)query_col_int(&q, 0), query_col_int(&q, 1) != 0,
                                      (int32_t)query_col_int(&q, 2), (int32_t)query_col_int(&q, 3)};
        take(arg, &row);
    }
    return query_err(&q);
}
