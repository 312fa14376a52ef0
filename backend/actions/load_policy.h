/* Loads a policy document: checks it as a whole, keeps it for ever as a dated row, recounts the places of the days it concerns and plans their
 * agenda anew (A15). Days on which more hold a place than the new rules would allow stay as they are and are counted: staff reduce them with
 * set_sick_day, family by family. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/policy.h"
#include "store/lane.h"

struct load_policy {
    /* in */
    struct str document;
    int64_t account_id; /* 0: an operator's command */
    /* out */
    struct json_faults faults; /* with ERR_INVALID */
    struct policy_head head;
    int32_t days_replanned;
    int32_t days_kept; /* known days that hold more than the new rules would allow */
};

/* ERR_INVALID: faults says what is wrong; ERR_NOT_FOUND: there is no such room. */
enum err load_policy(struct tx *tx, struct load_policy *in) NODISCARD;
