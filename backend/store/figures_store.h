/* What figures are made of: the history of reservations, recorded days and counts without children, for core/sick_figures.h. The only writer
 * of sick_day_record and sick_tally. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/sick_figures.h"
#include "store/db.h"
#include "store/reservation_store.h"

/* A room's month: `day` is any of its days. */
enum err figures_read(struct db *db, struct site_id site, int32_t day, struct sick_figures *ret) NODISCARD;

/* One reservation of the month with what it counts for and its history: what stands behind the numbers (R-OPS-07). Texts are views. */
enum { FIGURES_HISTORY_MAX = 48 };
struct figures_case {
    struct str reservation;
    const struct figure_case *one;
    const struct figure_event *events;
    size_t events_n;
};
enum err figures_each(struct db *db, struct site_id site, int32_t day,
                      void (*row)(void *arg, const struct figures_case *one), void *arg) NODISCARD;

/* The month's requests that no reservation was made of, one by one. */
enum err figures_refusals(struct db *db, struct site_id site, int32_t day,
                          void (*row)(void *arg, int32_t day, int64_t at_ms, enum reservation_reason reason),
                          void *arg) NODISCARD;

/* A request of the month as it was made, for trying other rules on it. need: sealed; only for actions that open it on the lane. */
struct figures_replay {
    int64_t number;
    struct str reservation;
    int32_t day;
    struct str slot;
    bool by_staff;
    int32_t class;
    int64_t asked_ms;
    struct str need;
    int32_t birth_day;
    bool placed;
    int64_t back_ms; /* given back by the family; 0: never */
};
enum err figures_replay_each(struct db *db, struct site_id site, int32_t day,
                             enum err (*row)(void *arg, const struct figures_replay *one), void *arg) NODISCARD;

/* What is counted when a child leaves: of the day of use, never of the child. residence: the municipality's code, "" our own. */
struct figures_visit {
    struct site_id site;
    int32_t day;
    int32_t birth_day;
    struct str residence;
    struct str disease; /* a code of disease_list */
    enum figure_phase phase;
    int64_t now_ms;
};
/* On the lane, once for every visit, in the transaction of the child's leaving. After the month is closed nothing is counted any more. */
enum err sick_tally_add(struct db *db, const struct figures_visit *visit) NODISCARD;

/* A day that is over, as it was. ERR_CONFLICT: it is recorded already. */
struct figures_day {
    struct site_id site;
    int32_t day;
    bool open;
    int32_t capacity;
};
enum err figures_record_day(struct db *db, const struct figures_day *day, int64_t now_ms) NODISCARD;
/* The last recorded day, or the day before the first of which anything is known; ERR_NOT_FOUND: nothing is known of the room yet. */
enum err figures_recorded(struct db *db, struct site_id site, int32_t *ret_day) NODISCARD;

/* R-CAN-07: given back on the day of use by the family, and no-shows. */
struct figures_same_day {
    struct str reservation;
    int32_t day;
    int64_t at_ms;
    bool no_show;
};
enum err figures_same_day(struct db *db, struct site_id site, int32_t fiscal_year,
                          void (*row)(void *arg, const struct figures_same_day *one), void *arg) NODISCARD;

/* R-FEE-07: a room's month by the child's municipality on the day of use; "" is our own. */
struct figures_settlement {
    struct str municipality;
    int32_t days;
    int64_t yen;
};
enum err figures_settlement(struct db *db, struct site_id site, int32_t day,
                            void (*row)(void *arg, const struct figures_settlement *one), void *arg) NODISCARD;
