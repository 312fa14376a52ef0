/* See illness.h. */
#include "core/illness.h"

#include <assert.h>

#include "base/civil.h"

#include "base/banned.h"

enum { MS_PER_HOUR = 3600000 };

bool illness_note_valid(const struct policy_note *rule, int32_t issued_day, int32_t void_day, int32_t day)
{
    return issued_day != 0 && issued_day <= day && day < issued_day + rule->valid_days &&
           (void_day == 0 || day < void_day);
}

static enum reservation_reason note_reason(const struct policy_note *rule, const struct illness *illness, int32_t day)
{
    bool dated = illness->note == ILLNESS_NOTE_IN_HAND && illness->note_issued_day != 0;
    if (dated && rule->needed != NOTE_NOT_NEEDED &&
        !illness_note_valid(rule, illness->note_issued_day, illness->note_void_day, day)) {
        return REASON_NOTE_EXPIRED;
    }
    return rule->needed == NOTE_AT_REQUEST && illness->note != ILLNESS_NOTE_IN_HAND ? REASON_NOTE_MISSING : REASON_NONE;
}

static bool too_hot(int32_t tenths, int32_t max_tenths)
{
    return tenths != POLICY_NONE && max_tenths != POLICY_NONE && tenths >= max_tenths;
}

/* The day on which the room opens, in hours after the first dose. */
static bool treated_long_enough(const struct policy *policy, int32_t hours, const struct illness *illness, int32_t day)
{
    int32_t opens = policy->hours[civil_weekday(day)].opens_min;
    int64_t at_ms = civil_ms_at(day, opens == POLICY_NONE ? 0 : opens);
    return at_ms - illness->treated_ms >= (int64_t)hours * MS_PER_HOUR;
}

static bool criteria_met(const struct policy *policy, const struct policy_disease *row, const struct illness *illness,
                         int32_t day)
{
    const struct policy_acceptance *rule = &policy->acceptance;
    if (too_hot(illness->tenths, rule->max_tenths) || too_hot(illness->tenths, row->max_tenths)) {
        return false;
    }
    if (!rule->antipyretic_same_day && illness->antipyretic_ms != 0 &&
        civil_day_of_ms(illness->antipyretic_ms) == day) {
        return false;
    }
    if (row->min_days_since_onset != POLICY_NONE && day - illness->onset_day < row->min_days_since_onset) {
        return false;
    }
    return row->min_hours_since_treatment == POLICY_NONE || illness->treated_ms == 0 ||
           treated_long_enough(policy, row->min_hours_since_treatment, illness, day);
}

struct illness_view illness_view(const struct policy *policy, const struct illness *illness, int32_t day)
{
    assert(illness->disease >= 0);
    assert(illness->disease < DISEASE_COUNT);
    const struct policy_disease *row = &policy->acceptance.diseases[illness->disease];
    struct illness_view view = {.isolate = row->care == CARE_ISOLATE, .group = row->group};
    if (row->care == CARE_REFUSE) {
        view.reason = REASON_DISEASE_REFUSED;
        return view;
    }
    if (!criteria_met(policy, row, illness, day)) {
        view.reason = REASON_CRITERIA_NOT_MET;
        return view;
    }
    view.reason = note_reason(&policy->note, illness, day);
    bool untold = row->min_hours_since_treatment != POLICY_NONE && illness->treated_ms == 0;
    view.judge = row->care == CARE_JUDGE || untold;
    return view;
}
