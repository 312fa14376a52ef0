/* See reservation_later.h. */
#include "store/reservation_later.h"

#include "base/banned.h"

enum { DAYS_AHEAD = 400 };

static bool can_end(enum reservation_state state)
{
    return state == RESERVATION_REQUESTED || state == RESERVATION_CONFIRMED || state == RESERVATION_WAITLISTED ||
           state == RESERVATION_OFFERED;
}

enum err reservation_later(struct db *db, struct child_id child, int32_t from_day, struct reservation_id *list,
                           size_t max, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_RESERVATION_CHILD_DAYS);
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", from_day + DAYS_AHEAD);
    while (n < max && query_row(&q)) {
        if (can_end((enum reservation_state)query_col_int(&q, 2))) {
            list[n++].v = query_col_int(&q, 3);
        }
    }
    *ret_n = n;
    return query_err(&q);
}
