/* See spot_store.h. */
#include "store/spot_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum err spot_store_rules(struct db *db, int64_t site_id, int32_t day, struct spot_rules *ret)
{
    QUERY(q, db, SQL_SPOT_RULES);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct spot_rules){.first_day = (int32_t)query_col_int(&q, 4),
                               .last_day = (int32_t)query_col_int(&q, 5),
                               .draw_min = (int32_t)query_col_int(&q, 6),
                               .days_max = (int32_t)query_col_int(&q, 7),
                               .before_days = (int32_t)query_col_int(&q, 8),
                               .lottery = query_col_int(&q, 9) != 0};
    for (int i = 0; i < SPOT_AGES; i++) {
        ret->places[i] = (int32_t)query_col_int(&q, i);
    }
    return OK;
}

enum err spot_store_add(struct db *db, struct spot_row *row, int32_t seat, int64_t account_id, int64_t now_ms)
{
    assert((row->state == SPOT_GRANTED) == (seat > 0));
    secret_public_id(now_ms, row->public_id);
    QUERY(q, db, SQL_SPOT_ADD);
    query_text(&q, ":public_id", str_of(row->public_id));
    query_int(&q, ":site_id", row->site_id);
    query_int(&q, ":child_id", row->child_id);
    query_int(&q, ":day", row->day);
    query_int(&q, ":month_day", row->month_day);
    query_int(&q, ":age", row->age);
    query_int(&q, ":state", (int64_t)row->state);
    query_int(&q, ":seat", seat);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    row->id = err == OK ? db_inserted(db) : 0;
    row->queue_ms = now_ms;
    return err;
}

enum err spot_store_set(struct db *db, const struct spot_row *row, int32_t seat, int64_t now_ms)
{
    assert((row->state == SPOT_GRANTED) == (seat > 0));
    QUERY(q, db, SQL_SPOT_SET);
    query_int(&q, ":id", row->id);
    query_int(&q, ":state", (int64_t)row->state);
    query_int(&q, ":seat", seat);
    query_int(&q, ":queue_ms", row->queue_ms);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err spot_store_seat(struct db *db, const struct spot_row *of, int32_t places, int32_t *ret)
{
    int32_t found = 1;
    int32_t taken = 0;
    QUERY(q, db, SQL_SPOT_SEATS);
    query_int(&q, ":site_id", of->site_id);
    query_int(&q, ":day", of->day);
    query_int(&q, ":age", of->age);
    while (query_row(&q)) {
        found += query_col_int(&q, 0) == found ? 1 : 0;
        taken++;
    }
    /* Fewer places than there were when they were given: nobody loses one, and nobody gets another. */
    *ret = taken < places ? found : 0;
    return query_err(&q);
}

enum err spot_store_counts(struct db *db, int64_t site_id, int32_t month_day,
                           void (*take)(void *arg, const struct spot_count *count), void *arg)
{
    QUERY(q, db, SQL_SPOT_COUNTS);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":month_day", month_day);
    while (query_row(&q)) {
        const struct spot_count count = {(int32_t)query_col_int(&q, 0), (int32_t)query_col_int(&q, 1),
                                         (enum spot_state)query_col_int(&q, 2), (int32_t)query_col_int(&q, 3)};
        take(arg, &count);
    }
    return query_err(&q);
}

enum err spot_store_of_child(struct db *db, int64_t child_id, int32_t month_day,
                             void (*take)(void *arg, const struct spot_row *row), void *arg)
{
    QUERY(q, db, SQL_SPOT_OF_CHILD);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":month_day", month_day);
    while (query_row(&q)) {
        struct spot_row row = {.id = query_col_int(&q, 0),
                               .child_id = child_id,
                               .month_day = month_day,
                               .day = (int32_t)query_col_int(&q, 2),
                               .age = (int32_t)query_col_int(&q, 3),
                               .state = (enum spot_state)query_col_int(&q, 4),
                               .queue_ms = query_col_int(&q, 5),
                               .ahead = (int32_t)query_col_int(&q, 6)};
        query_col_copy(&q, 1, row.public_id, sizeof row.public_id);
        take(arg, &row);
    }
    return query_err(&q);
}

