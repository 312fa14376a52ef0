/* Illnesses, asking and the course of a reservation, written back: see policy_encode.h. */
#include "core/policy_encode.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "core/particular.h"

#include "base/banned.h"

static void put_minute(struct json_out *out, const char *key, int32_t minute)
{
    json_out_key(out, key);
    json_out_minute(out, minute);
}

static void put_moment(struct json_out *out, struct policy_moment moment)
{
    static const char *const words[] = {
        [ON_DAY_OF_USE] = "day_of_use", [ON_DAY_BEFORE] = "day_before", [ON_OPEN_DAY_BEFORE] = "open_day_before"};
    json_out_open(out, '{');
    json_put_word(out, "on", words[moment.on]);
    put_minute(out, "at", moment.min);
    json_out_close(out, '}');
}

/* --- illnesses --------------------------------------------------------------------------------------------------------- */

static const char *const care_words[] = {
    [CARE_ACCEPT] = "accept", [CARE_ISOLATE] = "isolate", [CARE_REFUSE] = "refuse", [CARE_JUDGE] = "judge"};

/* How many diseases are of the group of disease i? */
static int sharing(const struct policy_acceptance *from, int i)
{
    int n = 0;
    for (int j = 0; j < DISEASE_COUNT; j++) {
        n += from->diseases[j].group == from->diseases[i].group ? 1 : 0;
    }
    return n;
}

static bool same_row(const struct policy_acceptance *from, int i, int j)
{
    const struct policy_disease *a = &from->diseases[i];
    const struct policy_disease *b = &from->diseases[j];
    bool groups = a->group == b->group || (sharing(from, i) == 1 && sharing(from, j) == 1);
    return groups && a->care == b->care && a->min_days_since_onset == b->min_days_since_onset &&
           a->min_hours_since_treatment == b->min_hours_since_treatment && a->max_tenths == b->max_tenths;
}

static void put_or_nothing(struct json_out *out, const char *key, int32_t number)
{
    if (number != POLICY_NONE) {
        json_put_int(out, key, number);
    }
}

static void put_tenths_or_nothing(struct json_out *out, const char *key, int32_t tenths)
{
    if (tenths != POLICY_NONE) {
        json_out_key(out, key);
        json_out_tenths(out, tenths);
    }
}

/* A row of all diseases like disease i that have none yet. */
static void put_row(struct json_out *out, const struct policy_acceptance *from, int i, bool done[DISEASE_COUNT])
{
    const struct policy_disease *row = &from->diseases[i];
    json_out_open(out, '{');
    json_out_key(out, "codes");
    json_out_open(out, '[');
    json_out_text(out, str_of(disease_list[i].code));
    done[i] = true;
    for (int j = 0; j < DISEASE_COUNT; j++) {
        if (!done[j] && same_row(from, i, j)) {
            json_out_text(out, str_of(disease_list[j].code));
            done[j] = true;
        }
    }
    json_out_close(out, ']');
    json_put_word(out, "care", care_words[row->care]);
    if (sharing(from, i) > 1) {
        char group[POLICY_ID_BYTES];
        snprintf(group, sizeof group, "group-%d", row->group);
        json_put_text(out, "group", str_of(group));
    }
    put_or_nothing(out, "min_days_since_onset", row->min_days_since_onset);
    put_or_nothing(out, "min_hours_since_treatment", row->min_hours_since_treatment);
    put_tenths_or_nothing(out, "max_temp_c", row->max_tenths);
    json_out_close(out, '}');
}

/* The disease that gives a group its number stands before the others of it: so it gets the same number when it is read again. */
static void put_acceptance(struct json_out *out, const struct policy_acceptance *from)
{
    bool done[DISEASE_COUNT] = {false};
    json_out_open(out, '{');
    put_tenths_or_nothing(out, "max_temp_c", from->max_tenths);
    json_put_bool(out, "antipyretic_same_day", from->antipyretic_same_day);
    json_out_key(out, "diseases");
    json_out_open(out, '[');
    for (int i = 0; i < DISEASE_COUNT; i++) {
        if (!done[i] && from->diseases[i].group == i + 1) {
            put_row(out, from, i, done);
        }
    }
    for (int i = 0; i < DISEASE_COUNT; i++) {
        if (!done[i]) {
            put_row(out, from, i, done);
        }
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

/* --- asking -------------------------------------------------------------------------------------------------------------- */

static void put_window(struct json_out *out, const struct policy_window *from)
{
    static const char *const bases[] = {[BASIS_ALWAYS] = "always",
                                        [BASIS_CALENDAR_DAY_BEFORE] = "calendar_day_before",
                                        [BASIS_OPEN_DAY_BEFORE] = "open_day_before",
                                        [BASIS_SAME_DAY] = "same_day"};
    json_out_open(out, '{');
    json_out_key(out, "opens");
    json_out_open(out, '{');
    json_put_word(out, "basis", bases[from->basis]);
    json_put_int(out, "days", from->days);
    put_minute(out, "at", from->open_min);
    json_out_close(out, '}');
    json_out_key(out, "closes");
    json_out_open(out, '{');
    json_put_word(out, "on", from->close_on_basis ? "opening_day" : "day_of_use");
    put_minute(out, "at", from->close_min);
    json_out_close(out, '}');
    if (from->daily_from_min != POLICY_NONE) {
        json_out_key(out, "daily");
        json_out_open(out, '{');
        put_minute(out, "from", from->daily_from_min);
        put_minute(out, "to", from->daily_to_min);
        json_out_close(out, '}');
    }
    json_out_close(out, '}');
}

static void put_required(struct json_out *out, uint32_t required)
{
    json_out_key(out, "required");
    json_out_open(out, '[');
    for (int i = 0; i < PARTICULAR_COUNT; i++) {
        if ((required >> i & 1) != 0) {
            json_out_text(out, str_of(particular_words[i]));
        }
    }
    json_out_close(out, ']');
}

static void put_booking(struct json_out *out, const struct policy_booking *from)
{
    static const char *const confirms[] = {[CONFIRM_AUTO] = "auto",
                                           [CONFIRM_MANUAL] = "manual",
                                           [CONFIRM_AUTO_UNLESS_ISOLATION] = "auto_unless_isolation"};
    static const char *const openings[] = {
        [OPENING_FIRST_COME] = "first_come", [OPENING_PRIORITY] = "priority", [OPENING_LOTTERY] = "lottery"};
    json_out_open(out, '{');
    json_out_key(out, "windows");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->windows_n; i++) {
        put_window(out, &from->windows[i]);
    }
    json_out_close(out, ']');
    json_put_int(out, "max_days", from->max_days);
    json_put_int(out, "waiting_max", from->waiting_max);
    json_put_word(out, "confirm", confirms[from->confirm]);
    json_out_key(out, "opening");
    json_out_open(out, '{');
    json_put_word(out, "mode", openings[from->opening]);
    json_put_int(out, "minutes", from->opening_min);
    json_out_close(out, '}');
    put_required(out, from->required);
    json_out_close(out, '}');
}

static void put_decision(struct json_out *out, const struct policy_decision *from)
{
    json_out_open(out, '{');
    json_out_key(out, "notices");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->notices_n; i++) {
        put_moment(out, from->notices[i]);
    }
    json_out_close(out, ']');
    if (from->final.min != POLICY_NONE) {
        json_out_key(out, "final");
        put_moment(out, from->final);
    }
    json_out_close(out, '}');
}

