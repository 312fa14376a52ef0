/* Loads a document of a nursery's rules: hours, ladder, meals and naps (kind nursery), prices of extended care (extension), or the table by which
 * children come back after an illness (return). Checked as a whole and kept for ever as a dated row. Days that have begun keep the rules by which they
 * were told to families: what holds for them already is not changed. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "store/lane.h"

enum load_nursery_outcome {
    LOAD_NURSERY_DONE,
    LOAD_NURSERY_FAULTS,
    LOAD_NURSERY_UNKNOWN_SITE,
    LOAD_NURSERY_STEP_OUT, /* prices that do not count a child that is out: the derived days do not say when that was */
    LOAD_NURSERY_DAYS_BEGUN, /* there are days of attendance from valid_from on */
    LOAD_NURSERY_TWICE,      /* a nursery has rules from that very day */
    LOAD_NURSERY_NOT_LOADED, /* documents of this kind are used from a file */
};

struct load_nursery_rules {
    struct str document;
    /* Out. */
    enum load_nursery_outcome outcome;
    struct json_faults faults;
    int32_t nurseries; /* whose rules changed; prices and tables without a site: 0 */
};

/* Does the document say that it is one of a nursery's (or of the register, staffing)? */
bool load_nursery_rules_is(struct str document);
/* On the lane, as an operator's command. */
enum err load_nursery_rules(struct tx *tx, struct load_nursery_rules *in) NODISCARD;
