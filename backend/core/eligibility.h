/* May this child use the room on that day at all (A2, A3)? Age, residence, work, registration. Pure.
 *
 * R-REG-01  below the lower age on the use date → AGE_LOW, above the upper limit → AGE_HIGH.
 * R-REG-02  resident_or_enrolled: a non-resident enrolled in a nursery of the municipality may; enrolled elsewhere → NOT_RESIDENT.
 * R-REG-03  an accepted parental leave that covers the use date → PARENTAL_LEAVE.
 * R-REG-05  one registration for all rooms, or one per room.
 * R-REG-06  a fiscal-year registration ends on 31 March: a use date after it needs the renewed one, even when asked for in March.
 * R-REG-09  book_before_approval: a submitted registration may ask; it ranks after all approved ones. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/policy.h"
#include "core/reason.h"
#include "core/registration.h"

/* What is known of the child and its household on the use date. */
struct eligibility {
    int32_t birth_day;
    bool resident;
    bool enrolled;   /* in a nursery of the municipality */
    bool works_here; /* a guardian works in the municipality */
    bool work_proved;
    bool entitled; /* a certificate of need covers the day */
    bool parental_leave;
    enum registration_state registration; /* REGISTRATION_NONE: there is none in the scope */
    int32_t valid_to_day;
};

/* First and last day of use on which a child born then is of the age that the room takes (R-REG-01). */
struct eligibility_span {
    int32_t from_day;
    int32_t to_day;
};
struct eligibility_span eligibility_span(const struct policy_eligibility *rule, int32_t birth_day);

/* REASON_NONE: it may. */
enum reservation_reason eligibility_reason(const struct policy *policy, const struct eligibility *child, int32_t day);
/* Does it come behind the approved ones (R-REG-09)? */
bool eligibility_provisional(const struct policy *policy, const struct eligibility *child);
