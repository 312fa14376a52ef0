/* See medicine_store.h. */
#include "store/medicine_store.h"

#include "base/banned.h"

enum err medicine_ask(struct db *db, const struct medicine_new *new)
{
    QUERY(q, db, SQL_MEDICINE_ASK);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child_id);
    query_int(&q, ":nursery_id", new->nursery_id);
    query_int(&q, ":day", new->day);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err medicine_asked(struct db *db, int64_t child_id, int32_t day, int64_t *ret)
{
    QUERY(q, db, SQL_MEDICINE_ASKED);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    *ret = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err medicine_find(struct db *db, struct str public_id, int64_t account_id, struct medicine_found *ret)
{
    QUERY(q, db, SQL_MEDICINE_FIND);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    *ret = (struct medicine_found){.id = query_col_int(&q, 0),
                                   .household_id = query_col_int(&q, 2),
                                   .nursery_id = query_col_int(&q, 3),
                                   .gift_id = query_col_int(&q, 6),
                                   .facts = {.day = (int32_t)query_col_int(&q, 4),
                                             .withdrawn = query_col_int(&q, 5) != 0,
                                             .giver = query_col_int(&q, 7),
                                             .seen = query_col_int(&q, 8) != 0,
                                             .here = query_col_int(&q, 9) != 0},
                                   .as_staff = query_col_int(&q, 10) != 0,
                                   .as_guardian = query_col_int(&q, 11) != 0};
    query_col_copy(&q, 1, ret->child, sizeof ret->child);
    return OK;
}

enum err medicine_withdraw(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_MEDICINE_WITHDRAW);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err medicine_give(struct db *db, int64_t request_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_MEDICINE_GIVE);
    query_int(&q, ":request_id", request_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

static enum err mark(struct db *db, enum sql sql, int64_t gift_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, sql);
    query_int(&q, ":id", gift_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err medicine_see(struct db *db, int64_t gift_id, int64_t account_id, int64_t now_ms)
{
    return mark(db, SQL_MEDICINE_SEE, gift_id, account_id, now_ms);
}

enum err medicine_strike(struct db *db, int64_t gift_id, int64_t account_id, int64_t now_ms)
{
    return mark(db, SQL_MEDICINE_STRIKE, gift_id, account_id, now_ms);
}

static enum err hand_over(struct query *q, medicine_take take, void *arg)
{
    enum err err = OK;
    while (err == OK && query_row(q)) {
        const struct medicine_row row = {.public_id = query_col_text(q, 0),
                                         .child = query_col_text(q, 1),
                                         .name = query_col_text(q, 2),
                                         .class_name = query_col_text(q, 3),
                                         .day = (int32_t)query_col_int(q, 4),
                                         .detail = query_col_blob(q, 5),
                                         .asked_by = query_col_text(q, 6),
                                         .asked_ms = query_col_int(q, 7),
                                         .withdrawn = query_col_int(q, 8) != 0,
                                         .given_ms = query_col_int(q, 9),
                                         .given_by = query_col_text(q, 10),
                                         .second_ms = query_col_int(q, 11),
                                         .second = query_col_text(q, 12)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(q) : err;
}

enum err medicine_of(struct db *db, int64_t child_id, int32_t from_day, int32_t to_day, medicine_take take, void *arg)
{
    QUERY(q, db, SQL_MEDICINE_OF);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    query_int(&q, ":n", MEDICINES_MAX);
    return hand_over(&q, take, arg);
}

enum err medicine_at(struct db *db, int64_t nursery_id, int32_t day, int64_t account_id, medicine_take take, void *arg)
{
    QUERY(q, db, SQL_MEDICINE_AT);
    query_int(&q, ":nursery_id", nursery_id);
    query_int(&q, ":day", day);
    query_int(&q, ":account_id", account_id);
    return hand_over(&q, take, arg);
}
