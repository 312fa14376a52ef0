/* See staffing.h. */
#include "core/staffing.h"

#include <assert.h>
#include <string.h>

#include "core/policy_parts.h"

#include "base/banned.h"

enum { TENTHS = 10, RATIO_MAX = 60, MINIMUM_MAX = 20, MINUTES_PER_DAY = 1440 };

static const uint32_t every_age = (UINT32_C(1) << STAFFING_AGES) - 1;

const struct staffing_role *staffing_role_on(const struct staffing_rules *rules, const char *id, int32_t day)
{
    const struct staffing_role *found = NULL;
    for (size_t i = 0; i < rules->roles_n; i++) {
        const struct staffing_role *role = &rules->roles[i];
        if (strcmp(role->id, id) == 0 && role->from_day <= day && (found == NULL || role->from_day > found->from_day)) {
            found = role;
        }
    }
    return found;
}

static int32_t rounded(enum staffing_rounding rounding, int32_t tenths)
{
    switch (rounding) {
    case STAFFING_HALF_UP:
        return (tenths + TENTHS / 2) / TENTHS;
    case STAFFING_UP:
        return (tenths + TENTHS - 1) / TENTHS;
    case STAFFING_DOWN:
        return tenths / TENTHS;
    }
    return 0;
}

struct staffing_need staffing_needed(const struct staffing_role *role, const int32_t children[STAFFING_AGES])
{
    struct staffing_need need = {0};
    int32_t all = 0;
    for (size_t i = 0; i < role->bands_n; i++) {
        const struct staffing_band *band = &role->bands[i];
        for (size_t age = 0; age < STAFFING_AGES; age++) {
            need.children[i] += (band->ages >> age & 1) != 0 ? children[age] : 0;
        }
        need.tenths[i] = role->bands_up ? (need.children[i] + band->children - 1) / band->children * TENTHS
                                        : need.children[i] * TENTHS / band->children;
        need.sum_tenths += need.tenths[i];
        all += need.children[i];
    }
    need.required = rounded(role->total, need.sum_tenths);
    if (all > 0 && need.required < role->minimum) {
        need.required = role->minimum;
    }
    return need;
}

/* --- the rest of the day ------------------------------------------------------------------------------------------------- */

static struct staffing_step step_at(const struct staffing_role *role, const struct staffing_person *people, size_t n,
                                    int32_t minute)
{
    struct staffing_step step = {.from_min = minute, .to_min = minute};
    int32_t children[STAFFING_AGES] = {0};
    for (size_t i = 0; i < n; i++) {
        if (minute < people[i].from_min || minute >= people[i].to_min) {
            continue;
        }
        assert(people[i].class_age < STAFFING_AGES);
        if (people[i].class_age < 0) {
            step.present++;
        } else {
            children[people[i].class_age]++;
            step.children++;
        }
    }
    step.required = staffing_needed(role, children).required;
    return step;
}

/* The first minute after `minute` at which somebody comes or goes; MINUTES_PER_DAY: nobody does. */
static int32_t next_change(const struct staffing_person *people, size_t n, int32_t minute)
{
    int32_t next = MINUTES_PER_DAY;
    for (size_t i = 0; i < n; i++) {
        next = people[i].from_min > minute && people[i].from_min < next ? people[i].from_min : next;
        next = people[i].to_min > minute && people[i].to_min < next ? people[i].to_min : next;
    }
    return next;
}

enum err staffing_look_ahead(const struct staffing_role *role, const struct staffing_person *people, size_t people_n,
                             int32_t from_min, struct staffing_step steps[STAFFING_STEPS_MAX], size_t *ret_n)
{
    size_t n = 0;
    for (int32_t minute = from_min; minute < MINUTES_PER_DAY;) {
        struct staffing_step step = step_at(role, people, people_n, minute);
        int32_t next = next_change(people, people_n, minute);
        bool same = n > 0 && steps[n - 1].children == step.children && steps[n - 1].required == step.required &&
                    steps[n - 1].present == step.present;
        if (next == MINUTES_PER_DAY && step.children == 0 && step.present == 0) {
            break; /* everybody has gone */
        }
        if (!same && n == STAFFING_STEPS_MAX) {
            return ERR_LIMIT;
        }
        if (!same) {
            steps[n++] = step;
        }
        steps[n - 1].to_min = next;
        minute = next;
    }
    *ret_n = n;
    return OK;
}

