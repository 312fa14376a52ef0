/* How many teachers a group of children needs, and whether they are there.
 *
 * R-SHEET-01  For each band of class ages the children are divided by the ratio and cut to one decimal; the sum is rounded half up; at
 *             least `minimum` while any child is there. Ratios, roundings and minimum are a document, each row dated, so that the ratios
 *             of another year stand beside today's. A sick-care room counts another way by the same rows: every band rounded up.
 * R-SHEET-02  From planned times the same for the rest of the day, step by step.
 *
 * The class age is that of 1 April and does not change on birthdays (R-CAL-09). Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/policy.h"

enum {
    STAFFING_AGES = 6, /* 0 to 5 */
    STAFFING_BANDS_MAX = 6,
    STAFFING_ROLES_MAX = 6,
    STAFFING_STEPS_MAX = 96,
};

enum staffing_rounding { STAFFING_HALF_UP, STAFFING_UP, STAFFING_DOWN };

struct staffing_band {
    uint32_t ages;    /* bit per class age */
    int32_t children; /* of one teacher */
};

struct staffing_role {
    char id[POLICY_ID_BYTES]; /* teacher, nurse */
    int32_t from_day;         /* the row holds from this day until the next one of its id */
    struct staffing_band bands[STAFFING_BANDS_MAX];
    size_t bands_n;
    bool bands_up; /* each band rounded up to a whole; otherwise cut to one decimal */
    enum staffing_rounding total;
    int32_t minimum;
};

struct staffing_rules {
    struct staffing_role roles[STAFFING_ROLES_MAX];
    size_t roles_n;
};

struct staffing_need {
    int32_t children[STAFFING_BANDS_MAX];
    int32_t tenths[STAFFING_BANDS_MAX];
    int32_t sum_tenths;
    int32_t required;
};

/* The row of this id that holds on the day; NULL: none does. */
const struct staffing_role *staffing_role_on(const struct staffing_rules *rules, const char *id, int32_t day);
/* children[age]: how many of each class age; needs are exact to the tenth. */
struct staffing_need staffing_needed(const struct staffing_role *role, const int32_t children[STAFFING_AGES]);

/* Somebody who is there for a part of the day. */
struct staffing_person {
    int32_t class_age; /* −1: a teacher */
    int32_t from_min;
    int32_t to_min;
};

struct staffing_step {
    int32_t from_min;
    int32_t to_min;
    int32_t children;
    int32_t required;
    int32_t present;
};

/* From from_min to the end of the last one's time, neighbours that need and have the same as one step. ERR_LIMIT: more than max steps. */
enum err staffing_look_ahead(const struct staffing_role *role, const struct staffing_person *people, size_t people_n,
                             int32_t from_min, struct staffing_step steps[STAFFING_STEPS_MAX], size_t *ret_n) NODISCARD;

struct staffing_head {
    int32_t valid_from_day;
    char title[2 * POLICY_NAME_BYTES];
};

const char *staffing_fault_rule(const char *pointer);

enum err staffing_decode(struct str document, struct staffing_rules *ret, struct staffing_head *ret_head,
                         struct json_faults *faults) NODISCARD;
