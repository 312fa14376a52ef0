/* Do the members of a room's policy fit together? Every finding names the member and a code of policy_faults.c. See policy.h. */
#include <stdio.h>
#include <string.h>

#include "core/policy.h"

#include "base/banned.h"

static void blame(struct json_faults *faults, const char *section, size_t i, const char *code)
{
    char pointer[64];
    snprintf(pointer, sizeof pointer, "%s/%zu", section, i);
    json_fault_add(faults, pointer, code);
}

static void check_hours(const struct policy *policy, struct json_faults *faults)
{
    bool open = false;
    for (int i = 0; i < 7; i++) {
        const struct policy_hours *hours = &policy->hours[i];
        if (hours->opens_min == POLICY_NONE) {
            continue;
        }
        open = true;
        if (hours->opens_min >= hours->closes_min) {
            json_fault_add(faults, "/hours", "ENDS_BEFORE_BEGIN");
            return;
        }
        if (hours->pickup_by_min <= hours->opens_min || hours->pickup_by_min > hours->closes_min) {
            json_fault_add(faults, "/hours", "PICKUP_OUTSIDE_HOURS");
            return;
        }
    }
    if (!open) {
        json_fault_add(faults, "/hours", "NEVER_OPEN");
    }
}

static void check_slots(const struct policy *policy, struct json_faults *faults)
{
    for (size_t i = 0; i < policy->slots_n; i++) {
        const struct policy_slot *slot = &policy->slots[i];
        if (slot->from_min >= slot->to_min) {
            blame(faults, "/slots", i, "ENDS_BEFORE_BEGIN");
        }
        if (slot->segments >> POLICY_SEGMENTS_MAX != 0) {
            blame(faults, "/slots", i, "TOO_MANY_PIECES");
        }
        if (policy_slot_find(policy, str_of(slot->id)) != (int)i) {
            blame(faults, "/slots", i, "TWICE");
        }
    }
}

static void check_rooms(const struct policy *policy, struct json_faults *faults)
{
    int32_t places = 0;
    bool isolation = false;
    for (size_t i = 0; i < policy->rooms_n; i++) {
        const struct policy_room *room = &policy->rooms[i];
        places += room->places;
        isolation = isolation || room->isolation;
        if (policy_room_find(policy, str_of(room->id)) != (int)i) {
            blame(faults, "/rooms", i, "TWICE");
        }
        if (room->age_to_months != 0 && room->age_from_months >= room->age_to_months) {
            blame(faults, "/rooms", i, "ENDS_BEFORE_BEGIN");
        }
    }
    if (places < policy->places.licensed) {
        json_fault_add(faults, "/rooms", "FEWER_THAN_LICENSED");
    }
    bool wanted = false;
    for (int i = 0; i < DISEASE_COUNT; i++) {
        wanted = wanted || policy->acceptance.diseases[i].care == CARE_ISOLATE;
    }
    if (wanted && !isolation) {
        json_fault_add(faults, "/acceptance/diseases", "NO_ISOLATION_ROOM");
    }
}

/* Can the window be open for any moment? */
static bool window_is_open(const struct policy_window *window)
{
    switch (window->basis) {
    case BASIS_ALWAYS:
        return !window->close_on_basis;
    case BASIS_SAME_DAY:
        return window->open_min < window->close_min;
    case BASIS_CALENDAR_DAY_BEFORE:
    case BASIS_OPEN_DAY_BEFORE:
        return !window->close_on_basis || window->open_min < window->close_min;
    }
    return false;
}

static void check_booking(const struct policy *policy, struct json_faults *faults)
{
    const struct policy_booking *booking = &policy->booking;
    bool opens = false;
    for (size_t i = 0; i < booking->windows_n; i++) {
        const struct policy_window *window = &booking->windows[i];
        opens = opens || window->basis != BASIS_ALWAYS;
        if (!window_is_open(window)) {
            blame(faults, "/booking/windows", i, "NEVER_OPEN");
        }
        if (window->daily_from_min != POLICY_NONE && window->daily_from_min >= window->daily_to_min) {
            blame(faults, "/booking/windows", i, "ENDS_BEFORE_BEGIN");
        }
    }
    if (booking->opening != OPENING_FIRST_COME && !opens) {
        json_fault_add(faults, "/booking/opening", "NO_OPENING");
    }
}

static void check_course(const struct policy *policy, struct json_faults *faults)
{
    const struct policy_waiting *waiting = &policy->waiting;
    for (size_t i = 0; i < waiting->order_n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (waiting->order[i] == waiting->order[j]) {
                json_fault_add(faults, "/waiting/order", "TWICE");
            }
        }
        if (waiting->order[i] == ORDER_SEQUENCE && i + 1 < waiting->order_n) {
            json_fault_add(faults, "/waiting/order", "SEQUENCE_NOT_LAST");
        }
    }
    if (policy->no_show.count > 0 && (policy->no_show.within_days == 0 || policy->no_show.block_days == 0)) {
        json_fault_add(faults, "/no_show", "INCOMPLETE");
    }
}

static bool fits_all(const struct policy_fee_row *row)
{
    return row->residence == FEE_ANYBODY && row->tiers_n == 0 && row->slot[0] == '\0' && row->hours_up_to == 0 &&
           row->sibling_from <= 1;
}

/* The rows from the first on must leave nobody without a price: the last of all fits everybody, or two last ones residents and others. */
static void check_fees(const struct policy *policy, struct json_faults *faults)
{
    const struct policy_fees *fees = &policy->fees;
    bool covered[2] = {false, false};
    for (size_t i = 0; i < fees->rows_n; i++) {
        struct policy_fee_row row = fees->rows[i];
        enum policy_fee_residence residence = row.residence;
        row.residence = FEE_ANYBODY;
        if (fits_all(&row)) {
            covered[0] = covered[0] || residence != FEE_OTHER;
            covered[1] = covered[1] || residence != FEE_RESIDENT;
        }
        if (row.slot[0] != '\0' && policy_slot_find(policy, str_of(row.slot)) < 0) {
            blame(faults, "/fees/rows", i, "NO_SUCH_SLOT");
        }
        if (row.hours_up_to != 0 && fees->basis != FEE_HOURS_TIER) {
            blame(faults, "/fees/rows", i, "HOURS_WITHOUT_TIERS");
        }
    }
    if (!covered[0] || !covered[1]) {
        json_fault_add(faults, "/fees/rows", "SOMEBODY_WITHOUT_PRICE");
    }
}

/* From small to large, none inside another. */
static void check_reports(const struct policy *policy, struct json_faults *faults)
{
    const struct policy_reports *reports = &policy->reports;
    for (size_t i = 0; i < reports->same_day_n; i++) {
        const struct policy_bracket *bracket = &reports->same_day[i];
        if (bracket->to != POLICY_NONE && bracket->to < bracket->from) {
            blame(faults, "/reports/same_day_brackets", i, "ENDS_BEFORE_BEGIN");
        }
        if (i > 0 && (bracket[-1].to == POLICY_NONE || bracket[-1].to >= bracket->from)) {
            blame(faults, "/reports/same_day_brackets", i, "INSIDE_ANOTHER");
        }
    }
}

void policy_check(const struct policy *policy, struct json_faults *faults)
{
    check_hours(policy, faults);
    check_slots(policy, faults);
    check_rooms(policy, faults);
    check_booking(policy, faults);
    check_course(policy, faults);
    check_fees(policy, faults);
    check_reports(policy, faults);
}
