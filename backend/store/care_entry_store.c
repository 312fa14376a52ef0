/* See care_entry_store.h. */
#include "store/care_entry_store.h"

#include "base/banned.h"

enum err care_entry_add(struct db *db, const struct care_entry_new *new)
{
    QUERY(q, db, SQL_CARE_ENTRY_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":reservation_id", new->reservation.v);
    query_int(&q, ":kind", (int64_t) new->kind);
    query_int(&q, ":at_ms", new->at_ms);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":family", new->family ? 1 : 0);
    query_int(&q, ":strikes_id", new->strikes_id);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    return query_run(&q);
}

enum err care_entry_each(struct db *db, struct reservation_id reservation,
                         enum err (*row)(void *arg, const struct care_entry_row *entry), void *arg)
{
    QUERY(q, db, SQL_CARE_ENTRY_OF);
    enum err err = OK;
    query_int(&q, ":reservation_id", reservation.v);
    query_int(&q, ":n", CARE_ENTRIES_MAX);
    while (err == OK && query_row(&q)) {
        const struct care_entry_row entry = {.public_id = query_col_text(&q, 1),
                                             .kind = (enum entry_kind)query_col_int(&q, 2),
                                             .at_ms = query_col_int(&q, 3),
                                             .recorded_ms = query_col_int(&q, 4),
                                             .by = query_col_text(&q, 5),
                                             .family = query_col_int(&q, 6) != 0,
                                             .struck_by = query_col_text(&q, 7),
                                             .second = query_col_text(&q, 8),
                                             .second_ms = query_col_int(&q, 9),
                                             .strikes = query_col_text(&q, 10),
                                             .detail = query_col_blob(&q, 11)};
        err = row(arg, &entry);
    }
    return err == OK ? query_err(&q) : err;
}

enum err care_entry_find(struct db *db, struct str public_id, struct care_entry_found *ret)
{
    QUERY(q, db, SQL_CARE_ENTRY_FIND);
    query_text(&q, ":public_id", public_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    ret->kind = (enum entry_kind)query_col_int(&q, 1);
    ret->account_id = query_col_int(&q, 2);
    query_col_copy(&q, 3, ret->reservation, sizeof ret->reservation);
    ret->checked = query_col_int(&q, 4) != 0;
    ret->struck = query_col_int(&q, 5) != 0;
    return query_err(&q);
}

enum err care_entry_check(struct db *db, int64_t id, int64_t account_id, enum care_check_method method, int64_t now_ms)
{
    QUERY(q, db, SQL_CARE_ENTRY_CHECK);
    query_int(&q, ":entry_id", id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":method", method);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}
