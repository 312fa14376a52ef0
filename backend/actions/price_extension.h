/* Prices the extended care of a nursery's month from the derived days: child by child, day by day, then what the month itself changes. Reads
 * only; what a touch's clock did not know is the family's (R-ATT-08); nothing is kept, so that a run after a correction says what the days say now (R-EXT-06 compares the two runs). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "core/extension.h"
#include "store/db.h"
#include "store/extension_store.h"
#include "store/register_store.h"

enum price_state {
    PRICE_NOTHING, /* not enrolled, did not come, or is still there today */
    PRICE_STAY,
    PRICE_UNRESOLVED, /* was there, but a time is missing: not billed as zero (R-ATT-16) */
};

struct price_day {
    int32_t day;
    enum price_state state;
    struct extension_facts facts;
    struct extension_day result;
};

struct price_child {
    const struct register_child *child;
    struct price_day days[REGISTER_DAYS_MAX];
    size_t days_n;
    struct extension_month month;
};

struct price_extension {
    int64_t site_id;
    int32_t from_day; /* the first of a month */
    int64_t now_ms;
    const struct extension_rules *rules;
    /* What the family has agreed for that day: fills hours_class, held and family (R-EXT-05). A failure ends the pricing. */
    enum err (*agreed)(void *arg, const char *child, int32_t day, struct extension_facts *facts);
    enum err (*take)(void *arg, const struct price_child *child);
    void *arg;
};

/* What the family has agreed for facts->day, into hours_class, held and family; family.tier points into *ret. Who has agreed nothing pays by standard
 * hours; what cannot be read is no such word, and an error. */
enum err price_extension_agreed(struct db *db, const struct extension_rules *rules, const char *child,
                                struct extension_facts *facts, struct extension_agreement *ret) NODISCARD;

/* The members days, lines, unresolved and yen of an open object: the days that cost something or lack a time. true: there is anything to say. */
bool price_extension_put(struct json_out *out, const struct extension_rules *rules, const struct price_child *child);
/* Does the day cost anything, or lack a time? */
bool price_extension_worth(const struct price_day *day);

/* By class and reading of the name; stops at the first failure of take. ERR_LIMIT: the arena is full. ERR_INVALID: the document does not
 * count a child that is out (step_out excluded), and the derived days do not say when that was. */
enum err price_extension(struct db *db, struct arena *arena, const struct price_extension *ask) NODISCARD;
