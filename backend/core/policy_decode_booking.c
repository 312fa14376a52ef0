/* Reading a policy document: illnesses, asking, and the course of a reservation. See policy.h. */
#include <assert.h>
#include <string.h>

#include "core/policy_parts.h"
#include "core/particular.h"

#include "base/banned.h"

enum { TENTHS_MIN = 360, TENTHS_MAX = 420, DAYS_AHEAD_MAX = 90, HOURS_MAX = 240, MONTH = 31, YEN_MAX = 100000 };

static const char *const care_words[] = {"accept", "isolate", "refuse", "judge", NULL};

/* Diseases that name the same group may share an isolation room. A group's number is the first named disease's. */
struct groups {
    char name[DISEASE_COUNT][POLICY_ID_BYTES];
};

static int32_t group_of(struct groups *groups, const char *name, int disease)
{
    for (int i = 0; i < DISEASE_COUNT; i++) {
        if (strcmp(groups->name[i], name) == 0) {
            return i + 1;
        }
    }
    memcpy(groups->name[disease], name, POLICY_ID_BYTES);
    return disease + 1;
}

static void decode_disease(struct json_in *row, struct policy_acceptance *to, struct groups *groups)
{
    char group[POLICY_ID_BYTES] = "";
    size_t n = json_list(row, "codes", JSON_REQUIRED, DISEASE_COUNT);
    int care = json_word(row, "care", JSON_REQUIRED, care_words);
    struct policy_disease disease = {
        .care = care < 0 ? CARE_JUDGE : (enum policy_care)care,
        .min_days_since_onset = (int32_t)json_int(row, "min_days_since_onset", JSON_OPTIONAL, 0, MONTH, POLICY_NONE),
        .min_hours_since_treatment = (int32_t)json_int(row, "min_hours_since_treatment", JSON_OPTIONAL, 0, HOURS_MAX,
                                                       POLICY_NONE),
        .max_tenths = json_tenths(row, "max_temp_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, POLICY_NONE),
    };
    policy_decode_id(row, "group", JSON_OPTIONAL, group);
    for (size_t i = 0; i < n; i++) {
        int found = disease_find(json_list_text(row, "codes", i, 32));
        if (found < 0) {
            json_blame(row, "codes", "NO_SUCH_DISEASE");
            return;
        }
        to->diseases[found] = disease;
        to->diseases[found].group = group[0] == '\0' ? found + 1 : group_of(groups, group, found);
    }
}

void policy_decode_acceptance(struct json_in *in, struct policy *policy)
{
    struct policy_acceptance *to = &policy->acceptance;
    struct groups groups = {0};
    struct json_in from;
    if (!json_nested(in, "acceptance", JSON_OPTIONAL, &from)) {
        return;
    }
    to->max_tenths = json_tenths(&from, "max_temp_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, to->max_tenths);
    to->antipyretic_same_day = json_bool(&from, "antipyretic_same_day", JSON_OPTIONAL, to->antipyretic_same_day);
    int otherwise = json_word(&from, "default", JSON_OPTIONAL, care_words);
    for (int i = 0; otherwise >= 0 && i < DISEASE_COUNT; i++) {
        to->diseases[i].care = (enum policy_care)otherwise;
    }
    size_t n = json_list(&from, "diseases", JSON_OPTIONAL, DISEASE_COUNT);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(&from, "diseases", i, &row)) {
            decode_disease(&row, to, &groups);
            json_nested_end(&row);
        }
    }
    json_nested_end(&from);
}

static void decode_window(struct json_in *row, struct policy_window *to)
{
    static const char *const basis_words[] = {"always", "calendar_day_before", "open_day_before", "same_day", NULL};
    static const char *const on_words[] = {"day_of_use", "opening_day", NULL};
    struct json_in part;
    *to = (struct policy_window){.days = 1, .daily_from_min = POLICY_NONE, .daily_to_min = POLICY_NONE};
    if (json_nested(row, "opens", JSON_REQUIRED, &part)) {
        int basis = json_word(&part, "basis", JSON_REQUIRED, basis_words);
        to->basis = basis < 0 ? BASIS_ALWAYS : (enum policy_basis)basis;
        to->days = (int32_t)json_int(&part, "days", JSON_OPTIONAL, 1, DAYS_AHEAD_MAX, 1);
        to->open_min = json_minute(&part, "at", JSON_OPTIONAL, 0);
        json_nested_end(&part);
    }
    if (json_nested(row, "closes", JSON_REQUIRED, &part)) {
        to->close_on_basis = json_word(&part, "on", JSON_REQUIRED, on_words) == 1;
        to->close_min = json_minute(&part, "at", JSON_REQUIRED, 0);
        json_nested_end(&part);
    }
    if (json_nested(row, "daily", JSON_OPTIONAL, &part)) {
        to->daily_from_min = json_minute(&part, "from", JSON_REQUIRED, 0);
        to->daily_to_min = json_minute(&part, "to", JSON_REQUIRED, 0);
        json_nested_end(&part);
    }
}

