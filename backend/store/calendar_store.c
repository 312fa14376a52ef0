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

enum err calendar_site_day_put(struct db *db, int64_t site_id, int32_t day, bool open)
{
    QUERY(q, db, SQL_CALENDAR_SITE_DAY_PUT);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    query_int(&q, ":open", open);
    return query_run(&q);
}
