/* "Who read my child's record, when, why": for its guardians, from the audit. Of people at work the role and the institution; what other guardians read
 * is theirs (R-REG-11), and is not here. The look itself is recorded too. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/reading_store.h"

struct read_readings {
    const struct caller *caller;
    struct str child;
    /* Called on the lane, the newest first. Must not fail. */
    void (*take)(void *arg, const struct reading *reading);
    void *arg;
};

/* ERR_NOT_FOUND: no such child, or the caller is no guardian who may see where it is. */
enum err read_readings(struct lane *lane, struct read_readings *in) NODISCARD;
