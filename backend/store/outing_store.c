/* See outing_store.h. */
#include "store/outing_store.h"

#include "base/banned.h"

enum { OUTING_BY_BYTES = 128 };

enum err outing_store_add(struct db *db, struct outing_new *new)
{
    secret_public_id(new->now_ms, new->public_id);
    QUERY(q, db, SQL_OUTING_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":site_id", new->site_id);
    query_int(&q, ":day", new->day);
    query_text(&q, ":what", new->what);
    query_int(&q, ":vehicle", new->vehicle ? 1 : 0);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":account_id", new->account_id);
    enum err err = query_run(&q);
    new->id = err == OK ? db_inserted(db) : 0;
    return err;
}

enum err outing_store_expect(struct db *db, int64_t outing_id, int64_t child_id)
{
    QUERY(q, db, SQL_OUTING_ADD_CHILD);
    query_int(&q, ":outing_id", outing_id);
    query_int(&q, ":child_id", child_id);
    return query_run(&q);
}

static enum err read_outing(struct query *q, struct outing *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    *ret = (struct outing){.id = query_col_int(q, 0),
                           .site_id = query_col_int(q, 2),
                           .day = (int32_t)query_col_int(q, 3),
                           .vehicle = query_col_int(q, 4) != 0,
                           .seat_due_ms = query_col_int(q, 5),
                           .closed_ms = query_col_int(q, 6),
                           .expected = (int32_t)query_col_int(q, 7),
                           .stopped = query_col_int(q, 8) == ALARM_OPEN};
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    return OK;
}

enum err outing_store_staff(struct db *db, struct str public_id, int64_t account_id, struct outing *ret)
{
    QUERY(q, db, SQL_OUTING_FOR_STAFF);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    return read_outing(&q, ret);
}

enum err outing_store_get(struct db *db, int64_t id, struct outing *ret)
{
    QUERY(q, db, SQL_OUTING_BY_ID);
    query_int(&q, ":id", id);
    return read_outing(&q, ret);
}

enum err outing_store_waiting(struct db *db, int64_t outing_id, enum head_scene scene, struct head_count *ret)
{
    QUERY(q, db, SQL_OUTING_LAST_COUNT);
    query_int(&q, ":outing_id", outing_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    if (query_col_int(&q, 0) != (int64_t)scene || query_col_int(&q, 2) != HEAD_WAITS) {
        return ERR_NOT_FOUND;
    }
    *ret = (struct head_count){query_col_int(&q, 3), (int32_t)query_col_int(&q, 1)};
    return OK;
}

enum err outing_store_count(struct db *db, const struct outing_count *count)
{
    QUERY(q, db, SQL_OUTING_COUNT);
    query_int(&q, ":outing_id", count->outing_id);
    query_int(&q, ":scene", count->scene);
    query_int(&q, ":counted", count->count.counted);
    query_int(&q, ":verdict", (int64_t)count->verdict);
    query_int(&q, ":account_id", count->count.account_id);
    query_int(&q, ":now_ms", count->now_ms);
    return query_run(&q);
}

enum err outing_store_stop(struct db *db, int64_t id, int64_t alarm_id)
{
    QUERY(q, db, SQL_OUTING_STOP);
    query_int(&q, ":id", id);
    query_int(&q, ":alarm_id", alarm_id);
    return query_run(&q);
}

enum err outing_store_seat(struct db *db, int64_t id, int64_t due_ms)
{
    QUERY(q, db, SQL_OUTING_SEAT);
    query_int(&q, ":id", id);
    query_int(&q, ":seat_due_ms", due_ms);
    return query_run(&q);
}

enum err outing_store_close(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_OUTING_CLOSE);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    return query_run_one(&q);
}

