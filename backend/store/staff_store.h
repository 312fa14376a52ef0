/* Who works in a nursery, and their days on the tablet: appended, never changed. The only writer of staff_member and staff_touch. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/staff_day.h"
#include "core/staffing.h"
#include "store/db.h"

enum { STAFF_NAME_BYTES = 90, STAFF_REASON_BYTES = 200, STAFF_MEMBERS_MAX = 120, STAFF_LINES_MAX = 24 };

/* The row that holds on the day, and when the house closes. ERR_NOT_FOUND: no rules hold there then. */
enum err staff_store_ratios(struct db *db, int64_t site_id, int32_t day, struct staffing_role *ret,
                            int32_t *ret_closes_min) NODISCARD;

struct staff_new {
    int64_t site_id;
    struct str name;
    bool teacher;     /* counts for the ratio */
    int32_t from_min; /* planned; −1: not */
    int32_t to_min;
    int64_t account_id;
    int64_t now_ms;
    char public_id[SECRET_PUBLIC_ID_TEXT]; /* out */
};
enum err staff_store_add(struct db *db, struct staff_new *new) NODISCARD;
enum err staff_store_remove(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
/* ERR_NOT_FOUND: no such member of staff, or the account does not work in the same nursery. */
enum err staff_store_member(struct db *db, struct str public_id, int64_t account_id, int64_t *ret_id,
                            int64_t *ret_site_id) NODISCARD;

struct staff_touch_new {
    int64_t member_id;
    int32_t day;
    enum staff_touch kind;
    int64_t at_ms;
    int64_t voids; /* with STAFF_VOID */
    struct str reason;
    int64_t account_id;
    int64_t now_ms;
    char public_id[SECRET_PUBLIC_ID_TEXT]; /* out */
};
enum err staff_store_touch(struct db *db, struct staff_touch_new *new) NODISCARD;
/* ERR_NOT_FOUND: not a line of this member's day, or it is taken back already. */
enum err staff_store_line(struct db *db, struct str public_id, int64_t member_id, int32_t day,
                          int64_t *ret_id) NODISCARD;

/* --- reading; views while the call lasts --------------------------------------------------------------------------------- */

struct staff_row {
    int64_t id;
    struct str public_id;
    struct str name;
    bool teacher;
    int32_t from_min; /* −1: not planned */
    int32_t to_min;
};
enum err staff_store_members(struct db *db, int64_t site_id, enum err (*take)(void *arg, const struct staff_row *row),
                             void *arg) NODISCARD;

struct staff_line_row {
    struct staff_line line;
    struct str public_id;
    int64_t entered_ms;
    struct str reason;
    struct str by;
};
enum err staff_store_lines(struct db *db, int64_t member_id, int32_t day,
                           void (*take)(void *arg, const struct staff_line_row *row), void *arg) NODISCARD;

struct staff_child_row {
    int32_t birth_day;
    bool here;
    int32_t arrive_min; /* planned */
    int32_t leave_min;
};
enum err staff_store_children(struct db *db, int64_t site_id, int32_t day,
                              void (*take)(void *arg, const struct staff_child_row *row), void *arg) NODISCARD;
