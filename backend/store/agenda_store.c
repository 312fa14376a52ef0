/* See agenda_store.h. */
#include "store/agenda_store.h"

#include <assert.h>

#include "base/banned.h"

static void bind(struct query *q, const struct agenda *agenda)
{
    query_int(q, ":at_ms", agenda->at_ms);
    query_int(q, ":kind", (int64_t)agenda->kind);
    query_int(q, ":site_id", agenda->site_id);
    query_int(q, ":day", agenda->day);
    query_int(q, ":subject", agenda->subject);
}

enum err agenda_add(struct db *db, const struct agenda *agenda)
{
    assert(agenda->at_ms > 0);
    QUERY(q, db, SQL_AGENDA_ADD);
    bind(&q, agenda);
    return query_run(&q);
}

enum err agenda_due(struct db *db, int64_t now_ms, struct agenda *ret)
{
    QUERY(q, db, SQL_AGENDA_DUE);
    query_int(&q, ":now_ms", now_ms);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct agenda){query_col_int(&q, 0), (enum agenda_kind)query_col_int(&q, 1), query_col_int(&q, 2),
                           (int32_t)query_col_int(&q, 3), query_col_int(&q, 4)};
    return OK;
}

enum err agenda_next(struct db *db, int64_t *ret_at_ms)
{
    QUERY(q, db, SQL_AGENDA_NEXT);
    *ret_at_ms = query_row(&q) ? query_col_int(&q, 0) : INT64_MAX;
    return query_err(&q);
}

enum err agenda_done(struct db *db, const struct agenda *agenda)
{
    QUERY(q, db, SQL_AGENDA_DONE);
    bind(&q, agenda);
    return query_run(&q);
}

enum err agenda_forget_day(struct db *db, enum agenda_kind kind, int64_t site_id, int32_t day)
{
    QUERY(q, db, SQL_AGENDA_FORGET_DAY);
    query_int(&q, ":kind", (int64_t)kind);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    return query_run(&q);
}
