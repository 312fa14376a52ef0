/* Defaults and lookups: see policy.h. The defaults are the project's own; a municipality states what it does otherwise. */
#include "core/policy.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { DEFAULT_OPENS = 510, DEFAULT_CLOSES = 1080, SATURDAY = 5 };

static void init_opening(struct policy *policy)
{
    for (int i = 0; i < 7; i++) {
        bool weekday = i < SATURDAY;
        policy->hours[i] = (struct policy_hours){weekday ? DEFAULT_OPENS : POLICY_NONE, DEFAULT_CLOSES, DEFAULT_CLOSES};
        policy->places.by_weekday[i] = POLICY_NONE;
    }
    policy->places.licensed = 4;
    policy->staffing = (struct policy_staffing){
        .nurses = 1, .teachers = 2, .children_per_nurse = 10, .children_per_teacher = 3};
    policy->slots_n = 1;
    policy->slots[0] = (struct policy_slot){
        .id = "day", .from_min = DEFAULT_OPENS, .to_min = DEFAULT_CLOSES, .segments = 1};
    policy->rooms_n = 1;
    policy->rooms[0] = (struct policy_room){.id = "general", .name = "", .places = 4};
}

static void init_acceptance(struct policy *policy)
{
    policy->acceptance.max_tenths = POLICY_NONE;
    policy->acceptance.antipyretic_same_day = true;
    for (int i = 0; i < DISEASE_COUNT; i++) {
        policy->acceptance.diseases[i] = (struct policy_disease){
            .care = disease_list[i].symptom && strcmp(disease_list[i].code, "UNDIAGNOSED_FEVER") == 0 ? CARE_JUDGE
                                                                                                      : CARE_ACCEPT,
            .group = i + 1,
            .min_days_since_onset = POLICY_NONE,
            .min_hours_since_treatment = POLICY_NONE,
            .max_tenths = POLICY_NONE,
        };
    }
}

static void init_asking(struct policy *policy)
{
    policy->booking = (struct policy_booking){
        .windows = {{.basis = BASIS_OPEN_DAY_BEFORE,
                     .days = 1,
                     .open_min = 1080,
                     .close_min = 480,
                     .daily_from_min = POLICY_NONE,
                     .daily_to_min = POLICY_NONE}},
        .windows_n = 1,
        .max_days = 3,
        .waiting_max = 2,
        .opening_min = 10,
    };
    policy->decision.final = (struct policy_moment){ON_DAY_OF_USE, 480};
    policy->cancel = (struct policy_cancel){
        .deadline = {ON_DAY_OF_USE, 420}, .late_fee_yen = 0, .reminder_lead_min = 60, .chain = CHAIN_NONE};
    policy->no_show = (struct policy_no_show){.after_min = 60};
    policy->waiting = (struct policy_waiting){
        .order = {ORDER_APPROVED, ORDER_CONTINUING, ORDER_AGE, ORDER_SEQUENCE},
        .order_n = 4,
        .offer_min = 15,
        .quiet_from_min = 1380,
        .quiet_to_min = 360,
        .continue_days = 3,
        .same_day_list = true,
    };
    policy->episode = (struct policy_episode){.extendable = true};
    policy->note = (struct policy_note){NOTE_AT_ENTRY, 7};
}

void policy_init(struct policy *policy)
{
    memset(policy, 0, sizeof *policy);
    policy->eligibility = (struct policy_eligibility){.age_low_months = 6,
                                                      .age_high = LIMIT_SCHOOL_ENTRY,
                                                      .residence = RESIDENCE_ANYONE,
                                                      .older_places = POLICY_NONE};
    policy->registration = (struct policy_registration){.required = true, .confirm_every_months = 12};
    init_opening(policy);
    init_acceptance(policy);
    init_asking(policy);
    policy->fees.rows_n = 1;
    policy->fees.rows[0] = (struct policy_fee_row){.sibling_from = 1};
}

struct calendar policy_calendar(const struct policy *policy, const int32_t *holidays, size_t holidays_n,
                                const struct calendar_exception *own, size_t own_n,
                                struct policy_calendar_storage *storage)
{
    enum { MAX = sizeof storage->exceptions / sizeof storage->exceptions[0] };
    struct calendar calendar = {.holidays = holidays,
                                .holidays_n = holidays_n,
                                .holidays_open = policy->calendar.holidays_open,
                                .new_year_open = policy->calendar.new_year_open,
                                .exceptions = storage->exceptions};
    for (int i = 0; i < 7; i++) {
        calendar.weekday_mask |= policy->hours[i].opens_min == POLICY_NONE ? 0 : 1 << i;
    }
    size_t n = 0;
    for (size_t i = 0; i < own_n && n < MAX; i++) {
        storage->exceptions[n++] = own[i]; /* first found wins */
    }
    for (size_t i = 0; i < policy->calendar.dates_n && n < MAX; i++) {
        storage->exceptions[n++] = policy->calendar.dates[i];
    }
    calendar.exceptions_n = n;
    return calendar;
}

int32_t policy_places_on(const struct policy *policy, int32_t day)
{
    const struct policy_places *places = &policy->places;
    for (size_t i = 0; i < places->dates_n; i++) {
        if (places->dates[i].day == day) {
            return places->dates[i].places;
        }
    }
    int32_t weekday = places->by_weekday[civil_weekday(day)];
    return weekday == POLICY_NONE ? places->licensed : weekday;
}

int32_t policy_capacity(const struct policy *policy, int32_t day, int32_t nurses, int32_t teachers)
{
    const struct policy_staffing *staffing = &policy->staffing;
    int32_t capacity = policy_places_on(policy, day);
    assert(nurses >= 0);
    assert(teachers >= 0);
    if (staffing->children_per_nurse > 0 && nurses * staffing->children_per_nurse < capacity) {
        capacity = nurses * staffing->children_per_nurse;
    }
    if (staffing->children_per_teacher > 0 && teachers * staffing->children_per_teacher < capacity) {
        capacity = teachers * staffing->children_per_teacher;
    }
    return capacity;
}

int policy_slot_find(const struct policy *policy, struct str id)
{
    for (size_t i = 0; i < policy->slots_n; i++) {
        if (str_is(id, policy->slots[i].id)) {
            return (int)i;
        }
    }
    return -1;
}

int policy_room_find(const struct policy *policy, struct str id)
{
    for (size_t i = 0; i < policy->rooms_n; i++) {
        if (str_is(id, policy->rooms[i].id)) {
            return (int)i;
        }
    }
    return -1;
}

bool policy_moment_ms(struct policy_moment moment, const struct calendar *calendar, int32_t day, int64_t *ret_ms)
{
    int32_t on = day;
    if (moment.min == POLICY_NONE) {
        return false;
    }
    switch (moment.on) {
    case ON_DAY_OF_USE:
        break;
    case ON_DAY_BEFORE:
        on = day - 1;
        break;
    case ON_OPEN_DAY_BEFORE:
        on = calendar_open_day_before(calendar, day);
        break;
    }
    if (on == CALENDAR_NEVER) {
        return false;
    }
    *ret_ms = civil_ms_at(on, moment.min);
    return true;
}
