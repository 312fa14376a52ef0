/* Outings, who is expected, and the counts: appended, never changed. The only writer of outing, outing_child and head_count. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/alarm.h"
#include "core/bus_roll.h"
#include "core/head_count.h"
#include "store/db.h"

enum { OUTING_COUNTS_MAX = 100, OUTING_RIDE_MAX = 120 };

struct outing {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    int32_t day;
    bool vehicle;
    int64_t seat_due_ms; /* 0: nothing is due */
    int64_t closed_ms;
    int32_t expected;
    bool stopped; /* by an alarm that is open */
};

struct outing_new {
    int64_t site_id;
    int32_t day;
    struct str what;
    bool vehicle;
    int64_t account_id;
    int64_t now_ms;
    /* Out. */
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
};
enum err outing_store_add(struct db *db, struct outing_new *new) NODISCARD;
enum err outing_store_expect(struct db *db, int64_t outing_id, int64_t child_id) NODISCARD;
/* ERR_NOT_FOUND: no such outing, or the account does not work in its nursery. */
enum err outing_store_staff(struct db *db, struct str public_id, int64_t account_id, struct outing *ret) NODISCARD;
enum err outing_store_get(struct db *db, int64_t id, struct outing *ret) NODISCARD;

/* The count that waits for a second person at this scene: ERR_NOT_FOUND when none does. */
enum err outing_store_waiting(struct db *db, int64_t outing_id, enum head_scene scene,
                              struct head_count *ret) NODISCARD;

struct outing_count {
    int64_t outing_id;
    int scene; /* enum head_scene; 0: the last seat */
    struct head_count count;
    enum head_verdict verdict;
    int64_t now_ms;
};
enum err outing_store_count(struct db *db, const struct outing_count *count) NODISCARD;
enum err outing_store_stop(struct db *db, int64_t id, int64_t alarm_id) NODISCARD;
enum err outing_store_seat(struct db *db, int64_t id, int64_t due_ms) NODISCARD;
/* ERR_CONFLICT: over already. */
enum err outing_store_close(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
/* The alarm of that kind that is open in a nursery today: 0 none. */
enum err outing_store_alarm(struct db *db, int64_t site_id, int32_t day, enum alarm_kind kind, int64_t *ret) NODISCARD;

/* Views while the call lasts. */
struct outing_row {
    int64_t id;
    struct str public_id;
    struct str what;
    bool vehicle;
    int64_t opened_ms;
    int64_t seat_due_ms;
    int64_t closed_ms;
    int64_t expected;
    bool stopped;
    struct str alarm; /* what stops or stopped it; empty: none */
};
enum err outing_store_of_day(struct db *db, int64_t site_id, int32_t day,
                             enum err (*take)(void *arg, const struct outing_row *row), void *arg) NODISCARD;
enum err outing_store_children(struct db *db, int64_t outing_id,
                               void (*take)(void *arg, struct str child, struct str name, struct str class_name),
                               void *arg) NODISCARD;

/* --- the roll call of the ride that is on -------------------------------------------------------------------------------- */

struct outing_call {
    int64_t outing_id;
    int64_t child_id;
    int32_t ride;
    enum bus_call call;
    int64_t at_ms; /* when it was called; entered later where there was no network */
    int64_t account_id;
    int64_t now_ms;
};
enum err outing_store_call(struct db *db, const struct outing_call *call) NODISCARD;
/* 1 …: one more than the last seats that were looked at. */
enum err outing_store_ride(struct db *db, int64_t outing_id, int32_t *ret) NODISCARD;

struct outing_rider {
    int64_t child_id;
    struct str child; /* public id */
    enum bus_place place;
    int64_t at_ms; /* of the call that put it there; 0: none */
    struct str by;
};
/* Everybody who is expected, as the calls of a ride have it; views while the call lasts. */
enum err outing_store_riders(struct db *db, int64_t outing_id, int32_t ride,
                             void (*take)(void *arg, const struct outing_rider *rider), void *arg) NODISCARD;

struct outing_count_row {
    int scene;
    int32_t counted;
    enum head_verdict verdict;
    int64_t at_ms;
    struct str by;
};
enum err outing_store_counts(struct db *db, int64_t outing_id,
                             void (*take)(void *arg, const struct outing_count_row *row), void *arg) NODISCARD;
