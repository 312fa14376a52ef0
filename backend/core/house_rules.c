/* See house_rules.h. */
#include "core/house_rules.h"

#include <assert.h>
#include <string.h>

#include "core/policy_parts.h"

#include "base/banned.h"

enum {
    DAY_MIN = 1440,
    HOUR_MIN = 60,
    NAP_MAX_MIN = 60,
    YEAR_DAYS = 365,
    RATIO_MAX = 60,
    OLD_RATIO_AGE3 = 20, /* until 2024-03-31; longer where the staff for the new one is not there yet */
    OLD_RATIO_AGE4 = 30,
    PLACES_MAX = 60,
};

static const char *const step_words[HOUSE_STEPS] = {"guardians_min", "staff_min", "head_min", "ward_min"};

void house_rules_init(struct house_rules *rules)
{
    *rules = (struct house_rules){.weekday_mask = 0x1F,
                                  .opens_min = 7 * HOUR_MIN,
                                  .closes_min = 19 * HOUR_MIN,
                                  .debounce_s = 10,
                                  .lock_min = 30,
                                  .late_first_min = 60,
                                  .cutoff_min = 9 * HOUR_MIN,
                                  .report_min = 9 * HOUR_MIN,
                                  .grace_min = 15,
                                  .meal_min = 9 * HOUR_MIN + 10,
                                  .served_min = 11 * HOUR_MIN + 30,
                                  .alarm_min = {0, 5, 15, 30},
                                  .silent_min = 10,
                                  .nap_age0_min = 5,
                                  .nap_age1_min = 10,
                                  .nap_age3_min = 30,
                                  .nap_careful_min = 5,
                                  .nap_new_days = 28,
                                  .ratio_age0 = 3,
                                  .ratio_age1 = 6,
                                  .ratio_age3 = 15,
                                  .ratio_age4 = 25,
                                  .teachers_min = 2,
                                  .incident = {30, 1, 1, 7},
                                  .quiet_from_min = 21 * HOUR_MIN,
                                  .quiet_to_min = 7 * HOUR_MIN};
    spot_rules_init(&rules->spot);
}

static int32_t number(struct json_in *in, const char *name, int32_t min, int32_t max, int32_t absent)
{
    return (int32_t)json_int(in, name, JSON_OPTIONAL, min, max, absent);
}

static void decode_open(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "open", JSON_REQUIRED, &from)) {
        return;
    }
    to->weekday_mask = policy_decode_weekdays(&from, "days");
    to->opens_min = json_minute(&from, "from", JSON_REQUIRED, to->opens_min);
    to->closes_min = json_minute(&from, "to", JSON_REQUIRED, to->closes_min);
    json_nested_end(&from);
}

static void decode_entrance(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "entrance", JSON_OPTIONAL, &from)) {
        return;
    }
    to->debounce_s = number(&from, "debounce_s", 1, 60, to->debounce_s);
    to->lock_min = number(&from, "lock_min", 5, 60, to->lock_min);
    to->late_first_min = number(&from, "late_first_min", 0, DAY_MIN, to->late_first_min);
    to->silent_min = number(&from, "silent_min", 3, DAY_MIN, to->silent_min);
    json_nested_end(&from);
}

static void decode_attendance(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "attendance", JSON_OPTIONAL, &from)) {
        return;
    }
    to->cutoff_min = json_minute(&from, "cutoff", JSON_OPTIONAL, to->cutoff_min);
    to->report_min = json_minute(&from, "report_until", JSON_OPTIONAL, to->report_min);
    to->grace_min = number(&from, "grace_min", 0, 120, to->grace_min);
    json_nested_end(&from);
}

static void decode_meal(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "meal", JSON_OPTIONAL, &from)) {
        return;
    }
    to->meal_min = json_minute(&from, "count", JSON_OPTIONAL, to->meal_min);
    to->served_min = json_minute(&from, "served", JSON_OPTIONAL, to->served_min);
    json_nested_end(&from);
}

static void decode_alarm(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "alarm", JSON_OPTIONAL, &from)) {
        return;
    }
    for (size_t i = 0; i < HOUSE_STEPS; i++) {
        to->alarm_min[i] = number(&from, step_words[i], 0, 240, to->alarm_min[i]);
    }
    json_nested_end(&from);
}

