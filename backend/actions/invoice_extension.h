/* A nursery's month is invoiced by its newest run: a line per child at first, afterwards a line for what a later run changes, never a silent change
 * (R-EXT-06). A run with a day whose time is missing is not invoiced (R-ATT-16). */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"

enum invoice_extension_outcome {
    INVOICE_EXTENSION_DONE,
    INVOICE_EXTENSION_NO_RUN,
    INVOICE_EXTENSION_UNRESOLVED,
    INVOICE_EXTENSION_NOT_OVER, /* the month */
};

struct invoice_extension {
    struct str site;
    int32_t month_day; /* the first of the month */
    /* Out. */
    enum invoice_extension_outcome outcome;
    int32_t version;
    int64_t lines;
};

/* An act's verb: arg is a struct invoice_extension. ERR_NOT_FOUND: not a nursery of theirs. */
enum err invoice_extension(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
