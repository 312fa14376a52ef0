#include "store/calendar_store.h"

#include <assert.h>

#include "base/banned.h"

enum err calendar_holiday_put(struct db *db, int32_t day, struct str name)
{
    QUERY(q, db, SQL_CALENDAR_HOLIDAY_PUT);
    query_int(&q, ":day", day);
    query_text(&q, ":name", name);
    return query_run(&q);
}

enum err calendar_holidays(struct db *db, int32_t from_day, int32_t to_day, int32_t *days, size_t max, size_t *ret_n)
{
    assert(from_day <= to_day);
    QUERY(q, db, SQL_CALENDAR_HOLIDAYS);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    size_t n = 0;
    while (n < max && query_row(&q)) {
        days[n++] = (int32_t)query_col_int(&q, 0);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err calendar_site_day_put(struct db *db, int64_t site_id, int32_t day, bool open)
{
    QUERY(q, db, SQL_CALENDAR_SITE_DAY_PUT);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    query_int(&q, ":open", open);
    return query_run(&q);
}

enum err calendar_site_days(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day,
                            struct calendar_exception list[CALENDAR_SPAN_MAX], size_t *ret_n)
{
    assert(from_day <= to_day);
    QUERY(q, db, SQL_CALENDAR_SITE_DAYS);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    size_t n = 0;
    while (n < CALENDAR_SPAN_MAX && query_row(&q)) {
        list[n].day = (int32_t)query_col_int(&q, 0);
        list[n++].open = query_col_int(&q, 1) != 0;
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}
