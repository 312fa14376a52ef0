/* What a policy document would change, and for whom, if it were loaded now: each room that it concerns, the sections that would say something
 * else there, and what would no longer fit together. Reads only; the first half of loading one. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/policy.h"
#include "core/policy_encode.h"
#include "store/db.h"
#include "store/site_store.h"

struct policy_effect {
    const struct site *room;
    bool first;                /* the room had no rules on that day */
    uint32_t sections;         /* bit per enum policy_section */
    struct json_faults faults; /* of the room's rules as they would be */
};

/* Memory of the caller; nothing in it needs to be filled. */
struct compare_policy_scratch {
    struct policy fresh; /* what the document says, the municipality's under it */
    struct policy room;  /* a room's own rules over it */
    char text[2 * POLICY_SECTION_BYTES];
};
struct compare_policy {
    /* in */
    struct str document;
    struct compare_policy_scratch *scratch;
    void (*room)(void *arg, const struct policy_effect *effect);
    void *arg;
    /* out */
    struct json_faults faults; /* with ERR_INVALID */
    struct policy_head head;
    int32_t until_day; /* the day before the next document of the same kind and site; INT32_MAX: there is none */
    bool rooms_wrong;  /* a room's rules would no longer fit together */
};

/* ERR_INVALID: faults says what is wrong. ERR_NOT_FOUND: there is no such room. */
enum err compare_policy(struct db *db, struct compare_policy *in) NODISCARD;
