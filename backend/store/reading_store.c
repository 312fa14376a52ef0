/* See reading_store.h. */
#include "store/reading_store.h"

#include "base/banned.h"

/* "note 2026-03-02": of a class book; behind it the class, when it was one. */
enum { DATED_CHARS = 15, CIVIL_ZONE_MS = 9 * 3600000 };

enum err reading_each(struct db *db, int64_t child_id, int64_t from_ms,
                      void (*take)(void *arg, const struct reading *reading), void *arg)
{
    QUERY(q, db, SQL_READING_OF_CHILD);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":from_ms", from_ms);
    query_int(&q, ":n", READINGS_MAX);
    query_int(&q, ":wide", READINGS_WIDE_MAX);
    query_int(&q, ":zone_ms", CIVIL_ZONE_MS);
    query_int(&q, ":dated", DATED_CHARS);
    while (query_row(&q)) {
        const struct reading reading = {.at_ms = query_col_int(&q, 0),
                                        .action = query_col_text(&q, 1),
                                        .role = (int32_t)query_col_int(&q, 2),
                                        .site = query_col_text(&q, 3),
                                        .times = query_col_int(&q, 4)};
        take(arg, &reading);
    }
    return query_err(&q);
}
