/* What a family has from a day on: hours class, what it holds by the month, tier, place among siblings and monthly fee (R-EXT-05). Appended; a run asks
 * what held on each day. And the prices themselves: a document, checked as a whole, never changed. */
#pragma once

#include "base/err.h"
#include "base/json.h"
#include "core/access.h"
#include "store/extension_store.h"
#include "store/lane.h"

struct agree_extension {
    struct str child;
    struct extension_agreement agreement; /* child_id, account_id and now_ms are filled in */
};

/* An act's verb: arg is a struct agree_extension. ERR_NOT_FOUND: no child of a nursery. */
enum err agree_extension(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct load_extension_prices {
    struct str document;
    /* Out. */
    struct json_faults faults;
    int32_t valid_from_day;
    bool unknown_site;
    bool step_out; /* does not count a child that is out: the derived days do not say when that was */
};

/* An act's verb: arg is a struct load_extension_prices. With faults, unknown_site or step_out nothing is kept. */
enum err load_extension_prices(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
