/* Drills, planned and held: appended, never changed. The only writer of drill. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/drill.h"
#include "store/db.h"

enum { DRILL_LIST_MAX = 200, DRILL_NOTE_BYTES = 600 };

struct drill {
    int32_t day;
    enum drill_kind kind;
    bool held;         /* else planned */
    int32_t start_min; /* −1: not known */
    int32_t seconds;   /* until everybody was at the meeting place; 0: not measured */
    int32_t children;
    int32_t staff;
    struct str note;
    struct str by;        /* of a row */
    struct str public_id; /* of a row */
};
enum err drill_store_add(struct db *db, int64_t site_id, const struct drill *drill, const char *public_id,
                         int64_t account_id, int64_t now_ms) NODISCARD;
/* Views while the call lasts. */
enum err drill_store_list(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day,
                          void (*take)(void *arg, const struct drill *drill), void *arg) NODISCARD;