static void decode_nap(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "nap", JSON_OPTIONAL, &from)) {
        return;
    }
    to->nap_age0_min = number(&from, "age0_min", 1, NAP_MAX_MIN, to->nap_age0_min);
    to->nap_age1_min = number(&from, "age1_min", 0, NAP_MAX_MIN, to->nap_age1_min);
    to->nap_age3_min = number(&from, "age3_min", 0, NAP_MAX_MIN, to->nap_age3_min);
    to->nap_careful_min = number(&from, "careful_min", 1, NAP_MAX_MIN, to->nap_careful_min);
    to->nap_new_days = number(&from, "new_days", 0, YEAR_DAYS, to->nap_new_days);
    json_nested_end(&from);
}

/* The set first, then what differs from it. */
static void decode_staffing(struct json_in *in, struct house_rules *to)
{
    static const char *const set_words[] = {"old", "new", NULL};
    struct json_in from;
    if (!json_nested(in, "staffing", JSON_OPTIONAL, &from)) {
        return;
    }
    bool old = json_word(&from, "ratios", JSON_OPTIONAL, set_words) == 0;
    to->ratio_age0 = number(&from, "age0", 1, RATIO_MAX, to->ratio_age0);
    to->ratio_age1 = number(&from, "age1", 1, RATIO_MAX, to->ratio_age1);
    to->ratio_age3 = number(&from, "age3", 1, RATIO_MAX, old ? OLD_RATIO_AGE3 : to->ratio_age3);
    to->ratio_age4 = number(&from, "age4", 1, RATIO_MAX, old ? OLD_RATIO_AGE4 : to->ratio_age4);
    to->teachers_min = number(&from, "teachers_min", 0, 20, to->teachers_min);
    json_nested_end(&from);
}

static void decode_incident(struct json_in *in, struct incident_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "incident", JSON_OPTIONAL, &from)) {
        return;
    }
    to->serious_days = number(&from, "serious_days", 1, YEAR_DAYS, to->serious_days);
    to->first_days = number(&from, "first_days", 0, 7, to->first_days);
    to->second_months = number(&from, "second_months", 1, 12, to->second_months);
    to->remind_days = number(&from, "remind_days", 0, 28, to->remind_days);
    json_nested_end(&from);
}

static void decode_notice(struct json_in *in, struct house_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "notice", JSON_OPTIONAL, &from)) {
        return;
    }
    to->quiet_from_min = json_minute(&from, "quiet_from", JSON_OPTIONAL, to->quiet_from_min);
    to->quiet_to_min = json_minute(&from, "quiet_to", JSON_OPTIONAL, to->quiet_to_min);
    json_nested_end(&from);
}

static void decode_places(struct json_in *in, struct spot_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "places", JSON_REQUIRED, &from)) {
        return;
    }
    for (size_t i = 0; i < SPOT_AGES; i++) {
        to->places[i] = number(&from, spot_age_words[i], 0, PLACES_MAX, 0);
    }
    json_nested_end(&from);
}

static void decode_spot(struct json_in *in, struct spot_rules *to)
{
    struct json_in from;
    if (!json_nested(in, "spot", JSON_OPTIONAL, &from)) {
        return;
    }
    decode_places(&from, to);
    to->first_day = number(&from, "first_day", 1, SPOT_WINDOW_LAST, to->first_day);
    to->last_day = number(&from, "last_day", 1, SPOT_WINDOW_LAST, to->last_day);
    to->draw_min = json_minute(&from, "draw_at", JSON_OPTIONAL, to->draw_min);
    to->days_max = number(&from, "days_max", 1, SPOT_DAYS_MAX, to->days_max);
    to->before_days = number(&from, "before_days", 0, SPOT_DAYS_MAX, to->before_days);
    to->lottery = json_bool(&from, "lottery", JSON_OPTIONAL, to->lottery);
    json_nested_end(&from);
}

static bool within_hours(const struct house_rules *rules, int32_t minute)
{
    return minute >= rules->opens_min && minute <= rules->closes_min;
}

