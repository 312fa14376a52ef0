/* See board_store.h. */
#include "store/board_store.h"

#include "base/banned.h"

static void take_texts(const struct query *q, struct board_row *row)
{
    row->public_id = query_col_text(q, 1);
    row->child = query_col_text(q, 3);
    row->name = query_col_text(q, 4);
    row->kana = query_col_text(q, 5);
    row->slot = query_col_text(q, 8);
    row->condition = query_col_blob(q, 17);
    row->need = query_col_blob(q, 18);
    row->registration = query_col_text(q, 26);
    row->detail = query_col_blob(q, 27);
}

static void take_row(const struct query *q, struct board_row *row)
{
    *row = (struct board_row){
        .id = {query_col_int(q, 0)},
        .child_id = {query_col_int(q, 2)},
        .birth_day = (int32_t)query_col_int(q, 6),
        .household_id = query_col_int(q, 7),
        .state = (enum reservation_state)query_col_int(q, 9),
        .reason = (enum reservation_reason)query_col_int(q, 10),
        .version = query_col_int(q, 11),
        .planned_min = (int32_t)query_col_int(q, 12),
        .channel = (int32_t)query_col_int(q, 13),
        .created_ms = query_col_int(q, 14),
        .offer_ends_ms = query_col_int(q, 15),
        .segments = (uint32_t)query_col_int(q, 16),
        .came_ms = query_col_int(q, 19),
        .went_ms = query_col_int(q, 20),
        .sheet_version = query_col_int(q, 21),
        .sheet_signed_ms = query_col_int(q, 22),
        .fee_state = (int32_t)query_col_int(q, 23),
        .fee_yen = (int32_t)query_col_int(q, 24),
        .fee_refund_offered = (int32_t)query_col_int(q, 25),
    };
    take_texts(q, row);
}

static enum err each(struct query *q, enum err (*row)(void *arg, const struct board_row *found), void *arg)
{
    struct board_row found;
    enum err err = OK;
    while (err == OK && query_row(q)) {
        take_row(q, &found);
        err = row(arg, &found);
    }
    return err == OK ? query_err(q) : err;
}

static void bind(struct query *q, const struct board_day *day)
{
    query_int(q, ":site_id", day->site.v);
    query_int(q, ":day", day->day);
    query_int(q, ":scope", day->scope_site_id);
}

enum err board_of_day(struct db *db, const struct board_day *day,
                      enum err (*row)(void *arg, const struct board_row *found), void *arg)
{
    QUERY(q, db, SQL_BOARD_OF_DAY);
    bind(&q, day);
    return each(&q, row, arg);
}

enum err board_waiting(struct db *db, const struct board_day *day,
                       enum err (*row)(void *arg, const struct board_row *found), void *arg)
{
    QUERY(q, db, SQL_BOARD_WAITING);
    bind(&q, day);
    query_int(&q, ":n", BOARD_WAITING_PAGE);
    return each(&q, row, arg);
}

enum err board_shared(struct db *db, const struct board_day *day,
                      enum err (*row)(void *arg, const struct board_row *found), void *arg)
{
    QUERY(q, db, SQL_BOARD_SHARED);
    bind(&q, day);
    query_int(&q, ":n", BOARD_SHARED_MAX);
    return each(&q, row, arg);
}
