/* Staff plan a drill, or write down that it was held (R-SAFE-05). */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "core/access.h"
#include "store/drill_store.h"
#include "store/lane.h"

enum { KEEP_DRILL_BACK_DAYS = 366, KEEP_DRILL_AHEAD_DAYS = 400 };

struct keep_drill {
    struct str site;
    struct drill drill;
    /* Out. */
    bool wrong_day; /* held in the future, planned for the past, or too far away */
    char public_id[SECRET_PUBLIC_ID_TEXT];
};
/* Act's verb. ERR_NOT_FOUND: no such nursery, or the caller does not work there. */
enum err keep_drill(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
