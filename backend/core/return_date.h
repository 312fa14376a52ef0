/* When a child that was ill may come back to the nursery.
 *
 * R-INF-01  The earliest day follows from a table of rules: so many days after certain events of the illness (the day of the event is day
 *           0), all of them, or all of another set. Infants and schoolchildren may differ. A doctor's release overrides the table. Until
 *           every event that is needed has been told, only a day before which it cannot be is known.
 * R-INF-02  A return before that day is a stop sign for staff, who decide: nobody is refused by machine.
 * R-INF-03  Which paper a family brings belongs to the rule: a doctor's opinion, a form of its own, the form for influenza or COVID-19.
 *
 * The table is a dated document of the municipality. Days are days since 1970-01-01 in Asia/Tokyo. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/disease.h"

enum return_event {
    RETURN_ONSET,
    RETURN_FEVER_ENDED,
    RETURN_SYMPTOMS_EASED,
    RETURN_SYMPTOMS_GONE,
    RETURN_SWELLING,
    RETURN_RASH_GONE,
    RETURN_CRUSTED,
    RETURN_COUGH_GONE,
    RETURN_TREATMENT_STARTED,
    RETURN_TREATMENT_ENDED,
    RETURN_WELL,    /* no fever, eats as usual */
    RETURN_CLEARED, /* a doctor sees no risk of infection */
    RETURN_EVENT_COUNT,
};

enum return_stage { RETURN_INFANT, RETURN_SCHOOL, RETURN_STAGE_COUNT };
enum return_paper { RETURN_NO_PAPER, RETURN_DOCTOR_PAPER, RETURN_PARENT_PAPER, RETURN_FLU_PAPER, RETURN_COVID_PAPER };

enum { RETURN_CONDITIONS_MAX = 4, RETURN_RULES_MAX = 32, RETURN_UNKNOWN = INT32_MIN };

struct return_condition {
    enum return_event event;
    uint32_t stages; /* bit per stage that it concerns */
    int32_t days;    /* from the event's day to the first day at the nursery */
    bool or_else;    /* belongs to the second set */
};

struct return_rule {
    uint64_t diseases; /* bit per row of disease_list */
    struct return_condition conditions[RETURN_CONDITIONS_MAX];
    size_t conditions_n;
    enum return_paper paper;
};

struct return_rules {
    struct return_rule rules[RETURN_RULES_MAX];
    size_t rules_n;
};

/* What was told of an illness; RETURN_UNKNOWN: not yet. */
struct return_dates {
    int32_t day[RETURN_EVENT_COUNT];
    int32_t released_day; /* by a doctor, with a paper */
};

struct return_view {
    bool excluded; /* the table has a rule for it */
    bool known;    /* `day` is the earliest; otherwise it cannot be earlier */
    bool released;
    int32_t day;      /* RETURN_UNKNOWN: nothing can be said */
    uint32_t missing; /* bit per event that is needed and not told */
    enum return_paper paper;
    const struct return_rule *rule;
};

void return_dates_init(struct return_dates *dates);
/* `disease`: index into disease_list. */
struct return_view return_earliest(const struct return_rules *rules, int disease, enum return_stage stage,
                                   const struct return_dates *dates);
/* Does coming on this day need the stop sign (R-INF-02)? Also when it is not known yet whether it may come. */
bool return_too_early(const struct return_view *view, int32_t day);

struct return_head {
    int32_t valid_from_day;
    char title[128];
};

/* Reads a whole document. ERR_INVALID: `faults` names every member that is wrong. */
enum err return_decode(struct str document, struct return_rules *ret, struct return_head *ret_head,
                       struct json_faults *faults) NODISCARD;
const char *return_fault_rule(const char *pointer);

const char *return_event_word(enum return_event event);
int return_event_find(struct str word); /* −1: no such event */
const char *return_paper_word(enum return_paper paper);
