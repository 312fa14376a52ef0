/* Somebody writes down what a registration says: a first draft, or a change of one that stands. By a guardian, or at the counter by the
 * owner's staff. R-REG-04: the household's part is one for all its children. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/registration.h"
#include "store/lane.h"

struct save_registration {
    /* in */
    struct str child;
    struct str scope;          /* "all" or a room's id */
    int64_t version;           /* If-Match; 0: whatever it is now, or the first */
    bool first;                /* If-None-Match: there is none yet */
    struct str household;      /* in its one form; empty: as it is */
    int64_t household_version; /* what it was when it was read; −1: whatever it is now */
    struct str sheet;          /* the child's; empty: as it is */
    /* out */
    bool changed; /* 412: somebody was faster, nothing was done */
    char id[SECRET_PUBLIC_ID_TEXT];
    enum registration_state state;
    int64_t present_version;
    int64_t present_household_version;
};

/* An act's verb. ERR_NOT_FOUND: no such child or scope, or not the caller's to write. */
enum err save_registration(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
