/* A registration whole: both sheets and the reasons of its history, for the family, the owner's staff and the staff of a room in which the child
 * has a place. Opened on the lane alone; the audit line of the reading is committed before anybody sees it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "actions/registration_sheets.h"
#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/policy.h"
#include "store/lane.h"

enum { READ_REGISTRATION_STEPS_MAX = 30 };

struct read_registration_step {
    struct registration_event event; /* without its sealed reason */
    char reason[REGISTRATION_REASON_BYTES];
};

struct read_registration {
    const struct caller *caller;
    struct str id;
    /* Out */
    struct registration_row row;
    struct policy_registration rule; /* of today */
    int32_t today;
    struct registration_sheets sheets;    /* buffers of the caller */
    struct read_registration_step *steps; /* the caller's array of READ_REGISTRATION_STEPS_MAX; newest first */
    size_t steps_n;
    /* The action's own */
    const struct keys *keys;
    enum err err;
};

/* ERR_NOT_FOUND: none, or not this caller's. */
enum err read_registration(struct lane *lane, struct read_registration *in) NODISCARD;
