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

enum err vacancy_policies(struct db *db, struct site_id site, int32_t to_day,
                          void (*row)(void *arg, int32_t valid_from_day, const struct reservation_policy *policy),
                          void *arg)
{
    QUERY(q, db, SQL_RESERVATION_ROOM_POLICIES);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        struct reservation_policy policy = {
            .capacity = (int32_t)query_col_int(&q, 2),
            .weekday_mask = (int32_t)query_col_int(&q, 3),
            .opens_min = (int32_t)query_col_int(&q, 4),
            .closes_min = (int32_t)query_col_int(&q, 5),
            .basis = (enum reservation_basis)query_col_int(&q, 6),
            .window_open_min = (int32_t)query_col_int(&q, 7),
            .window_close_before = query_col_int(&q, 8) != 0,
            .window_close_min = (int32_t)query_col_int(&q, 9),
            .days_ahead = (int32_t)query_col_int(&q, 10),
            .age_low_months = (int32_t)query_col_int(&q, 11),
            .age_high = (enum calendar_limit)query_col_int(&q, 12),
            .max_days = (int32_t)query_col_int(&q, 13),
            .waiting_max = (int32_t)query_col_int(&q, 14),
        };
        row(arg, (int32_t)query_col_int(&q, 1), &policy);
    }
    return query_err(&q);
}

enum err vacancy_slots(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                       void (*row)(void *arg, const struct vacancy_slot_row *slot), void *arg)
{
    QUERY(q, db, SQL_RESERVATION_SLOTS);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        if (str_is(query_col_text(&q, 2), RESERVATION_DAY_SLOT)) {
            struct vacancy_slot_row slot = {(int32_t)query_col_int(&q, 1), (int32_t)query_col_int(&q, 3),
                                            (int32_t)query_col_int(&q, 5), (int32_t)query_col_int(&q, 4)};
            row(arg, &slot);
        }
    }
    return query_err(&q);
}