/* Each member may be right and the whole not. */
static void check(const struct house_rules *rules, struct json_faults *faults)
{
    char pointer[32];
    struct buf buf;
    if (rules->weekday_mask == 0) {
        json_fault_add(faults, "/open/days", "NEVER_OPEN");
    }
    if (rules->opens_min >= rules->closes_min) {
        json_fault_add(faults, "/open/to", "ENDS_BEFORE_BEGIN");
        return; /* what lies outside cannot be said */
    }
    if (!within_hours(rules, rules->cutoff_min)) {
        json_fault_add(faults, "/attendance/cutoff", "OUTSIDE_HOURS");
    }
    if (rules->report_min > rules->closes_min) {
        json_fault_add(faults, "/attendance/report_until", "OUTSIDE_HOURS");
    }
    if (!within_hours(rules, rules->meal_min)) {
        json_fault_add(faults, "/meal/count", "OUTSIDE_HOURS");
    }
    if (rules->served_min < rules->meal_min) {
        json_fault_add(faults, "/meal/served", "ENDS_BEFORE_BEGIN");
    }
    if (rules->spot.last_day < rules->spot.first_day) {
        json_fault_add(faults, "/spot/last_day", "ENDS_BEFORE_BEGIN");
    }
    for (size_t i = 1; i < HOUSE_STEPS; i++) {
        if (rules->alarm_min[i] < rules->alarm_min[i - 1]) {
            buf_init(&buf, pointer, sizeof pointer);
            buf_puts(&buf, "/alarm/");
            buf_puts(&buf, step_words[i]);
            json_fault_add(faults, pointer, "NOT_ASCENDING");
        }
    }
}

enum err house_rules_decode(struct str document, struct house_rules *ret, struct house_head *ret_head,
                            struct json_faults *faults)
{
    static const char *const kind_words[] = {"nursery", NULL};
    struct json_in in;
    enum err err = json_open(document, &in, faults);
    if (err != OK) {
        return err;
    }
    house_rules_init(ret);
    memset(ret_head, 0, sizeof *ret_head);
    json_word(&in, "policy", JSON_REQUIRED, kind_words);
    struct str site = json_text(&in, "site", JSON_OPTIONAL, sizeof ret_head->site - 1);
    struct str title = json_text(&in, "title", JSON_OPTIONAL, sizeof ret_head->title - 1);
    err = str_copy(site, ret_head->site, sizeof ret_head->site);
    err = err == OK ? str_copy(title, ret_head->title, sizeof ret_head->title) : err;
    assert(err == OK);
    ret_head->valid_from_day = json_day(&in, "valid_from", JSON_REQUIRED, 0);
    decode_open(&in, ret);
    decode_entrance(&in, ret);
    decode_attendance(&in, ret);
    decode_meal(&in, ret);
    decode_alarm(&in, ret);
    decode_nap(&in, ret);
    decode_staffing(&in, ret);
    decode_incident(&in, &ret->incident);
    decode_notice(&in, ret);
    decode_spot(&in, &ret->spot);
    err = json_close(&in);
    if (err == OK) {
        check(ret, faults);
        err = faults->n == 0 ? OK : ERR_INVALID;
    }
    return err;
}

const char *house_rules_fault_rule(const char *pointer)
{
    static const struct {
        const char *prefix;
        const char *rule;
    } rows[] = {
        {"/open", "R-CAL-02"},
        {"/entrance/debounce_s", "R-ATT-02"},
        {"/entrance/lock_min", "R-ATT-03"},
        {"/entrance/late_first_min", "R-ATT-04"},
        {"/entrance", "R-ABS-03"},
        {"/attendance/cutoff", "R-ABS-03"},
        {"/attendance/report_until", "R-ABS-01"},
        {"/attendance", "R-ATT-13"},
        {"/meal", "R-ABS-06"},
        {"/alarm", "R-ABS-04"},
        {"/nap", "R-NAP-01"},
        {"/staffing", "R-SHEET-01"},
        {"/incident", "R-SAFE-03"},
        {"/notice", "R-NTC-01"},
        {"/spot", "R-EXT-07"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strncmp(pointer, rows[i].prefix, strlen(rows[i].prefix)) == 0) {
            return rows[i].rule;
        }
    }
    return "";
}
