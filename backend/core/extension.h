/* Extended care: what a child's stay costs beyond the hours that its family has anyway. One engine; a town's prices are a dated document.
 *
 * R-EXT-01  A charge counts the minutes of a stay inside its spans of the day. They cost a sum once, or a sum for each started (or each
 *           full) unit, dearer from a certain minute on; span by span, or all spans of the charge added first; or only what goes beyond
 *           so many minutes of them. A month may be capped, or cost a fixed sum from so many days on. Tier and place among siblings
 *           reduce both what is paid by the day and by the month.
 * R-EXT-02  Times are whole minutes, a stay ends before the minute of leaving: leaving when a span begins is free, one minute later is
 *           the first minute of its first unit. Arriving when a morning span ends is free likewise.
 * R-EXT-03  Up to `grace_min` minutes are free; beyond, all are paid, or (grace_kept) only those after the grace.
 * R-EXT-04  Minutes inside a span that the family has by the month are free; what lies beyond begins with its own first unit.
 * R-EXT-05  Hours class, what is held by the month and the document itself belong to a day, never to a month.
 * R-ATT-08  What the entrance's clock did not know is the family's: where the times within the doubt cost less, they are what is paid, and a line
 *           says so with what the times that count would have cost.
 * R-EXT-08  A child younger than `age_from_months` on the first of the month has no extended care: what it stays is shown, not priced.
 *
 * Every yen stands in a line with the minutes that made it. Money is integer yen, minutes count from midnight, a percentage is rounded
 * down. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/policy.h"

/* What a family is entitled to without paying extra: eleven hours a day or eight. */
enum hours_class { HOURS_STANDARD, HOURS_SHORT, HOURS_CLASS_COUNT };

enum {
    EXTENSION_CHARGES_MAX = 8,
    EXTENSION_SPANS_MAX = 3, /* of one charge */
    EXTENSION_RATES_MAX = 4,
    EXTENSION_MONTHLY_MAX = 6,
    EXTENSION_SIBLINGS_MAX = 4,
    EXTENSION_LIMITS_MAX = 4,
    EXTENSION_STEPS_MAX = 4,
    EXTENSION_REDUCTIONS_MAX = 6,
    EXTENSION_STAYS_MAX = 4,
    EXTENSION_DAY_LINES_MAX = EXTENSION_CHARGES_MAX * EXTENSION_SPANS_MAX +
                              2, /* what no charge covers, and the doubt */
    EXTENSION_MONTH_LINES_MAX = EXTENSION_MONTHLY_MAX + 2 * EXTENSION_LIMITS_MAX,
    EXTENSION_BIRTH_UNKNOWN = INT32_MIN,
};

struct extension_span {
    int32_t from_min;
    int32_t to_min; /* the first minute outside */
};

/* The price of a unit that begins at this minute of what is counted, or later. */
struct extension_rate {
    int32_t after_min;
    int32_t yen;
};

struct extension_charge {
    char id[POLICY_ID_BYTES];
    char title[POLICY_NAME_BYTES];
    uint32_t classes; /* bit per hours_class that pays it */
    struct extension_span spans[EXTENSION_SPANS_MAX];
    size_t spans_n;
    bool together;    /* the spans' minutes are added, then priced */
    int32_t over_min; /* only minutes beyond so many inside the spans; 0: all */
    int32_t unit_min; /* 0: the sum is paid once */
    bool round_down;  /* only full units */
    struct extension_rate rates[EXTENSION_RATES_MAX];
    size_t rates_n;
    int32_t grace_min;
    bool grace_kept;
};

/* What a family may take for whole months. The price is the sibling's, or a part of the monthly fee, at most max_yen. */
struct extension_monthly {
    char id[POLICY_ID_BYTES];
    char title[POLICY_NAME_BYTES];
    uint32_t classes;
    struct extension_span spans[EXTENSION_SPANS_MAX];
    size_t spans_n;
    int32_t sibling_yen[EXTENSION_SIBLINGS_MAX]; /* first child, second …; the last holds for all that follow */
    size_t siblings_n;                           /* 0: by percentage */
    int32_t percent_of_fee;
    int32_t max_yen; /* POLICY_NONE: no limit */
};

/* What a month's days together cost at most, or from so many days on. */
struct extension_step {
    int32_t from_days;
    int32_t yen;
};

struct extension_limit {
    uint32_t classes; /* of the days it concerns */
    uint32_t charges; /* bit per charge */
    int32_t cap_yen;  /* POLICY_NONE: none */
    struct extension_step steps[EXTENSION_STEPS_MAX];
    size_t steps_n;
};

/* The first that fits a family is what it pays of the full price. */
struct extension_reduction {
    char tiers[POLICY_FEE_TIERS_MAX][POLICY_ID_BYTES];
    size_t tiers_n;       /* 0: any */
    int32_t sibling_from; /* 1: the first child too */
    bool of_spot;
    bool of_monthly;
    int32_t percent;
};

