/* Which rules a registration stands under. R-REG-05: one registration is good for all rooms that share it, others register for themselves.
 * Part of other actions. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/policy.h"
#include "store/db.h"
#include "store/site_store.h"

#define REGISTRATION_ALL "all" /* the scope of all rooms that share a registration, as it is written outside */

/* A room, and its rules of a day. For all that share one: the first of them, with id 0. */
struct registration_scope {
    struct site site;
    const struct policy *policy;
};
/* scope: "all" or a room's id. ERR_NOT_FOUND: nobody registers in this scope on that day. */
enum err registration_scope_find(struct db *db, struct str scope, int32_t day,
                                 struct registration_scope *ret) NODISCARD;
/* The same by its number; 0: all rooms. */
enum err registration_scope_of(struct db *db, int64_t site_id, int32_t day, struct registration_scope *ret) NODISCARD;
/* Every scope there is on a day, the one of all rooms first. */
enum err registration_scopes(struct db *db, int32_t day,
                             enum err (*row)(void *arg, const struct registration_scope *scope), void *arg) NODISCARD;
/* The last day on which a room of the scope takes a child born then (R-REG-12). */
enum err registration_last_day(struct db *db, int64_t site_id, int32_t birth_day, int32_t today,
                               int32_t *ret) NODISCARD;
