/* See verify_store.h. */
#include "store/verify_store.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/attendance_store.h"
#include "store/audit_store.h"

#include "base/banned.h"

void verify_found(struct verify *verify, const char *format, ...)
{
    char sentence[256];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    verify->wrong++;
    verify->found(verify->arg, sentence);
}

static enum err count(struct db *db, enum sql sql, int64_t *ret)
{
    QUERY(q, db, sql);
    *ret = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

static enum err compare_day(struct db *db, struct verify *verify, const struct attendance_key *key,
                            const struct attendance_day *kept, struct attendance_work *work)
{
    struct attendance_day derived;
    enum err err = attendance_store_derive(db, key, work, &derived);
    verify->looked_at++;
    if (err == ERR_INVALID || err == ERR_NOT_FOUND) {
        verify_found(verify, "child %lld on day %d: its day cannot be derived from what is kept",
                     (long long)key->child_id, (int)key->day);
        return OK;
    }
    if (err != OK) {
        return err;
    }
    if (derived.place != kept->place || derived.arrived_ms != kept->arrived_ms || derived.left_ms != kept->left_ms ||
        derived.flags != kept->flags) {
        verify_found(verify, "child %lld on day %d: kept %d/%lld/%lld/%u, derived %d/%lld/%lld/%u",
                     (long long)key->child_id, (int)key->day, (int)kept->place, (long long)kept->arrived_ms,
                     (long long)kept->left_ms, kept->flags, (int)derived.place, (long long)derived.arrived_ms,
                     (long long)derived.left_ms, derived.flags);
    }
    return OK;
}

static enum err walk_days(struct db *db, struct verify *verify, struct attendance_work *work)
{
    struct attendance_key key = {0};
    struct attendance_day kept;
    enum err err = attendance_store_next(db, &key, &kept);
    while (err == OK) {
        err = compare_day(db, verify, &key, &kept, work);
        err = err == OK ? attendance_store_next(db, &key, &kept) : err;
    }
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err walk_unfolded(struct db *db, struct verify *verify)
{
    QUERY(q, db, SQL_VERIFY_UNFOLDED);
    while (query_row(&q)) {
        verify_found(verify, "child %lld on day %lld: there are taps or corrections, but no day is kept",
                     (long long)query_col_int(&q, 2), (long long)query_col_int(&q, 1));
    }
    return query_err(&q);
}

enum err verify_store_attendance(struct db *db, struct verify *verify)
{
    static struct attendance_work work; /* 45 KiB; one check at a time */
    enum err err = walk_days(db, verify, &work);
    return err == OK ? walk_unfolded(db, verify) : err;
}

static enum err queues(struct db *db, struct verify *verify)
{
    QUERY(q, db, SQL_SICK_QUEUE_RECOUNT);
    while (query_row(&q)) {
        verify_found(verify, "room %lld on day %lld, class %lld: %lld wait, the count says %lld",
                     (long long)query_col_int(&q, 0), (long long)query_col_int(&q, 1), (long long)query_col_int(&q, 3),
                     (long long)query_col_int(&q, 5), (long long)query_col_int(&q, 4));
    }
    return query_err(&q);
}

enum err verify_store_slots(struct db *db, struct verify *verify)
{
    enum err err = count(db, SQL_VERIFY_SLOTS_COUNT, &verify->looked_at);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_RESERVATION_RECOUNT);
    while (query_row(&q)) {
        verify_found(verify, "room %lld on day %lld: capacity %lld, held %lld", (long long)query_col_int(&q, 0),
                     (long long)query_col_int(&q, 1), (long long)query_col_int(&q, 2), (long long)query_col_int(&q, 3));
    }
    return query_err(&q) == OK ? queues(db, verify) : query_err(&q);
}

enum err verify_store_history(struct db *db, struct verify *verify)
{
    enum err err = count(db, SQL_RESERVATION_COUNT, &verify->looked_at);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_VERIFY_HISTORY);
    while (query_row(&q)) {
        verify_found(verify, "reservation %lld: its state is %lld, its history ends in %lld",
                     (long long)query_col_int(&q, 0), (long long)query_col_int(&q, 1), (long long)query_col_int(&q, 2));
    }
    return query_err(&q);
}

enum err verify_store_receipts(struct db *db, struct verify *verify)
{
    QUERY(q, db, SQL_VERIFY_RECEIPTS);
    while (query_row(&q)) {
        struct str name = query_col_text(&q, 0);
        long long epoch = (long long)query_col_int(&q, 1);
        long long through = (long long)query_col_int(&q, 2);
        long long stored = (long long)query_col_int(&q, 3);
        verify->looked_at++;
        if (stored != through) {
            verify_found(verify, "gateway %.*s epoch %lld: receipted through %lld, but %lld are stored", (int)name.n,
                         name.p, epoch, through, stored);
        } else if (query_col_int(&q, 4) != 0) {
            verify_found(verify, "gateway %.*s epoch %lld: %lld is stored but not receipted", (int)name.n, name.p,
                         epoch, through + 1);
        }
    }
    return query_err(&q);
}

enum err verify_store_audit(struct db *db, struct verify *verify)
{
    int64_t seq = 0;
    enum err err = audit_verify(db, &seq);
    if (err == ERR_CONFLICT) {
        verify_found(verify, "line %lld of the audit does not fit the chain", (long long)seq);
        return OK;
    }
    verify->looked_at = seq;
    return err;
}

enum err verify_store_file(struct db *db, struct verify *verify)
{
    char finding[128];
    verify->looked_at = 1;
    if (db_integrity(db, finding, sizeof finding) != OK) {
        verify_found(verify, "the file: %s", finding);
    }
    return OK;
}

enum err verify_store_counts(struct db *db, struct verify_counts *ret)
{
    QUERY(q, db, SQL_VERIFY_COUNTS);
    if (query_row(&q)) {
        ret->taps = query_col_int(&q, 0);
        ret->reservations = query_col_int(&q, 1);
        ret->children = query_col_int(&q, 2);
        ret->accounts = query_col_int(&q, 3);
    }
    return query_err(&q);
}
