/* How a registration looks outside: the same members in the list of a child, in the queue of the staff and in the whole answer. */
#pragma once

#include "base/json.h"
#include "core/policy.h"
#include "store/registration_store.h"

/* The members of an object that stands open. `next`: what the caller may do with it now. */
void registration_view_put(struct json_out *out, const struct registration_row *row,
                           const struct policy_registration *rule, int32_t today);
