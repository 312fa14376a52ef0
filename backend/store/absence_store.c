#include "store/absence_store.h"

#include <assert.h>
#include <string.h>

#include "store/chain_store.h"

#include "base/banned.h"

enum err absence_store_insert(struct db *db, struct absence *absence)
{
    assert(absence->kind != ABSENCE_NONE);
    assert(absence->from_day <= absence->to_day);
    assert(absence->detail_n <= sizeof absence->detail);
    QUERY(q, db, SQL_ABSENCE_INSERT);
    query_text(&q, ":public_id", str_of(absence->public_id));
    query_int(&q, ":child_id", absence->child_id);
    query_int(&q, ":from_day", absence->from_day);
    query_int(&q, ":to_day", absence->to_day);
    query_int(&q, ":kind", absence->kind);
    query_blob(&q, ":detail", absence->detail, absence->detail_n);
    query_int(&q, ":expected_ms", absence->expected_ms);
    query_int(&q, ":account_id", absence->account_id);
    query_int(&q, ":created_ms", absence->created_ms);
    enum err err = query_run(&q);
    absence->id = db_inserted(db);
    return err == OK ? chain_append(db, CHAIN_ABSENCE, absence->id) : err;
}

enum err absence_store_cover(struct db *db, int64_t child_id, int32_t day, struct absence_cover *ret)
{
    struct absence_cover cover = {.whole = ABSENCE_NONE};
    QUERY(q, db, SQL_ABSENCE_OF_DAY);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        struct absence_report report = {
            .id = query_col_int(&q, 0),
            .kind = (enum absence_kind)query_col_int(&q, 1),
            .created_ms = query_col_int(&q, 2),
            .expected_ms = query_col_int(&q, 3),
        };
        absence_cover_add(&cover, &report);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret = cover;
    }
    return err;
}

static void read_row(const struct query *q, int64_t child_id, struct absence *ret)
{
    struct str detail = query_col_blob(q, 5);
    memset(ret, 0, sizeof *ret);
    ret->id = query_col_int(q, 0);
    ret->child_id = child_id;
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    ret->from_day = (int32_t)query_col_int(q, 2);
    ret->to_day = (int32_t)query_col_int(q, 3);
    ret->kind = (enum absence_kind)query_col_int(q, 4);
    assert(detail.n <= sizeof ret->detail);
    memcpy(ret->detail, detail.p, detail.n);
    ret->detail_n = detail.n;
    ret->expected_ms = query_col_int(q, 6);
    ret->created_ms = query_col_int(q, 7);
    ret->withdrawn_ms = query_col_int(q, 8);
    ret->booked = query_col_int(q, 9) != 0;
}

enum err absence_store_each(struct db *db, int64_t child_id, size_t max,
                            enum err (*take)(void *arg, const struct absence *absence), void *arg)
{
    struct absence absence;
    QUERY(q, db, SQL_ABSENCE_OF_CHILD);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":n", (int64_t)max);
    while (query_row(&q)) {
        read_row(&q, child_id, &absence);
        enum err err = take(arg, &absence);
        if (err != OK) {
            return err;
        }
    }
    return query_err(&q);
}

enum err absence_store_by_public_id(struct db *db, struct str public_id, int64_t child_id, struct absence *ret)
{
    QUERY(q, db, SQL_ABSENCE_BY_PUBLIC_ID);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":child_id", child_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    read_row(&q, child_id, ret);
    return OK;
}

enum err absence_store_booked(struct db *db, int64_t id, struct str reservation)
{
    QUERY(q, db, SQL_ABSENCE_BOOKED);
    query_int(&q, ":absence_id", id);
    query_text(&q, ":reservation", reservation);
    return query_run(&q);
}

enum err absence_store_booked_stands(struct db *db, struct str reservation, bool *ret)
{
    QUERY(q, db, SQL_ABSENCE_BOOKED_STANDS);
    query_text(&q, ":reservation", reservation);
    *ret = query_row(&q);
    return query_err(&q);
}

enum err absence_store_withdraw(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_ABSENCE_WITHDRAW);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    if (err == OK && db_changed(db) == 0) {
        return ERR_CONFLICT;
    }
    return err == OK ? chain_append(db, CHAIN_WITHDRAWAL, id) : err;
}
