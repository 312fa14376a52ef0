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
