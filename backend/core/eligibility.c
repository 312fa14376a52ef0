/* See eligibility.h. */
#include "core/eligibility.h"

#include "base/banned.h"

static bool resident_enough(const struct policy_eligibility *rule, const struct eligibility *child)
{
    switch (rule->residence) {
    case RESIDENCE_ANYONE:
        return true;
    case RESIDENCE_RESIDENT:
        return child->resident;
    case RESIDENCE_OR_ENROLLED:
        return child->resident || child->enrolled;
    case RESIDENCE_OR_WORKER:
        return child->resident || child->works_here;
    }
    return false;
}

static enum reservation_reason registration_reason(const struct policy_registration *rule,
                                                   const struct eligibility *child, int32_t day)
{
    if (!rule->required && child->registration != REGISTRATION_SUSPENDED &&
        child->registration != REGISTRATION_CLOSED) {
        return REASON_NONE;
    }
    switch (child->registration) {
    case REGISTRATION_APPROVED:
        return day <= child->valid_to_day ? REASON_NONE : REASON_REGISTRATION_EXPIRED;
    case REGISTRATION_EXPIRED:
        return REASON_REGISTRATION_EXPIRED;
    case REGISTRATION_SUSPENDED:
        return REASON_SUSPENDED;
    case REGISTRATION_SUBMITTED:
        return rule->book_before_approval ? REASON_NONE : REASON_NOT_REGISTERED;
    case REGISTRATION_NONE:
    case REGISTRATION_DRAFT:
    case REGISTRATION_RETURNED:
    case REGISTRATION_REFUSED:
    case REGISTRATION_CLOSED:
        break;
    }
    return REASON_NOT_REGISTERED;
}

struct eligibility_span eligibility_span(const struct policy_eligibility *rule, int32_t birth_day)
{
    return (struct eligibility_span){calendar_months_old_day(birth_day, rule->age_low_months),
                                     calendar_last_day(birth_day, rule->age_high)};
}

enum reservation_reason eligibility_reason(const struct policy *policy, const struct eligibility *child, int32_t day)
{
    const struct policy_eligibility *rule = &policy->eligibility;
    struct eligibility_span span = eligibility_span(rule, child->birth_day);
    if (day < span.from_day) {
        return REASON_AGE_LOW;
    }
    if (day > span.to_day) {
        return REASON_AGE_HIGH;
    }
    if (!resident_enough(rule, child)) {
        return REASON_NOT_RESIDENT;
    }
    if (rule->parental_leave_blocks && child->parental_leave) {
        return REASON_PARENTAL_LEAVE;
    }
    if (rule->enrolment_required && !child->enrolled) {
        return REASON_NOT_ENROLLED;
    }
    if (rule->work_required && !child->work_proved) {
        return REASON_WORK_NOT_PROVED;
    }
    if (rule->entitlement_required && !child->entitled) {
        return REASON_NOT_ENTITLED;
    }
    return registration_reason(&policy->registration, child, day);
}

bool eligibility_provisional(const struct policy *policy, const struct eligibility *child)
{
    return policy->registration.required && child->registration != REGISTRATION_APPROVED;
}
