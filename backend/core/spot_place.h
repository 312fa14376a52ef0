/* Spot places of extended care: for single days, without a monthly subscription. Pure.
 *
 * R-EXT-07  Each day has so many places for each class age, the ages from 3 on together. In a window of the month before, families ask for at most so
 *           many days of a child. With a lottery everybody who asked in the window has the same chance: on the day after the window the places of each
 *           day and age are given in an order that comes from a seed to which the nursery was committed beforehand (core/draw.h), so that anyone can
 *           check it again. After it, and without a lottery from the window's first day on, the first who asks has the place at once; when there is
 *           none it waits, and has it when somebody gives one back. Places, window, days and lottery are parameters of the nursery's document.
 *
 * A place is a permission: what extended care costs follows from the times (core/extension.h), with a place and without one. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    SPOT_AGES = 4,         /* class ages 0, 1, 2, and 3 to 5 together */
    SPOT_WINDOW_LAST = 27, /* the window ends before its month does: the draw is on the next day */
    SPOT_DAYS_MAX = 31,
    SPOT_AHEAD_MONTHS = 2, /* the month that runs, and the next */
};
extern const char *const spot_age_words[SPOT_AGES]; /* "age0" "age1" "age2" "age3" */

struct spot_rules {
    int32_t places[SPOT_AGES]; /* a day; 0: none */
    int32_t first_day;         /* the window, days of the month before */
    int32_t last_day;
    int32_t draw_min;    /* on the day after the window */
    int32_t days_max;    /* of a child in a month, those that wait among them */
    int32_t before_days; /* the last day to ask, counted back from the day of use; 0: on the day itself */
    bool lottery;
};

/* No places; otherwise as in the towns that have them: the 15th to the 20th, four days, a lottery. */
void spot_rules_init(struct spot_rules *rules);
/* The row of `places` for a child of this class age. */
int32_t spot_age_of(int32_t class_age);
/* Does the nursery have any? */
bool spot_offered(const struct spot_rules *rules);

/* Numbers are stored. */
enum spot_state {
    SPOT_NONE,
    SPOT_APPLIED,   /* waits for the draw */
    SPOT_GRANTED,   /* has the place */
    SPOT_WAITING,   /* for a place that is given back */
    SPOT_CANCELLED, /* by the family */
};
enum { SPOT_STATE_LAST = SPOT_CANCELLED };
extern const char *const spot_state_words[];

enum spot_event { SPOT_ASKED, SPOT_TAKEN, SPOT_FULL, SPOT_GIVEN_BACK };
/* SPOT_NONE: this does not happen in that state. */
enum spot_state spot_next(enum spot_state state, enum spot_event event);

/* Where a month stands. */
enum spot_phase {
    SPOT_BEFORE,  /* the window has not begun */
    SPOT_COLLECT, /* asking takes part in the draw */
    SPOT_DRAWING, /* the window is over, the draw has not been */
    SPOT_FIRST,   /* first come */
};
extern const char *const spot_phase_words[];

/* Instants of a month (its first day). */
int64_t spot_opens_ms(const struct spot_rules *rules, int32_t month_day);
int64_t spot_closes_ms(const struct spot_rules *rules, int32_t month_day);
int64_t spot_draws_ms(const struct spot_rules *rules, int32_t month_day);
enum spot_phase spot_phase(const struct spot_rules *rules, int32_t month_day, bool drawn, int64_t now_ms);
/* The first day of the month before or after. */
int32_t spot_month_of(int32_t day);
int32_t spot_month_after(int32_t month_day, int32_t months);

/* One main reason each, in the order in which they are looked for. */
enum spot_refusal {
    SPOT_OK,
    SPOT_NOT_OFFERED, /* no places for this age */
    SPOT_TOO_EARLY,   /* the window opens later */
    SPOT_BEING_DRAWN,
    SPOT_TOO_LATE, /* for that day */
    SPOT_CLOSED_DAY,
    SPOT_ASKED_ALREADY,
    SPOT_TOO_MANY, /* days of the month */
};

/* What is known when a family asks for a day. */
struct spot_ask {
    int32_t class_age;
    int32_t day;
    bool open;           /* the nursery is, and the child is enrolled, on that day */
    enum spot_state has; /* what the child has on that day */
    int32_t days;        /* of the month: what it has asked for and not given back */
    enum spot_phase phase;
    int32_t granted; /* of that day and age */
    int64_t now_ms;
};
enum spot_refusal spot_judge(const struct spot_rules *rules, const struct spot_ask *ask);
/* The state that follows; only where spot_judge said SPOT_OK. */
enum spot_state spot_decide(const struct spot_rules *rules, const struct spot_ask *ask);
/* Can it be given back: until the end of the day of use. */
bool spot_may_cancel(enum spot_state state, int32_t day, int64_t now_ms);
