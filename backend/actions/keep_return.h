/* Coming back after an illness: what the family tells of it (when the fever ended …), the form that it files, the paper that staff have seen or want
 * again, and the earliest day that follows from the municipality's table (R-INF-01, R-INF-03). Sealed; every reading is recorded. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "actions/return_known.h"
#include "core/access.h"
#include "core/return_date.h"
#include "store/absence_store.h"
#include "store/lane.h"

struct keep_return {
    /* in */
    struct str child;
    struct str absence;
    int64_t version; /* If-Match; 0: the first */
    struct return_dates dates;
    struct return_form form;
    bool seen;          /* staff alone: the paper lies before them */
    struct str another; /* staff alone: why they need another paper; empty: they do not */
    /* out */
    bool not_yours; /* only staff say that a doctor released the child, that they saw the paper or need another one */
    bool no_disease;
    bool changed;
    struct return_known known;
};
/* An act's verb. ERR_NOT_FOUND: no such child or report, or not this account's. */
enum err keep_return(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* With a new report of an absence: what follows from its diagnosis and the day on which it began (0: not said). Part of report_absence. */
enum err begin_return(struct tx *tx, const struct absence *absence, struct str diagnosis, int32_t onset_day) NODISCARD;

struct read_return {
    const struct caller *caller;
    struct str child;
    struct str absence;
    struct return_known known; /* out */
};
enum err read_return(struct lane *lane, struct read_return *in) NODISCARD;