enum err outing_store_alarm(struct db *db, int64_t site_id, int32_t day, enum alarm_kind kind, int64_t *ret)
{
    QUERY(q, db, SQL_OUTING_ALARM_OPEN);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    query_int(&q, ":kind", (int64_t)kind);
    *ret = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err outing_store_of_day(struct db *db, int64_t site_id, int32_t day,
                             enum err (*take)(void *arg, const struct outing_row *row), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_OUTING_OF_DAY);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (err == OK && query_row(&q)) {
        struct outing_row row = {.id = query_col_int(&q, 0),
                                 .public_id = query_col_text(&q, 1),
                                 .what = query_col_text(&q, 2),
                                 .vehicle = query_col_int(&q, 3) != 0,
                                 .opened_ms = query_col_int(&q, 4),
                                 .seat_due_ms = query_col_int(&q, 5),
                                 .closed_ms = query_col_int(&q, 6),
                                 .expected = query_col_int(&q, 7),
                                 .stopped = query_col_int(&q, 8) == ALARM_OPEN,
                                 .alarm = query_col_text(&q, 9)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err outing_store_children(struct db *db, int64_t outing_id,
                               void (*take)(void *arg, struct str child, struct str name, struct str class_name),
                               void *arg)
{
    QUERY(q, db, SQL_OUTING_CHILDREN);
    query_int(&q, ":outing_id", outing_id);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0), query_col_text(&q, 1), query_col_text(&q, 2));
    }
    return query_err(&q);
}

enum err outing_store_counts(struct db *db, int64_t outing_id,
                             void (*take)(void *arg, const struct outing_count_row *row), void *arg)
{
    QUERY(q, db, SQL_OUTING_COUNTS);
    query_int(&q, ":outing_id", outing_id);
    query_int(&q, ":n", OUTING_COUNTS_MAX);
    while (query_row(&q)) {
        struct outing_count_row row = {.scene = (int)query_col_int(&q, 0),
                                       .counted = (int32_t)query_col_int(&q, 1),
                                       .verdict = (enum head_verdict)query_col_int(&q, 2),
                                       .at_ms = query_col_int(&q, 3),
                                       .by = query_col_text(&q, 4)};
        take(arg, &row);
    }
    return query_err(&q);
}

/* --- the roll call ----------------------------------------------------------------------------------------------------- */

enum err outing_store_call(struct db *db, const struct outing_call *call)
{
    QUERY(q, db, SQL_OUTING_CALL);
    query_int(&q, ":outing_id", call->outing_id);
    query_int(&q, ":child_id", call->child_id);
    query_int(&q, ":ride", call->ride);
    query_int(&q, ":call", (int64_t)call->call);
    query_int(&q, ":at_ms", call->at_ms);
    query_int(&q, ":account_id", call->account_id);
    query_int(&q, ":now_ms", call->now_ms);
    return query_run(&q);
}

enum err outing_store_ride(struct db *db, int64_t outing_id, int32_t *ret)
{
    QUERY(q, db, SQL_OUTING_RIDE);
    query_int(&q, ":outing_id", outing_id);
    *ret = query_row(&q) ? (int32_t)query_col_int(&q, 0) + 1 : 1;
    return query_err(&q);
}

/* A row per call, those of a child together; a child without calls has one row with call 0. */
enum err outing_store_riders(struct db *db, int64_t outing_id, int32_t ride,
                             void (*take)(void *arg, const struct outing_rider *rider), void *arg)
{
    char child[SECRET_PUBLIC_ID_TEXT];
    char by[OUTING_BY_BYTES];
    struct outing_rider rider = {.child_id = 0};
    QUERY(q, db, SQL_OUTING_RIDERS);
    query_int(&q, ":outing_id", outing_id);
    query_int(&q, ":ride", ride);
    while (query_row(&q)) {
        if (query_col_int(&q, 0) != rider.child_id) {
            if (rider.child_id != 0) {
                take(arg, &rider);
            }
            query_col_copy(&q, 1, child, sizeof child);
            rider = (struct outing_rider){.child_id = query_col_int(&q, 0), .child = str_of(child), .by = STR("")};
        }
        enum bus_call call = (enum bus_call)query_col_int(&q, 2);
        enum bus_place next = call == 0 ? rider.place : bus_roll_next(rider.place, call);
        if (next != rider.place) {
            str_cut(query_col_text(&q, 4), by, sizeof by);
            rider.place = next;
            rider.at_ms = query_col_int(&q, 3);
            rider.by = str_of(by);
        }
    }
    if (rider.child_id != 0) {
        take(arg, &rider);
    }
    return query_err(&q);
}