/* --- the document -------------------------------------------------------------------------------------------------------- */

static void decode_band(struct json_in *in, struct staffing_band *to)
{
    size_t n = json_list(in, "ages", JSON_OPTIONAL, STAFFING_AGES);
    to->ages = n == 0 ? every_age : 0;
    for (size_t i = 0; i < n; i++) {
        to->ages |= UINT32_C(1) << json_list_int(in, "ages", i, 0, STAFFING_AGES - 1);
    }
    to->children = (int32_t)json_int(in, "children", JSON_REQUIRED, 1, RATIO_MAX, 1);
}

static void decode_role(struct json_in *in, int32_t absent_day, struct staffing_role *to)
{
    static const char *const band_words[] = {"cut_to_tenths", "up", NULL};
    static const char *const total_words[] = {"half_up", "up", "down", NULL};
    uint32_t seen = 0;
    memset(to, 0, sizeof *to);
    policy_decode_id(in, "role", JSON_REQUIRED, to->id);
    to->from_day = json_day(in, "from", JSON_OPTIONAL, absent_day);
    to->bands_up = json_word(in, "band_rounding", JSON_OPTIONAL, band_words) == 1;
    int total = json_word(in, "total_rounding", JSON_OPTIONAL, total_words);
    to->total = total < 0 ? STAFFING_HALF_UP : (enum staffing_rounding)total;
    to->minimum = (int32_t)json_int(in, "minimum", JSON_OPTIONAL, 0, MINIMUM_MAX, 0);
    to->bands_n = json_list(in, "bands", JSON_REQUIRED, STAFFING_BANDS_MAX);
    for (size_t i = 0; i < to->bands_n; i++) {
        struct json_in row;
        if (!json_list_object(in, "bands", i, &row)) {
            continue;
        }
        decode_band(&row, &to->bands[i]);
        json_nested_end(&row);
        if ((seen & to->bands[i].ages) != 0) {
            json_blame(in, "bands", "TWICE");
        }
        seen |= to->bands[i].ages;
    }
    if (seen != every_age) {
        json_blame(in, "bands", "AGE_WITHOUT_BAND");
    }
}

enum err staffing_decode(struct str document, struct staffing_rules *ret, struct staffing_head *ret_head,
                         struct json_faults *faults)
{
    static const char *const kind_words[] = {"staffing", NULL};
    struct json_in in;
    enum err err = json_open(document, &in, faults);
    if (err != OK) {
        return err;
    }
    memset(ret, 0, sizeof *ret);
    memset(ret_head, 0, sizeof *ret_head);
    json_word(&in, "policy", JSON_REQUIRED, kind_words);
    ret_head->valid_from_day = json_day(&in, "valid_from", JSON_REQUIRED, 0);
    err = str_copy(json_text(&in, "title", JSON_OPTIONAL, sizeof ret_head->title - 1), ret_head->title,
                   sizeof ret_head->title);
    assert(err == OK);
    ret->roles_n = json_list(&in, "roles", JSON_REQUIRED, STAFFING_ROLES_MAX);
    for (size_t i = 0; i < ret->roles_n; i++) {
        struct json_in row;
        if (json_list_object(&in, "roles", i, &row)) {
            decode_role(&row, ret_head->valid_from_day, &ret->roles[i]);
            json_nested_end(&row);
        }
    }
    return json_close(&in);
}

const char *staffing_fault_rule(const char *pointer)
{
    return strncmp(pointer, "/roles", strlen("/roles")) == 0 ? "R-SHEET-01" : "";
}
