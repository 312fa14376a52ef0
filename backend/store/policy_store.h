/* The dated rules of nurseries, sick-care rooms and the municipality: of the rows whose valid_from_day is at or before a day, the one with
 * the greatest holds; of several from the same day, the newest. The only writer of nursery_policy and policy. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/house_rules.h"
#include "core/policy.h"
#include "store/db.h"

/* ERR_CONFLICT: that site has rules from that day already. */
enum err policy_nursery_create(struct db *db, int64_t site_id, int32_t valid_from_day,
                               const struct house_rules *rules) NODISCARD;
/* Is there attendance from that day on? Then its rules are not changed any more. */
enum err policy_nursery_begun(struct db *db, int64_t site_id, int32_t day, bool *ret) NODISCARD;

struct policy_new {
    int64_t site_id; /* 0: the municipality's */
    int32_t valid_from_day;
    struct str document; /* has been through policy_decode and policy_check */
    int64_t account_id;  /* 0: an operator's command */
    int64_t now_ms;
};
enum err policy_add(struct db *db, const struct policy_new *new) NODISCARD;

/* The rules of a room on a day, the municipality's under them; with site_id 0 the municipality's alone. *ret lives as long as db: loaded
 * documents never change, so a decoded one is kept. ERR_NOT_FOUND: the room has no rules on that day. ERR_INVALID: a stored document cannot
 * be read (it was loaded by a program that knew more). */
enum err policy_on(struct db *db, int64_t site_id, int32_t day, const struct policy **ret) NODISCARD;

/* A room's own rules of a day over other rules of its municipality than those that hold. ERR_NOT_FOUND: it has none. ERR_INVALID: `faults` says
 * what cannot be read. */
enum err policy_over(struct db *db, int64_t site_id, int32_t day, const struct policy *town, struct policy *ret,
                     struct json_faults *faults) NODISCARD;

struct policy_row {
    int64_t id;
    int32_t valid_from_day;
    int64_t loaded_ms;
    struct str document; /* a view while the call lasts */
};
/* Oldest first; site_id 0: the municipality's. */
enum err policy_each(struct db *db, int64_t site_id, void (*row)(void *arg, const struct policy_row *row),
                     void *arg) NODISCARD;
