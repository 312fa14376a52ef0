/* What the owner's staff decide about a registration: the ward office where one is good for all rooms, else the room's nurse or staff (R-REG-08).
 * The family is told, and reads the reason. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/registration.h"
#include "store/lane.h"

struct decide_registration {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    enum registration_decision decision;
    struct str reason; /* for the family; needed unless approved or lifted */
    int32_t until_day; /* with suspend: its last day; 0: until it is lifted */
    /* out */
    bool changed;     /* 412 */
    bool wrong_state; /* 409 */
    bool past;        /* 422: until_day is over already */
    enum registration_state state;
    int64_t present_version;
    char number[REGISTRATION_NUMBER_BYTES];
    int32_t valid_to_day;
};

/* An act's verb. ERR_NOT_FOUND: none, or not the caller's to decide. */
enum err decide_registration(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
