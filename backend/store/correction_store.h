/* Staff's word about a child's day: appended, never changed (R-ATT-11). The only writer of correction. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/attendance.h"
#include "store/db.h"

struct correction {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int32_t day;
    enum correction_kind kind;
    int64_t at_ms;    /* 0 with void */
    int64_t tap_id;   /* with void: the touch, or */
    int64_t voids_id; /* an earlier word; else 0 */
    struct str reason;
    int64_t account_id;
    int64_t recorded_ms;
    int64_t known_tap_id;
};

/* As people see it; texts live until the next one. */
struct correction_shown {
    struct str public_id;
    enum correction_kind kind;
    int64_t at_ms;
    struct str tap; /* empty unless a void */
    struct str voids;
    bool voided;
    struct str reason;
    int64_t recorded_ms;
};

enum err correction_store_insert(struct db *db, const struct correction *correction) NODISCARD;
/* At most ATTENDANCE_CORRECTIONS_MAX, in the order in which they were recorded. ERR_INVALID: a row holds what no program wrote. */
enum err correction_store_of_day(struct db *db, int64_t child_id, int32_t day, struct attendance_correction *list,
                                 size_t *ret_n) NODISCARD;
/* A word that can be taken out. ERR_NOT_FOUND: none of that child's day. */
enum err correction_store_standing(struct db *db, struct str public_id, int64_t child_id, int32_t day,
                                   int64_t *ret_id) NODISCARD;
enum err correction_store_shown(struct db *db, int64_t child_id, int32_t day,
                                void (*take)(void *arg, const struct correction_shown *shown), void *arg) NODISCARD;
