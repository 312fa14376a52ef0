/* A report no longer holds: it stays in the history as withdrawn. Doing it twice changes nothing more. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

struct withdraw_absence {
    struct str child;
    struct str absence;
    bool closed; /* out: a month that it touches is closed, nothing was done (R-SHEET-04) */
};

/* An act's verb: arg is a struct withdraw_absence. ERR_NOT_FOUND: no such report of a child of this account's. */
enum err withdraw_absence(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
