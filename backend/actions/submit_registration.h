/* A registration is handed in to be decided, or its renewal is asked for while it still holds (R-REG-06); and the family says that all of it is
 * still right (R-REG-07). By a guardian, or at the counter by the owner's staff. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/access.h"
#include "core/registration.h"
#include "store/lane.h"

struct submit_registration {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    /* out */
    bool changed;               /* 412 */
    bool wrong_state;           /* 409 */
    struct json_faults missing; /* 422: what must be said first */
    enum registration_state state;
    bool renewal;
    int64_t present_version;
};

/* Acts' verbs. ERR_NOT_FOUND: none, or not the caller's. */
enum err submit_registration(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
enum err confirm_registration(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
