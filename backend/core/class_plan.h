/* What a nursery's classes become at the turn of the fiscal year, and what that means for one child. Pure.
 *
 * R-CAL-09  a class never changes on a birthday: only on 1 April, for a whole class at once and as the nursery says. Who leaves was enrolled to
 *           31 March; who came on 1 April or later came into the class of the new year already. Once for each nursery and fiscal year. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

enum { CLASS_PLAN_CLASSES_MAX = 32, CLASS_PLAN_NURSERIES_MAX = 400, CLASS_PLAN_NAME_BYTES = 32 };

struct class_plan_row {
    char from[CLASS_PLAN_NAME_BYTES]; /* "": the children who are in no class */
    char to[CLASS_PLAN_NAME_BYTES];   /* "": they leave */
};

struct class_plan {
    char nursery[33];
    struct class_plan_row rows[CLASS_PLAN_CLASSES_MAX];
    size_t n;
};

/* A child as it is registered. */
struct class_plan_child {
    const char *class_name;
    int32_t from_day;
    int32_t to_day; /* last day; 0 while enrolled */
};

enum class_plan_step {
    CLASS_PLAN_NOTHING, /* it left before, or came with the new year */
    CLASS_PLAN_UNKNOWN, /* the plan does not say what becomes of its class */
    CLASS_PLAN_MOVES,
    CLASS_PLAN_STAYS, /* in a class of the same name */
    CLASS_PLAN_LEAVES,
};

/* 1 April. */
int32_t class_plan_day(int32_t fiscal_year);
/* *ret_row: the plan's line for this child; NULL with CLASS_PLAN_NOTHING and CLASS_PLAN_UNKNOWN. */
enum class_plan_step class_plan_decide(const struct class_plan *plan, const struct class_plan_child *child,
                                       int32_t fiscal_year, const struct class_plan_row **ret_row);

/* The members "nursery" and "classes" of an object: [{"from":"…","to":"…"},{"from":"…","leaves":true}]. Faults are blamed on it. */
void class_plan_read(struct json_in *in, struct class_plan *ret);
/* The same, written: a line that class_plan_read takes back. */
void class_plan_put(struct json_out *out, const struct class_plan *plan);
/* {"fiscal_year":2027,"nurseries":[…]} into plans[CLASS_PLAN_NURSERIES_MAX]. ERR_INVALID: faults says what is wrong. */
enum err class_plan_decode(struct str document, struct class_plan *plans, size_t *ret_n, int32_t *ret_fiscal_year,
                           struct json_faults *faults) NODISCARD;
