/* The rules of a nursery's day: when it is open, what a touch means, by when families are heard, when the kitchen is told, who hears of a missing child
 * and when, how often sleeping children are looked at. A dated document of one nursery, or of every nursery of the municipality.
 *
 * R-CAL-02  open on the weekdays of the document, between its hours.
 * R-ATT-02, R-ATT-03, R-ATT-04  bounce, lock (5 to 60 minutes), and the minutes before closing from which a first touch is not guessed.
 * R-ATT-13  the grace of late and early.   R-ABS-01  the families' deadline.   R-ABS-03  the cut-off; both lie within the hours.
 * R-ABS-04  the steps of the ladder, in minutes from the threshold: none comes before the one below it.
 * R-ABS-06  the kitchen is told before it serves.
 * R-NAP-01  minutes between two looks at a sleeping child by class age; 0 where a class is not watched, which age 0 always is.
 * R-SHEET-01  how many children there are to a teacher: the set of before or since 2024-04-01, and each figure by itself.
 * R-SAFE-03  from how many days of treatment an accident is serious, and by when it is reported.   R-NTC-01  when notices do not ring.
 * R-EXT-07  spot places of extended care: core/spot_place.h.
 *
 * What a document does not say has the value that most nurseries have. Pure. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/incident.h"
#include "core/policy.h"
#include "core/spot_place.h"

enum { HOUSE_STEPS = 4 };

struct house_rules {
    uint32_t weekday_mask; /* bit 0 Monday */
    int32_t opens_min;
    int32_t closes_min;
    int32_t debounce_s;
    int32_t lock_min;
    int32_t late_first_min; /* before closing */
    int32_t cutoff_min;
    int32_t report_min;
    int32_t grace_min;
    int32_t meal_min;
    int32_t served_min;
    int32_t alarm_min[HOUSE_STEPS]; /* guardians, staff, head, ward */
    int32_t silent_min;             /* an entrance that says nothing so long is silent */
    int32_t nap_age0_min;
    int32_t nap_age1_min; /* 1 and 2 */
    int32_t nap_age3_min; /* 3 to 5 */
    int32_t nap_careful_min;
    int32_t nap_new_days;
    int32_t ratio_age0; /* children to a teacher */
    int32_t ratio_age1; /* 1 and 2 */
    int32_t ratio_age3;
    int32_t ratio_age4;   /* 4 and 5 */
    int32_t teachers_min; /* while any child is there */
    struct incident_rules incident;
    int32_t quiet_from_min; /* no mail of a notice from then … */
    int32_t quiet_to_min;   /* … until then; both the same: never quiet */
    struct spot_rules spot;
};

struct house_head {
    char site[POLICY_SITE_BYTES]; /* "": every nursery */
    int32_t valid_from_day;
    char title[2 * POLICY_NAME_BYTES];
};

/* Monday to Friday, seven to seven, and everything else as the rules' texts have it. */
void house_rules_init(struct house_rules *rules);
/* Reads a whole document and checks that its members fit together. ERR_INVALID: `faults` names every member that is wrong. */
enum err house_rules_decode(struct str document, struct house_rules *ret, struct house_head *ret_head,
                            struct json_faults *faults) NODISCARD;
/* The number of the rule that a fault at this pointer concerns, "" when none does. */
const char *house_rules_fault_rule(const char *pointer);