static void put_cancel(struct json_out *out, const struct policy_cancel *from)
{
    static const char *const chains[] = {[CHAIN_NONE] = "none",
                                         [CHAIN_LATER_DAYS] = "later_days",
                                         [CHAIN_LATER_DAYS_UNLESS_HOME] = "later_days_unless_home"};
    json_out_open(out, '{');
    if (from->deadline.min != POLICY_NONE) {
        json_out_key(out, "deadline");
        put_moment(out, from->deadline);
    }
    json_put_int(out, "late_fee_yen", from->late_fee_yen);
    json_put_int(out, "reminder_lead_min", from->reminder_lead_min);
    json_put_word(out, "chain", chains[from->chain]);
    json_out_close(out, '}');
}

static void put_no_show(struct json_out *out, const struct policy_no_show *from)
{
    json_out_open(out, '{');
    json_put_int(out, "after_min", from->after_min);
    json_put_int(out, "count", from->count);
    if (from->within_days > 0) {
        json_put_int(out, "within_days", from->within_days);
    }
    if (from->block_days > 0) {
        json_put_int(out, "block_days", from->block_days);
    }
    json_out_close(out, '}');
}

static void put_waiting(struct json_out *out, const struct policy_waiting *from)
{
    static const char *const orders[] = {[ORDER_APPROVED] = "approved",
                                         [ORDER_CONTINUING] = "continuing",
                                         [ORDER_AGE] = "age",
                                         [ORDER_SEQUENCE] = "sequence"};
    json_out_open(out, '{');
    json_out_key(out, "order");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->order_n; i++) {
        json_out_text(out, str_of(orders[from->order[i]]));
    }
    json_out_close(out, ']');
    json_put_int(out, "offer_min", from->offer_min);
    put_minute(out, "quiet_from", from->quiet_from_min);
    put_minute(out, "quiet_to", from->quiet_to_min);
    json_put_word(out, "on_expiry", from->on_expiry == EXPIRY_DROP ? "drop" : "to_end");
    json_put_int(out, "continue_days", from->continue_days);
    json_put_bool(out, "same_day_list", from->same_day_list);
    json_out_close(out, '}');
}

static void put_episode(struct json_out *out, const struct policy_episode *from)
{
    json_out_open(out, '{');
    json_put_int(out, "max_days", from->max_days);
    json_put_bool(out, "count_closed", from->count_closed);
    json_put_bool(out, "extendable", from->extendable);
    json_out_close(out, '}');
}

static void put_note(struct json_out *out, const struct policy_note *from)
{
    static const char *const needed[] = {
        [NOTE_NOT_NEEDED] = "none", [NOTE_AT_ENTRY] = "entry", [NOTE_AT_REQUEST] = "request"};
    json_out_open(out, '{');
    json_put_word(out, "needed", needed[from->needed]);
    json_put_int(out, "valid_days", from->valid_days);
    json_out_close(out, '}');
}

static void put_entry(struct json_out *out, const struct policy_entry *from)
{
    json_out_open(out, '{');
    json_out_key(out, "bring");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->bring_n; i++) {
        json_out_text(out, str_of(from->bring[i]));
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void policy_encode_asking(struct json_out *out, const struct policy *policy, enum policy_section section)
{
    if (section == SECTION_ACCEPTANCE) {
        put_acceptance(out, &policy->acceptance);
    } else if (section == SECTION_BOOKING) {
        put_booking(out, &policy->booking);
    } else if (section == SECTION_DECISION) {
        put_decision(out, &policy->decision);
    } else if (section == SECTION_CANCEL) {
        put_cancel(out, &policy->cancel);
    } else if (section == SECTION_NO_SHOW) {
        put_no_show(out, &policy->no_show);
    } else if (section == SECTION_WAITING) {
        put_waiting(out, &policy->waiting);
    } else if (section == SECTION_EPISODE) {
        put_episode(out, &policy->episode);
    } else if (section == SECTION_NOTE) {
        put_note(out, &policy->note);
    } else {
        put_entry(out, &policy->entry);
    }
}