struct extension_rules {
    bool hours_known[HOURS_CLASS_COUNT];
    struct extension_span hours[HOURS_CLASS_COUNT]; /* what needs no charge */
    struct extension_charge charges[EXTENSION_CHARGES_MAX];
    size_t charges_n;
    struct extension_monthly monthly[EXTENSION_MONTHLY_MAX];
    size_t monthly_n;
    struct extension_limit limits[EXTENSION_LIMITS_MAX];
    size_t limits_n;
    struct extension_reduction reductions[EXTENSION_REDUCTIONS_MAX];
    size_t reductions_n;
    bool step_out_counts;    /* a child that is out for a while is counted as there (R-ATT-14) */
    int32_t age_from_months; /* 0: from birth */
};

/* What a family is on a day. */
struct extension_family {
    const char *tier;        /* "": none known */
    int32_t sibling;         /* 1: the first child */
    int32_t monthly_fee_yen; /* of ordinary care; for a price by percentage */
};

struct extension_facts {
    int32_t day;
    int32_t birth_day; /* EXTENSION_BIRTH_UNKNOWN: not asked */
    enum hours_class hours_class;
    uint32_t held; /* bit per monthly row */
    struct extension_family family;
    struct extension_span stays[EXTENSION_STAYS_MAX]; /* in order; several when the child was out between */
    size_t stays_n;
};

enum extension_line_kind {
    EXTENSION_SPOT,      /* paid by the day; row: of charges */
    EXTENSION_GRACE,     /* free by grace */
    EXTENSION_HELD,      /* free: held by the month */
    EXTENSION_TOO_YOUNG, /* not priced (R-EXT-08): staff must know */
    EXTENSION_OUTSIDE,   /* beyond the hours, and no charge covers it: staff must know */
    EXTENSION_MONTHLY,   /* the month's price; row: of monthly */
    EXTENSION_CAPPED,    /* what the cap takes off; row: of limits */
    EXTENSION_STEPPED,   /* the difference between the days' sum and the step's */
    EXTENSION_DOUBT, /* priced from from_min to to_min, for the clock was in doubt; full_yen: without that; minutes: left out */
};

struct extension_line {
    enum extension_line_kind kind;
    size_t row;
    int32_t from_min; /* the span; POLICY_NONE when several were added, or none is meant */
    int32_t to_min;
    int32_t minutes;
    int32_t units; /* 0: once; of the month's lines: days */
    int32_t full_yen;
    int32_t yen; /* what is paid of it */
};

struct extension_day {
    int32_t yen;
    struct extension_line lines[EXTENSION_DAY_LINES_MAX];
    size_t lines_n;
};

/* May a child of this birth have extended care on this day (R-EXT-08)? */
bool extension_allowed(const struct extension_rules *rules, int32_t birth_day, int32_t day);
void extension_price_day(const struct extension_rules *rules, const struct extension_facts *facts,
                         struct extension_day *ret);
/* The same for a single stay whose times were in doubt: `within` begins as late and ends as early as can have been. The cheaper of the two counts. */
void extension_price_doubt(const struct extension_rules *rules, const struct extension_facts *facts,
                           const struct extension_span *within, struct extension_day *ret);
/* Of a full price of the day (or of the month), what this family pays. */
int32_t extension_reduced(const struct extension_rules *rules, const struct extension_family *family, bool of_month,
                          int32_t yen);
/* Index of a monthly row by id; −1: none. */
int extension_monthly_find(const struct extension_rules *rules, struct str id);

/* A month is the sum of its days, one after the other, and then what the month itself changes. */
struct extension_month {
    uint32_t held;
    int32_t days;       /* with a stay */
    int32_t spot_days;  /* with something to pay */
    int32_t unresolved; /* days whose stay is not known: nothing is billed silently as zero (R-ATT-16) */
    int64_t days_yen;   /* the days' own sum */
    int64_t yen;        /* after extension_month_close */
    int64_t limit_yen[EXTENSION_LIMITS_MAX];
    int32_t limit_days[EXTENSION_LIMITS_MAX];
    struct extension_line lines[EXTENSION_MONTH_LINES_MAX];
    size_t lines_n;
};

void extension_month_open(struct extension_month *month);
/* day NULL: unresolved. `held` counts for the month even on a day without a stay. */
void extension_month_add(const struct extension_rules *rules, struct extension_month *month,
                         const struct extension_facts *facts, const struct extension_day *day);
void extension_month_close(const struct extension_rules *rules, struct extension_month *month,
                           const struct extension_family *family);

/* --- the document ------------------------------------------------------------------------------------------------------ */

struct extension_head {
    char site[POLICY_SITE_BYTES]; /* "": every nursery of the municipality */
    int32_t valid_from_day;
    char title[2 * POLICY_NAME_BYTES];
};

/* Reads a whole document and checks that its members fit together. ERR_INVALID: `faults` names every member that is wrong. */
enum err extension_decode(struct str document, struct extension_rules *ret, struct extension_head *ret_head,
                          struct json_faults *faults) NODISCARD;
/* The number of the rule that a fault at this pointer concerns, "" when none does. */
const char *extension_fault_rule(const char *pointer);

/* The lines as a JSON array, for whoever answers or keeps them. */
void extension_put_lines(struct json_out *out, const struct extension_rules *rules, const struct extension_line *lines,
                         size_t n);
/* The id of the charge, or of what is held by the month; "" when the line is neither's. */
const char *extension_line_name(const struct extension_rules *rules, const struct extension_line *line);
const char *extension_line_word(enum extension_line_kind kind); /* "spot" "grace" … */
