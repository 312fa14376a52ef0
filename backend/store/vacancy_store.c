/* See vacancy_store.h. */
#include "store/vacancy_store.h"

#include "base/banned.h"

enum err vacancy_rooms(struct db *db, void (*row)(void *arg, const struct vacancy_room_row *room), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_ROOMS);
    while (query_row(&q)) {
        struct vacancy_room_row room = {{query_col_int(&q, 0)},        query_col_text(&q, 1), query_col_text(&q, 2),
                                        (int32_t)query_col_int(&q, 3), query_col_text(&q, 4), query_col_text(&q, 5)};
        row(arg, &room);
    }
    return query_err(&q);
}

enum err vacancy_days(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                      void (*row)(void *arg, const struct vacancy_day_row *day), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_DAYS);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        struct vacancy_day_row day = {.day = (int32_t)query_col_int(&q, 0), .capacity = (int32_t)query_col_int(&q, 1)};
        for (int i = 0; i < POLICY_SEGMENTS_MAX; i++) {
            day.held[i] = (int32_t)query_col_int(&q, 2 + i);
        }
        row(arg, &day);
    }
    return query_err(&q);
}

enum err vacancy_waits(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                       void (*row)(void *arg, int32_t day, struct str slot, int32_t waiting), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_WAITS);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        row(arg, (int32_t)query_col_int(&q, 0), query_col_text(&q, 1), (int32_t)query_col_int(&q, 2));
    }
    return query_err(&q);
}
