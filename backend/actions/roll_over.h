/* The turn of the fiscal year for one nursery: every child goes on to the class its plan names, or left on 31 March (R-CAL-09). A nursery turns
 * whole or not at all, and once a year: a second time does nothing. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "core/class_plan.h"
#include "store/lane.h"
#include "store/roll_over_store.h"

enum roll_over_outcome {
    ROLL_OVER_DONE,
    ROLL_OVER_BEFORE,     /* done earlier: nothing changed now */
    ROLL_OVER_TOO_EARLY,  /* the year has not begun */
    ROLL_OVER_TOO_LATE,   /* the year is over: the classes of now are those of a later one */
    ROLL_OVER_NO_NURSERY, /* no nursery has the plan's id */
    ROLL_OVER_NO_CLASS,   /* the plan does not say what becomes of no_class */
};

struct roll_over {
    /* in */
    const struct class_plan *plan;
    int32_t fiscal_year;
    /* out */
    enum roll_over_outcome outcome;
    int32_t moved;
    int32_t stayed;
    int32_t left;
    char no_class[CLASS_PLAN_NAME_BYTES];
};

/* A lane job's run. Whatever the outcome but ROLL_OVER_DONE, nothing was written. */
enum err roll_over(struct tx *tx, void *arg) NODISCARD;

/* What it would do, child by child, whatever today is: to_class "" leaves. Reads only; each may be NULL. */
struct roll_over_look {
    void (*each)(void *arg, const struct roll_over_row *row, const char *to_class);
    void *arg;
};
enum err roll_over_preview(struct db *db, struct roll_over *in, const struct roll_over_look *look) NODISCARD;
