/* Requests that were refused by a rule: counted by room, day and reason, without the child (R-RSV-17). The only writer of sick_refusal. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "core/reason.h"
#include "store/db.h"

struct refusal {
    int64_t site_id;
    int32_t day;
    int64_t at_ms;
    enum reservation_reason reason;
    int32_t channel;
};

enum err refusal_add(struct db *db, const struct refusal *refusal) NODISCARD;