static void decode_opening(struct json_in *in, struct policy_booking *to)
{
    static const char *const mode_words[] = {"first_come", "priority", "lottery", NULL};
    struct json_in opening;
    if (!json_nested(in, "opening", JSON_OPTIONAL, &opening)) {
        return;
    }
    int mode = json_word(&opening, "mode", JSON_REQUIRED, mode_words);
    to->opening = mode < 0 ? OPENING_FIRST_COME : (enum policy_opening)mode;
    to->opening_min = (int32_t)json_int(&opening, "minutes", JSON_OPTIONAL, 1, 240, to->opening_min);
    json_nested_end(&opening);
}

static void decode_required(struct json_in *from, struct policy_booking *to)
{
    uint32_t required = 0;
    size_t n = json_list(from, "required", JSON_OPTIONAL, PARTICULAR_COUNT);
    for (size_t i = 0; i < n; i++) {
        struct str word = json_list_text(from, "required", i, 32);
        int found = 0;
        while (particular_words[found] != NULL && !str_is(word, particular_words[found])) {
            found++;
        }
        if (particular_words[found] == NULL) {
            json_blame(from, "required", "NO_SUCH_ANSWER");
            return;
        }
        required |= UINT32_C(1) << found;
    }
    to->required = n > 0 ? required : to->required;
}

void policy_decode_booking(struct json_in *in, struct policy *policy)
{
    static const char *const confirm_words[] = {"auto", "manual", "auto_unless_isolation", NULL};
    struct policy_booking *to = &policy->booking;
    struct json_in from;
    if (!json_nested(in, "booking", JSON_OPTIONAL, &from)) {
        return;
    }
    size_t n = json_list(&from, "windows", JSON_OPTIONAL, POLICY_WINDOWS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(&from, "windows", i, &row)) {
            decode_window(&row, &to->windows[i]);
            json_nested_end(&row);
        }
    }
    to->windows_n = n > 0 ? n : to->windows_n;
    to->max_days = (int32_t)json_int(&from, "max_days", JSON_OPTIONAL, 1, 14, to->max_days);
    to->waiting_max = (int32_t)json_int(&from, "waiting_max", JSON_OPTIONAL, 0, 20, to->waiting_max);
    int confirm = json_word(&from, "confirm", JSON_OPTIONAL, confirm_words);
    to->confirm = confirm < 0 ? to->confirm : (enum policy_confirm)confirm;
    decode_opening(&from, to);
    decode_required(&from, to);
    json_nested_end(&from);
}

static void decode_decision(struct json_in *in, struct policy *policy)
{
    struct policy_decision *to = &policy->decision;
    struct json_in from;
    if (!json_nested(in, "decision", JSON_OPTIONAL, &from)) {
        return;
    }
    to->notices_n = json_list(&from, "notices", JSON_OPTIONAL, POLICY_NOTICES_MAX);
    for (size_t i = 0; i < to->notices_n; i++) {
        struct json_in row;
        if (json_list_object(&from, "notices", i, &row)) {
            policy_decode_moment(&row, &to->notices[i]);
        }
    }
    struct json_in final;
    if (json_nested(&from, "final", JSON_OPTIONAL, &final)) {
        policy_decode_moment(&final, &to->final);
    }
    json_nested_end(&from);
}

static void decode_cancel(struct json_in *in, struct policy *policy)
{
    static const char *const chain_words[] = {"none", "later_days", "later_days_unless_home", NULL};
    struct policy_cancel *to = &policy->cancel;
    struct json_in from;
    if (!json_nested(in, "cancel", JSON_OPTIONAL, &from)) {
        return;
    }
    struct json_in deadline;
    if (json_nested(&from, "deadline", JSON_OPTIONAL, &deadline)) {
        policy_decode_moment(&deadline, &to->deadline);
    }
    to->late_fee_yen = (int32_t)json_int(&from, "late_fee_yen", JSON_OPTIONAL, 0, YEN_MAX, to->late_fee_yen);
    to->reminder_lead_min = (int32_t)json_int(&from, "reminder_lead_min", JSON_OPTIONAL, POLICY_NONE, 1440,
                                              to->reminder_lead_min);
    int chain = json_word(&from, "chain", JSON_OPTIONAL, chain_words);
    to->chain = chain < 0 ? to->chain : (enum policy_chain)chain;
    json_nested_end(&from);
}

