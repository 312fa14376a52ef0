/* What a month of a sick-care room looks like in figures: a fold over the history of its reservations. Pure.
 *
 * R-STAT-01  per month and room: open days, capacity days, requests, confirmed, used (by age, residence, disease group, phase), cancelled
 *            before, late and on the day itself, wait-listed and never placed, declined by reason, no-shows, mean rank, how promotion
 *            went, utilisation.
 * R-STAT-02  computed from the event log alone, over the days as they were recorded when they were over: later rules, facts and names
 *            change nothing. What is noted later than sick_figures_until is no longer counted, so that a closed month stays as it is.
 * R-CAN-07   cancelled on the day of use (00:00 or later) by the family; no-shows are counted beside.
 * R-OPS-07   every count is the sum over cases: those with a count of one figure are what stands behind it.
 *
 * A month holds what belongs to its days of use, whenever it was asked for. Age, residence, illness and phase are counted without the child,
 * when it leaves: nothing sealed is opened for a figure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "core/reason.h"
#include "core/reservation.h"

enum sick_figure {
    FIGURE_REQUESTS, /* reservations made, and requests that a rule refused for a reason of R-RSV-17 */
    FIGURE_CONFIRMED,
    FIGURE_USED,             /* the child came */
    FIGURE_CANCELLED_BEFORE, /* of a confirmed place, by the family, in time */
    FIGURE_CANCELLED_LATE,   /* after the deadline, yet before the day of use */
    FIGURE_CANCELLED_SAME_DAY,
    FIGURE_WITHDRAWN,      /* of a request or an entry of the waiting list: no place is given back */
    FIGURE_BY_FACILITY,    /* the room closed or reduced, or the registration ended */
    FIGURE_NO_SHOW,        /* R-CAN-05 */
    FIGURE_WAITLISTED,     /* came onto the waiting list at all */
    FIGURE_PLACED,         /* … and got a place there */
    FIGURE_NEVER_PLACED,   /* … and never got one: whoever still waits may */
    FIGURE_PLACED_OUTSIDE, /* of those never placed: got a place in another room */
    FIGURE_GAVE_UP,        /* of those never placed: withdrew */
    FIGURE_OFFERS,         /* places that were offered with a time to answer */
    FIGURE_OFFERS_ACCEPTED,
    FIGURE_OFFERS_DECLINED,
    FIGURE_OFFERS_RAN_OUT,
    FIGURE_GIVEN, /* places given without a question */
    FIGURE_DECLINED,
    FIGURE_DECLINED_FIRST, /* by group of R-RSV-17: FIGURE_DECLINED_FIRST + (group - GROUP_FULL) */
    FIGURE_DECLINED_LAST = FIGURE_DECLINED_FIRST + REASON_GROUP_COUNT - 2,
};
enum { FIGURE_COUNT = FIGURE_DECLINED_LAST + 1 };

/* "requests", "cancelled_same_day", "declined_full" …; the storage is static. */
const char *sick_figure_word(enum sick_figure figure);
/* −1: no such figure. */
int sick_figure_find(struct str word);

/* One step of a reservation's history. */
struct figure_event {
    int64_t at_ms;
    enum reservation_state from;
    enum reservation_state to;
    enum reservation_cause cause;
    enum reservation_reason reason;
    bool late;
    int32_t rank;
};

/* One reservation, folded event by event in their order. */
struct figure_case {
    int32_t day;
    int32_t counts[FIGURE_COUNT];
    int32_t rank; /* on the waiting list when it first came onto it; 0: it did not */
    bool open;    /* nothing is decided yet: it may still get a place */
    bool drawn;   /* stands among those whose opening minutes are decided together: not on the list yet */
};

void figure_case_begin(struct figure_case *one, int32_t day);
void figure_case_event(struct figure_case *one, const struct figure_event *event);
/* After the last event. */
void figure_case_end(struct figure_case *one);

/* --- counted when a child leaves, without the child ---------------------------------------------------------------------- */

enum figure_tally { TALLY_AGE, TALLY_RESIDENCE, TALLY_DISEASE, TALLY_PHASE };
enum { TALLY_COUNT = TALLY_PHASE + 1, TALLY_VALUE_BYTES = 24 };
enum figure_phase { PHASE_UNKNOWN, PHASE_ACUTE, PHASE_RECOVERY };

const char *figure_tally_word(enum figure_tally tally); /* "age" … */
/* "age_0" … "age_5" by school cohort in the fiscal year of the day, "school" above. */
const char *figure_age_word(int32_t birth_day, int32_t day);
/* The coarse group of a disease code: respiratory, influenza, covid, digestive, skin, eye_ear, other_infection, injury, undiagnosed, other. */
const char *figure_disease_word(struct str code);
const char *figure_phase_word(enum figure_phase phase);

struct figure_tally_row {
    enum figure_tally tally;
    char value[TALLY_VALUE_BYTES];
    int32_t n;
};

/* --- a month ------------------------------------------------------------------------------------------------------------- */

enum { FIGURE_TALLY_MAX = 96 };

struct sick_figures {
    int32_t open_days;
    int32_t capacity_days;
    int32_t counts[FIGURE_COUNT];
    int64_t rank_sum;
    int32_t ranked;
    struct figure_tally_row tally[FIGURE_TALLY_MAX]; /* by kind and value */
    size_t tally_n;
};

void sick_figures_add(struct sick_figures *to, const struct figure_case *one);
void sick_figures_refused(struct sick_figures *to, enum reservation_reason reason, int32_t n);
/* Two rooms together: tally rows of the same kind and value become one. */
void sick_figures_sum(struct sick_figures *to, const struct sick_figures *from);

/* The first and the last day of the month that holds a day. */
int32_t sick_figures_first_day(int32_t day);
int32_t sick_figures_last_day(int32_t day);
/* What is noted at this instant or later does not count for the month any more: a week after its end. */
int64_t sick_figures_until(int32_t day);

/* The members of a month's figures, always the same in the same order, into an open object. */
void sick_figures_put(struct json_out *out, const struct sick_figures *figures);

/* The same as rows of name, detail and value: for CSV. */
struct figure_row {
    const char *figure;
    const char *detail; /* "" : the figure as a whole */
    int64_t value;
    bool tenths; /* value has one decimal place */
};
void sick_figures_rows(const struct sick_figures *figures, void (*row)(void *arg, const struct figure_row *row),
                       void *arg);
