/* A sick-care room's day as one reading: children, places, what was measured against the rules when they came. Reads only. Names and sealed
 * columns of the whole room: for the lane alone, after the caller was found to work there. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/fee.h"
#include "core/reservation.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { BOARD_CHILDREN_MAX = 160, BOARD_WAITING_PAGE = 50, BOARD_SHARED_MAX = 20 };

/* Views live while the call lasts. */
struct board_row {
    struct reservation_id id;
    struct str public_id;
    struct child_id child_id;
    struct str child;
    struct str name;
    struct str kana;
    int32_t birth_day;
    int64_t household_id;
    struct str slot;
    enum reservation_state state;
    enum reservation_reason reason;
    int64_t version;
    int32_t planned_min; /* POLICY_NONE: not said */
    int32_t channel;
    int64_t created_ms;
    int64_t offer_ends_ms;
    uint32_t segments;
    struct str condition; /* sealed */
    struct str need;      /* sealed */
    int64_t came_ms;
    int64_t went_ms;
    int64_t sheet_version; /* 0: no family sheet yet */
    int64_t sheet_signed_ms;
    int32_t fee_state; /* enum fee_state; 0: no bill yet */
    int32_t fee_yen;
    int32_t fee_refund_offered;
    struct str registration; /* public id; "" none */
    struct str detail;       /* sealed, of the registration */
};

/* Which registration counts: 0 where one is good for all rooms, else the room's number. */
struct board_day {
    struct site_id site;
    int32_t day;
    int64_t scope_site_id;
};
/* By reading of the name. */
enum err board_of_day(struct db *db, const struct board_day *day,
                      enum err (*row)(void *arg, const struct board_row *found), void *arg) NODISCARD;
/* The first BOARD_WAITING_PAGE of the list, in its order. */
enum err board_waiting(struct db *db, const struct board_day *day,
                       enum err (*row)(void *arg, const struct board_row *found), void *arg) NODISCARD;
/* Of other rooms, shown by a guardian (R-RSV-20): the first BOARD_SHARED_MAX. */
enum err board_shared(struct db *db, const struct board_day *day,
                      enum err (*row)(void *arg, const struct board_row *found), void *arg) NODISCARD;