enum err spot_store_first_waiting(struct db *db, const struct spot_row *of, struct spot_row *ret)
{
    QUERY(q, db, SQL_SPOT_FIRST_WAITING);
    query_int(&q, ":site_id", of->site_id);
    query_int(&q, ":month_day", of->month_day);
    query_int(&q, ":day", of->day);
    query_int(&q, ":age", of->age);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = *of;
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->household_id = query_col_int(&q, 2);
    ret->queue_ms = query_col_int(&q, 3);
    ret->state = SPOT_WAITING;
    return OK;
}

enum err spot_store_applied(struct db *db, int64_t site_id, int32_t month_day,
                            void (*take)(void *arg, const struct spot_row *row), void *arg)
{
    QUERY(q, db, SQL_SPOT_APPLIED);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":month_day", month_day);
    query_int(&q, ":n", SPOT_MONTH_ROWS_MAX);
    while (query_row(&q)) {
        struct spot_row row = {.id = query_col_int(&q, 0),
                               .site_id = site_id,
                               .month_day = month_day,
                               .household_id = query_col_int(&q, 2),
                               .day = (int32_t)query_col_int(&q, 3),
                               .age = (int32_t)query_col_int(&q, 4),
                               .state = SPOT_APPLIED};
        query_col_copy(&q, 1, row.public_id, sizeof row.public_id);
        take(arg, &row);
    }
    return query_err(&q);
}

enum err spot_store_for_account(struct db *db, struct str public_id, int64_t account_id, struct spot_row *ret)
{
    QUERY(q, db, SQL_SPOT_FOR_ACCOUNT);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct spot_row){.id = query_col_int(&q, 0),
                             .site_id = query_col_int(&q, 1),
                             .child_id = query_col_int(&q, 2),
                             .day = (int32_t)query_col_int(&q, 3),
                             .month_day = (int32_t)query_col_int(&q, 4),
                             .age = (int32_t)query_col_int(&q, 5),
                             .state = (enum spot_state)query_col_int(&q, 6),
                             .queue_ms = query_col_int(&q, 7),
                             .household_id = query_col_int(&q, 9)};
    query_col_copy(&q, 8, ret->child, sizeof ret->child);
    return str_copy(public_id, ret->public_id, sizeof ret->public_id);
}

enum err spot_store_of_month(struct db *db, const struct spot_month_ask *ask,
                             void (*take)(void *arg, const struct spot_shown *shown), void *arg)
{
    QUERY(q, db, SQL_SPOT_OF_MONTH);
    query_int(&q, ":site_id", ask->site_id);
    query_int(&q, ":month_day", ask->month_day);
    query_int(&q, ":account_id", ask->account_id);
    query_int(&q, ":n", SPOT_MONTH_ROWS_MAX);
    while (query_row(&q)) {
        const struct spot_shown shown = {.public_id = query_col_text(&q, 0),
                                         .day = (int32_t)query_col_int(&q, 1),
                                         .age = (int32_t)query_col_int(&q, 2),
                                         .state = (enum spot_state)query_col_int(&q, 3),
                                         .asked_ms = query_col_int(&q, 4),
                                         .child = query_col_text(&q, 5),
                                         .name = query_col_text(&q, 6),
                                         .class_name = query_col_text(&q, 7),
                                         .ahead = (int32_t)query_col_int(&q, 8)};
        take(arg, &shown);
    }
    return query_err(&q);
}

enum err spot_store_has(struct db *db, struct str child, int32_t day, bool *ret)
{
    QUERY(q, db, SQL_SPOT_GRANTED);
    query_text(&q, ":child", child);
    query_int(&q, ":month_day", spot_month_of(day));
    query_int(&q, ":day", day);
    *ret = query_row(&q);
    return query_err(&q);
}
