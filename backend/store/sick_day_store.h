/* A sick-care room's days: the places there are with the staff on duty (R-STF-01), and how many wait. A day has a row from the first thing
 * that is known of it. The only writer of sick_day and sick_queue. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/policy.h"
#include "store/db.h"
#include "store/reservation_store.h"

struct sick_day {
    bool known;       /* the day has a row */
    int32_t capacity; /* effective */
    int32_t extra;    /* places beyond the rules, inside capacity (R-RSV-10) */
    int32_t nurses;   /* on duty; POLICY_NONE: as the policy says */
    int32_t teachers;
    int64_t drawn_ms;
    int64_t decided_ms;
    int64_t closed_ms;
    int64_t version;
};

/* The day as its row says, or, without one, as the policy makes it. */
enum err sick_day_read(struct db *db, struct site_id site, int32_t day, const struct policy *policy,
                       struct sick_day *ret) NODISCARD;
/* The capacity that the policy makes of these staff and extra places. */
int32_t sick_day_capacity(const struct policy *policy, int32_t day, int32_t nurses, int32_t teachers, int32_t extra);
/* Makes the row when there is none; *day is as read. */
enum err sick_day_ensure(struct db *db, struct site_id site, int32_t day, struct sick_day *known) NODISCARD;
/* Writes the duty plan, the extra places and the capacity they make. ERR_CONFLICT: more hold a place than that. */
enum err sick_day_staff(struct db *db, struct site_id site, int32_t day, const struct sick_day *to) NODISCARD;

enum sick_day_mark { SICK_DAY_DRAWN, SICK_DAY_DECIDED, SICK_DAY_CLOSED };
enum err sick_day_set(struct db *db, struct site_id site, int32_t day, enum sick_day_mark mark,
                      int64_t now_ms) NODISCARD;

/* Days of a room from one on that have a row: recounts their capacity under the policy that holds now. A day that holds more than it
 * would have stays as it is and is counted in *ret_kept. */
enum err sick_day_recount(struct db *db, struct site_id site, int32_t from_day, int32_t *ret_kept) NODISCARD;

/* The days of a room from one on that have a row. */
enum err sick_day_each(struct db *db, struct site_id site, int32_t from_day, enum err (*row)(void *arg, int32_t day),
                       void *arg) NODISCARD;

enum err sick_queue_change(struct db *db, struct site_id site, int32_t day, struct str slot, int32_t class,
                           int change) NODISCARD;
/* How many wait in the classes up to this one. */
enum err sick_queue_ahead(struct db *db, struct site_id site, int32_t day, int32_t class, int32_t *ret) NODISCARD;
