/* See return_date.h. */
#include "core/return_date.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { DAYS_MAX = 60, CODE_BYTES = 32 };

static const char *const event_words[] = {
    [RETURN_ONSET] = "onset",
    [RETURN_FEVER_ENDED] = "fever_ended",
    [RETURN_SYMPTOMS_EASED] = "symptoms_eased",
    [RETURN_SYMPTOMS_GONE] = "symptoms_gone",
    [RETURN_SWELLING] = "swelling",
    [RETURN_RASH_GONE] = "rash_gone",
    [RETURN_CRUSTED] = "crusted",
    [RETURN_COUGH_GONE] = "cough_gone",
    [RETURN_TREATMENT_STARTED] = "treatment_started",
    [RETURN_TREATMENT_ENDED] = "treatment_ended",
    [RETURN_WELL] = "well",
    [RETURN_CLEARED] = "cleared",
    [RETURN_EVENT_COUNT] = NULL,
};
static const char *const stage_words[] = {"infant", "school", NULL};
static const char *const paper_words[] = {"none", "doctor", "parent", "flu", "covid", NULL};
_Static_assert(DISEASE_COUNT <= 64, "a bit per disease");

const char *return_event_word(enum return_event event)
{
    assert(event < RETURN_EVENT_COUNT);
    return event_words[event];
}

int return_event_find(struct str word)
{
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        if (str_is(word, event_words[i])) {
            return i;
        }
    }
    return -1;
}

const char *return_paper_word(enum return_paper paper)
{
    assert((size_t)paper < sizeof paper_words / sizeof paper_words[0] - 1);
    return paper_words[paper];
}

void return_dates_init(struct return_dates *dates)
{
    for (size_t i = 0; i < RETURN_EVENT_COUNT; i++) {
        dates->day[i] = RETURN_UNKNOWN;
    }
    dates->released_day = RETURN_UNKNOWN;
}

/* --- the day ------------------------------------------------------------------------------------------------------------- */

/* One set of conditions: all must be met. */
struct way {
    bool any; /* it has conditions for this stage */
    int32_t day;
    uint32_t missing;
};

static struct way way_of(const struct return_rule *rule, enum return_stage stage, const struct return_dates *dates,
                         bool or_else)
{
    struct way way = {false, RETURN_UNKNOWN, 0};
    for (size_t i = 0; i < rule->conditions_n; i++) {
        const struct return_condition *condition = &rule->conditions[i];
        if (condition->or_else != or_else || (condition->stages >> stage & 1) == 0) {
            continue;
        }
        int32_t told = dates->day[condition->event];
        way.any = true;
        if (told == RETURN_UNKNOWN) {
            way.missing |= UINT32_C(1) << condition->event;
        } else if (told + condition->days > way.day) {
            way.day = told + condition->days;
        }
    }
    return way;
}

/* Of two ways back the earlier one whose events are all told; of two that are not, the first one speaks, for it is the rule. */
static struct way better(struct way first, struct way second)
{
    bool second_whole = second.any && second.missing == 0;
    if (!first.any) {
        return second;
    }
    if (first.missing == 0) {
        return second_whole && second.day < first.day ? second : first;
    }
    if (second_whole) {
        return second;
    }
    first.missing |= second.missing;
    first.day = second.any && second.day < first.day ? second.day : first.day;
    return first;
}

struct return_view return_earliest(const struct return_rules *rules, int disease, enum return_stage stage,
                                   const struct return_dates *dates)
{
    struct return_view view = {.day = RETURN_UNKNOWN};
    assert(disease >= 0 && disease < DISEASE_COUNT);
    for (size_t i = 0; i < rules->rules_n && view.rule == NULL; i++) {
        view.rule = (rules->rules[i].diseases >> disease & 1) != 0 ? &rules->rules[i] : NULL;
    }
    view.excluded = view.rule != NULL;
    if (!view.excluded) {
        return view;
    }
    view.paper = view.rule->paper;
    if (dates->released_day != RETURN_UNKNOWN) {
        view.known = true;
        view.released = true;
        view.day = dates->released_day;
        view.paper = RETURN_DOCTOR_PAPER;
        return view;
    }
    struct way way = better(way_of(view.rule, stage, dates, false), way_of(view.rule, stage, dates, true));
    view.day = way.day;
    view.missing = way.missing;
    view.known = way.any && way.missing == 0;
    return view;
}