static void decode_no_show(struct json_in *in, struct policy *policy)
{
    struct policy_no_show *to = &policy->no_show;
    struct json_in from;
    if (!json_nested(in, "no_show", JSON_OPTIONAL, &from)) {
        return;
    }
    to->after_min = (int32_t)json_int(&from, "after_min", JSON_OPTIONAL, 0, 600, to->after_min);
    to->count = (int32_t)json_int(&from, "count", JSON_OPTIONAL, 0, 50, to->count);
    to->within_days = (int32_t)json_int(&from, "within_days", JSON_OPTIONAL, 1, 730, to->within_days);
    to->block_days = (int32_t)json_int(&from, "block_days", JSON_OPTIONAL, 1, 730, to->block_days);
    json_nested_end(&from);
}

static void decode_order(struct json_in *from, struct policy_waiting *to)
{
    static const char *const order_words[] = {"approved", "continuing", "age", "sequence"};
    size_t n = json_list(from, "order", JSON_OPTIONAL, POLICY_ORDER_MAX);
    for (size_t i = 0; i < n; i++) {
        struct str word = json_list_text(from, "order", i, 16);
        int found = -1;
        for (int j = 0; j < POLICY_ORDER_MAX; j++) {
            found = str_is(word, order_words[j]) ? j : found;
        }
        if (found < 0) {
            json_blame(from, "order", "NO_SUCH_ORDER");
            return;
        }
        to->order[i] = (enum policy_order)found;
    }
    to->order_n = n > 0 ? n : to->order_n;
}

static void decode_waiting(struct json_in *in, struct policy *policy)
{
    static const char *const expiry_words[] = {"to_end", "drop", NULL};
    struct policy_waiting *to = &policy->waiting;
    struct json_in from;
    if (!json_nested(in, "waiting", JSON_OPTIONAL, &from)) {
        return;
    }
    decode_order(&from, to);
    to->offer_min = (int32_t)json_int(&from, "offer_min", JSON_OPTIONAL, 0, 720, to->offer_min);
    to->quiet_from_min = json_minute(&from, "quiet_from", JSON_OPTIONAL, to->quiet_from_min);
    to->quiet_to_min = json_minute(&from, "quiet_to", JSON_OPTIONAL, to->quiet_to_min);
    int expiry = json_word(&from, "on_expiry", JSON_OPTIONAL, expiry_words);
    to->on_expiry = expiry < 0 ? to->on_expiry : (enum policy_expiry)expiry;
    to->continue_days = (int32_t)json_int(&from, "continue_days", JSON_OPTIONAL, 0, 14, to->continue_days);
    to->same_day_list = json_bool(&from, "same_day_list", JSON_OPTIONAL, to->same_day_list);
    json_nested_end(&from);
}

static void decode_episode_and_note(struct json_in *in, struct policy *policy)
{
    static const char *const needed_words[] = {"none", "entry", "request", NULL};
    struct json_in from;
    if (json_nested(in, "episode", JSON_OPTIONAL, &from)) {
        struct policy_episode *to = &policy->episode;
        to->max_days = (int32_t)json_int(&from, "max_days", JSON_OPTIONAL, 0, MONTH, to->max_days);
        to->count_closed = json_bool(&from, "count_closed", JSON_OPTIONAL, to->count_closed);
        to->extendable = json_bool(&from, "extendable", JSON_OPTIONAL, to->extendable);
        json_nested_end(&from);
    }
    if (json_nested(in, "note", JSON_OPTIONAL, &from)) {
        int needed = json_word(&from, "needed", JSON_OPTIONAL, needed_words);
        policy->note.needed = needed < 0 ? policy->note.needed : (enum policy_note_needed)needed;
        policy->note.valid_days = (int32_t)json_int(&from, "valid_days", JSON_OPTIONAL, 1, 60, policy->note.valid_days);
        json_nested_end(&from);
    }
}

static void decode_entry(struct json_in *in, struct policy *policy)
{
    struct policy_entry *to = &policy->entry;
    struct json_in from;
    if (!json_nested(in, "entry", JSON_OPTIONAL, &from)) {
        return;
    }
    memset(to, 0, sizeof *to);
    to->bring_n = json_list(&from, "bring", JSON_OPTIONAL, POLICY_BRING_MAX);
    for (size_t i = 0; i < to->bring_n; i++) {
        enum err err = str_copy(json_list_text(&from, "bring", i, POLICY_NAME_BYTES - 1), to->bring[i],
                                POLICY_NAME_BYTES);
        assert(err == OK);
    }
    json_nested_end(&from);
}

void policy_decode_course(struct json_in *in, struct policy *policy)
{
    decode_decision(in, policy);
    decode_cancel(in, policy);
    decode_no_show(in, policy);
    decode_waiting(in, policy);
    decode_episode_and_note(in, policy);
    decode_entry(in, policy);
}
