/* A box is stolen or broken: nothing it signs is believed from now on, and within five seconds of being reached it forgets the children (R-SEC-04). */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

struct revoke_gateway {
    struct str name;
    /* Out. */
    bool already;
};

/* An act's verb. ERR_NOT_FOUND: no entrance that the caller may revoke. */
enum err revoke_gateway(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