bool return_too_early(const struct return_view *view, int32_t day)
{
    return view->excluded && (!view->known || day < view->day);
}

/* --- the document -------------------------------------------------------------------------------------------------------- */

static void decode_condition(struct json_in *in, bool or_else, struct return_condition *to)
{
    memset(to, 0, sizeof *to);
    int event = json_word(in, "event", JSON_REQUIRED, event_words);
    int stage = json_word(in, "stage", JSON_OPTIONAL, stage_words);
    int64_t full = json_int(in, "full_days", JSON_OPTIONAL, 0, DAYS_MAX, -1);
    int64_t on_day = json_int(in, "on_day", JSON_OPTIONAL, 0, DAYS_MAX, -1);
    if ((full < 0) == (on_day < 0)) {
        json_blame(in, "full_days", "ONE_COUNT");
    }
    to->event = event < 0 ? RETURN_ONSET : (enum return_event)event;
    to->stages = stage < 0 ? (UINT32_C(1) << RETURN_STAGE_COUNT) - 1 : UINT32_C(1) << stage;
    to->days = (int32_t)(full < 0 ? on_day : full + 1);
    to->or_else = or_else;
}

static void decode_conditions(struct json_in *in, const char *name, bool or_else, struct return_rule *to)
{
    size_t n = json_list(in, name, or_else ? JSON_OPTIONAL : JSON_REQUIRED, RETURN_CONDITIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (to->conditions_n == RETURN_CONDITIONS_MAX) {
            json_blame(in, name, "TOO_MANY");
            return;
        }
        if (json_list_object(in, name, i, &row)) {
            decode_condition(&row, or_else, &to->conditions[to->conditions_n++]);
            json_nested_end(&row);
        }
    }
}

static void decode_codes(struct json_in *in, struct return_rule *to, uint64_t *seen)
{
    size_t n = json_list(in, "codes", JSON_REQUIRED, DISEASE_COUNT);
    for (size_t i = 0; i < n; i++) {
        int disease = disease_find(json_list_text(in, "codes", i, CODE_BYTES));
        if (disease < 0) {
            json_blame(in, "codes", "NO_SUCH_DISEASE");
            continue;
        }
        uint64_t bit = UINT64_C(1) << disease;
        if ((*seen & bit) != 0) {
            json_blame(in, "codes", "TWICE");
        }
        to->diseases |= bit;
        *seen |= bit;
    }
}

static void decode_rule(struct json_in *in, struct return_rule *to, uint64_t *seen)
{
    memset(to, 0, sizeof *to);
    decode_codes(in, to, seen);
    decode_conditions(in, "after", false, to);
    decode_conditions(in, "or_after", true, to);
    int paper = json_word(in, "paper", JSON_OPTIONAL, paper_words);
    to->paper = paper < 0 ? RETURN_NO_PAPER : (enum return_paper)paper;
}

enum err return_decode(struct str document, struct return_rules *ret, struct return_head *ret_head,
                       struct json_faults *faults)
{
    static const char *const kind_words[] = {"return", NULL};
    struct json_in in;
    uint64_t seen = 0;
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
    ret->rules_n = json_list(&in, "diseases", JSON_REQUIRED, RETURN_RULES_MAX);
    for (size_t i = 0; i < ret->rules_n; i++) {
        struct json_in row;
        if (json_list_object(&in, "diseases", i, &row)) {
            decode_rule(&row, &ret->rules[i], &seen);
            json_nested_end(&row);
        }
    }
    return json_close(&in);
}

const char *return_fault_rule(const char *pointer)
{
    const char *last = strrchr(pointer, '/');
    if (last != NULL && strcmp(last, "/paper") == 0) {
        return "R-INF-03";
    }
    return strncmp(pointer, "/diseases", strlen("/diseases")) == 0 ? "R-INF-01" : "";
}
