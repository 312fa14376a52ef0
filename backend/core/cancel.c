/* See cancel.h. */
#include "core/cancel.h"

#include <stddef.h>

#include "base/civil.h"

#include "base/banned.h"

struct cancel_view cancel_view(const struct policy *policy, const struct calendar *calendar,
                               const struct cancel_facts *facts)
{
    struct cancel_view view = {false, false, 0};
    int64_t deadline_ms;
    if (!facts->holds_place || facts->by == CANCEL_BY_FACILITY) {
        return view;
    }
    view.same_day = civil_day_of_ms(facts->now_ms) >= facts->day;
    view.late = policy_moment_ms(policy->cancel.deadline, calendar, facts->day, &deadline_ms) &&
                facts->now_ms >= deadline_ms;
    view.fee_yen = view.late ? policy->cancel.late_fee_yen : 0;
    return view;
}

bool cancel_asks_why(const struct policy_cancel *rule)
{
    return rule->chain == CHAIN_LATER_DAYS_UNLESS_HOME;
}

bool cancel_takes(const struct policy_cancel *rule, enum cancel_why why, int32_t day, int32_t other)
{
    switch (rule->chain) {
    case CHAIN_NONE:
        return false;
    case CHAIN_LATER_DAYS:
        return other > day;
    case CHAIN_LATER_DAYS_UNLESS_HOME:
        return other > day && why == CANCEL_TO_NURSERY;
    }
    return false;
}

int64_t cancel_no_show_due_ms(const struct policy *policy, int32_t day, int32_t planned_min)
{
    int32_t opens = policy->hours[civil_weekday(day)].opens_min;
    int32_t from = planned_min != POLICY_NONE ? planned_min : opens == POLICY_NONE ? 0 : opens;
    return civil_ms_at(day, from + policy->no_show.after_min);
}

int32_t cancel_suspended_to(const struct policy_no_show *rule, const int32_t *earlier, size_t n, int32_t day)
{
    int32_t count = 1;
    for (size_t i = 0; i < n; i++) {
        count += earlier[i] <= day && earlier[i] > day - rule->within_days ? 1 : 0;
    }
    return rule->count > 0 && count >= rule->count ? day + rule->block_days : 0;
}
