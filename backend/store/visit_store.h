/* Days of use in a sick-care room (R-CARE-01, 03): the only writer of visit. The check list and to whom a child was handed are sealed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { VISIT_LEFT_MAX = 16, VISIT_NO_SHOWS_MAX = 100 };

struct visit_step {
    struct reservation_id id;
    int64_t at_ms;
    int64_t account_id;
    struct str detail; /* sealed */
    int64_t now_ms;
};
/* ERR_CONFLICT: it came already. */
enum err visit_come(struct db *db, const struct visit_step *step) NODISCARD;
/* ERR_CONFLICT: it is not here, or went before it came. */
enum err visit_leave(struct db *db, const struct visit_step *step) NODISCARD;

struct visit_times {
    int64_t came_ms; /* 0: it did not come */
    int64_t went_ms;
};
enum err visit_times(struct db *db, struct reservation_id id, struct visit_times *ret) NODISCARD;

/* Reservations of a room's day whose child is still here, or of whom nobody has said what became: the first VISIT_LEFT_MAX. */
enum err visit_left(struct db *db, struct site_id site, int32_t day, char list[VISIT_LEFT_MAX][SECRET_PUBLIC_ID_TEXT],
                    size_t *ret_n) NODISCARD;
/* Days on which the child did not come, but for one reservation. */
struct visit_no_shows {
    struct child_id child;
    struct reservation_id but;
    struct site_id site; /* in this room; v 0: in any */
    int32_t from_day;
    int32_t to_day;
};
enum err visit_no_shows(struct db *db, const struct visit_no_shows *of, int32_t days[VISIT_NO_SHOWS_MAX],
                        size_t *ret_n) NODISCARD;
