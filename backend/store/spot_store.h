/* Spot places of extended care (core/spot_place.h): who asked for which day, who has it, who waits. What is given back stays as a row. The only writer
 * of spot_place; the draws of a nursery stand in draw (store/draw_store.h) under the first day of their month. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/spot_place.h"
#include "store/db.h"

enum { SPOT_MONTH_ROWS_MAX = 1500 };

/* The rules that hold on the day; for a month, on its first. ERR_NOT_FOUND: none do. */
enum err spot_store_rules(struct db *db, int64_t site_id, int32_t day, struct spot_rules *ret) NODISCARD;

struct spot_row {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    int64_t child_id;
    int32_t day;
    int32_t month_day;
    int32_t age;
    enum spot_state state;
    int64_t queue_ms;
    int32_t ahead; /* how many wait before it */
    char child[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
};

/* public_id is made. seat: 0 unless granted. */
enum err spot_store_add(struct db *db, struct spot_row *row, int32_t seat, int64_t account_id,
                        int64_t now_ms) NODISCARD;
/* The row as it stands in *row. */
enum err spot_store_set(struct db *db, const struct spot_row *row, int32_t seat, int64_t now_ms) NODISCARD;
/* The first of the day's places that nobody has, at most `places`; 0: there is none. */
enum err spot_store_seat(struct db *db, const struct spot_row *of, int32_t places, int32_t *ret) NODISCARD;

/* How many of a day and age are in a state. */
struct spot_count {
    int32_t day;
    int32_t age;
    enum spot_state state;
    int32_t n;
};
enum err spot_store_counts(struct db *db, int64_t site_id, int32_t month_day,
                           void (*take)(void *arg, const struct spot_count *count), void *arg) NODISCARD;
/* What a child has asked for in a month and not given back; id, public_id, day, age, state, queue_ms and ahead are filled in. */
enum err spot_store_of_child(struct db *db, int64_t child_id, int32_t month_day,
                             void (*take)(void *arg, const struct spot_row *row), void *arg) NODISCARD;
/* ERR_NOT_FOUND: nobody waits. id, public_id, household_id, queue_ms. */
enum err spot_store_first_waiting(struct db *db, const struct spot_row *of, struct spot_row *ret) NODISCARD;
/* Who takes part in the draw: id, public_id, household_id, day, age. */
enum err spot_store_applied(struct db *db, int64_t site_id, int32_t month_day,
                            void (*take)(void *arg, const struct spot_row *row), void *arg) NODISCARD;
/* ERR_NOT_FOUND: no such place, or neither its child's guardian nor the nursery's staff. */
enum err spot_store_for_account(struct db *db, struct str public_id, int64_t account_id,
                                struct spot_row *ret) NODISCARD;

/* Texts live until the next one. */
struct spot_shown {
    struct str public_id;
    int32_t day;
    int32_t age;
    enum spot_state state;
    int32_t ahead;
    int64_t asked_ms;
    struct str child;
    struct str name;
    struct str class_name;
};
struct spot_month_ask {
    int64_t site_id;
    int32_t month_day;
    int64_t account_id; /* who looks: a teacher sees the own class */
};
enum err spot_store_of_month(struct db *db, const struct spot_month_ask *ask,
                             void (*take)(void *arg, const struct spot_shown *shown), void *arg) NODISCARD;
/* Has the child a place on that day? */
enum err spot_store_has(struct db *db, struct str child, int32_t day, bool *ret) NODISCARD;
