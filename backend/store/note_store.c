/* See note_store.h. */
#include "store/note_store.h"

#include <string.h>

#include "base/banned.h"

static void turn_round(struct note_list *list)
{
    for (size_t i = 0; i < list->n / 2; i++) {
        size_t j = list->n - 1 - i;
        struct note_row row = list->rows[i];
        struct doctor_note_span span = list->spans[i];
        list->rows[i] = list->rows[j];
        list->spans[i] = list->spans[j];
        list->rows[j] = row;
        list->spans[j] = span;
    }
}

enum err note_list_read(struct db *db, struct child_id child, int32_t day, struct note_list *ret)
{
    QUERY(q, db, SQL_NOTE_SPANS);
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":from_day", day - NOTE_LOOK_BACK_DAYS);
    query_int(&q, ":to_day", day);
    query_int(&q, ":n", NOTE_SPANS_MAX);
    ret->n = 0;
    while (query_row(&q)) {
        struct note_row *row = &ret->rows[ret->n];
        *row = (struct note_row){
            .id = query_col_int(&q, 0), .extends = query_col_int(&q, 4) != 0, .seen_ms = query_col_int(&q, 5)};
        query_col_copy(&q, 1, row->public_id, sizeof row->public_id);
        ret->spans[ret->n++] = (struct doctor_note_span){(int32_t)query_col_int(&q, 2), (int32_t)query_col_int(&q, 3)};
    }
    turn_round(ret);
    return query_err(&q);
}

enum err note_seen(struct db *db, int64_t id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_NOTE_SEEN);
    query_int(&q, ":id", id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err note_add(struct db *db, const struct note_new *new)
{
    QUERY(q, db, SQL_NOTE_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child.v);
    query_int(&q, ":issued_day", new->issued_day);
    query_int(&q, ":void_day", new->void_day);
    query_int(&q, ":extends", new->extends ? 1 : 0);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err note_void(struct db *db, int64_t id, int32_t void_day)
{
    QUERY(q, db, SQL_NOTE_VOID);
    query_int(&q, ":id", id);
    query_int(&q, ":void_day", void_day);
    return query_run(&q);
}

enum err note_each(struct db *db, const struct note_range *range,
                   enum err (*take)(void *arg, const struct note_detail *note), void *arg)
{
    QUERY(q, db, SQL_NOTE_DETAILS);
    enum err err = OK;
    query_int(&q, ":child_id", range->child.v);
    query_int(&q, ":from_day", range->from_day);
    query_int(&q, ":to_day", range->to_day);
    query_int(&q, ":n", NOTE_SPANS_MAX);
    while (err == OK && query_row(&q)) {
        struct note_detail note = {
            .row = {.id = query_col_int(&q, 0), .extends = query_col_int(&q, 4) != 0, .seen_ms = query_col_int(&q, 5)},
            .span = {(int32_t)query_col_int(&q, 2), (int32_t)query_col_int(&q, 3)},
            .sealed = query_col_blob(&q, 6),
        };
        query_col_copy(&q, 1, note.row.public_id, sizeof note.row.public_id);
        err = take(arg, &note);
    }
    return err == OK ? query_err(&q) : err;
}

enum err note_child(struct db *db, int64_t account_id, struct str child, int32_t from_day, struct note_child *ret)
{
    QUERY(q, db, SQL_NOTE_CHILD);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":child", child);
    query_int(&q, ":from_day", from_day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct note_child){
        {query_col_int(&q, 0)}, query_col_int(&q, 1), query_col_int(&q, 2) != 0, query_col_int(&q, 3) != 0};
    return ret->as_guardian || ret->as_room ? OK : ERR_NOT_FOUND;
}

static enum err take_ids(struct query *q, struct child_id child, int32_t from_day, struct reservation_id *list,
                         size_t *ret_n)
{
    query_int(q, ":child_id", child.v);
    query_int(q, ":from_day", from_day);
    query_int(q, ":n", NOTE_PLACES_MAX);
    *ret_n = 0;
    while (query_row(q)) {
        list[(*ret_n)++] = (struct reservation_id){query_col_int(q, 0)};
    }
    return query_err(q);
}

enum err note_places(struct db *db, struct child_id child, int32_t from_day,
                     struct reservation_id list[NOTE_PLACES_MAX], size_t *ret_n)
{
    QUERY(q, db, SQL_NOTE_PLACES);
    return take_ids(&q, child, from_day, list, ret_n);
}

enum err note_days(struct db *db, struct child_id child, int32_t from_day, struct reservation_id list[NOTE_PLACES_MAX],
                   size_t *ret_n)
{
    QUERY(q, db, SQL_NOTE_DAYS);
    return take_ids(&q, child, from_day, list, ret_n);
}
