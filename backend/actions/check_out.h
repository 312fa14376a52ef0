/* A child is handed over (R-CARE-03): to somebody whom the guardians authorised, to a guardian, or to somebody whose identity was checked, with
 * what they showed. The handed-over time stops the clock: the bill is computed from it (R-FEE-01, 04). To whom is sealed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/fee.h"
#include "core/reservation.h"
#include "store/lane.h"

struct check_out_option {
    struct str id;
    int32_t count;
};

struct check_out {
    /* in */
    struct str id;
    int64_t version;   /* If-Match; 0: whatever it is now */
    struct str person; /* of the list; empty: name and shown */
    struct str name;
    struct str shown; /* how the identity was checked */
    int64_t at_ms;    /* 0: now */
    struct check_out_option options[POLICY_FEE_OPTIONS_MAX];
    size_t options_n;
    /* out */
    bool changed;
    bool wrong_time; /* before it came, or still to come */
    bool unknown_person;
    bool unknown_option;
    int64_t present_version;
    enum reservation_state state;
    enum reservation_reason reason; /* WRONG_STATE, else NONE */
    int64_t came_ms;
    struct fee fee;
};

/* An act's verb. ERR_NOT_FOUND: no such reservation, or not of a room in which the caller works. */
enum err check_out(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
