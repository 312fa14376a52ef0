/* The monthly register (出席簿): what a child's day counts as, and the sums of a month.
 *
 * R-SHEET-03  A mark for each day, its symbol chosen by the municipality; the totals are the sums of the marks and of nothing else. A child
 *             has marks only for the days on which it was enrolled, so whoever comes or goes within the month is counted for its own days.
 *             Enrolment is told at the first and the last day of the month.
 *
 * A child that was there is present whatever was reported; late and early are told apart, with or without a notice. Days to come have no
 * mark. Suspension and mourning shrink the days on which a child should have come. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "core/attendance.h"

enum register_mark {
    REGISTER_BLANK,  /* not enrolled, or still to come */
    REGISTER_CLOSED, /* the nursery was closed */
    REGISTER_PRESENT,
    REGISTER_LATE,
    REGISTER_EARLY_LEAVE,
    REGISTER_LATE_AND_EARLY,
    REGISTER_UNEXPLAINED, /* did not come, and nobody has said why */
    REGISTER_SICK,        /* from here on in the order of the kinds of absence */
    REGISTER_PRIVATE,
    REGISTER_SUSPENDED,
    REGISTER_MOURNING,
    REGISTER_HOSPITAL,
    REGISTER_DISASTER,
    REGISTER_HOME_COOPERATION,
    REGISTER_OTHER,
    REGISTER_MARK_COUNT
};

enum { REGISTER_DAYS_MAX = 31, REGISTER_SYMBOL_BYTES = 13 };

enum register_mark register_mark(const struct attendance_view *view);
/* Was the child there? */
bool register_attended(enum register_mark mark);

struct register_totals {
    int32_t marks[REGISTER_MARK_COUNT];
    int32_t unresolved; /* attended, but a time is missing */
};

void register_count(struct register_totals *totals, enum register_mark mark, bool unresolved);
int32_t register_days_attended(const struct register_totals *totals);
/* Days on which the child should have come: B4, without suspension and mourning. */
int32_t register_days_due(const struct register_totals *totals);
void register_add(struct register_totals *sum, const struct register_totals *totals);

/* How a municipality writes the marks. */
struct register_symbols {
    char text[REGISTER_MARK_COUNT][REGISTER_SYMBOL_BYTES];
};

/* 〇, △ for late and early, × for nobody knows, 病 事 停 忌. */
void register_symbols_init(struct register_symbols *symbols);

const char *register_mark_word(enum register_mark mark); /* "present" … ; "" for a blank */

/* A document {"policy":"register","valid_from":…,"symbols":{"present":"○"}} over what stands in *symbols. */
struct register_head {
    int32_t valid_from_day;
    char title[128];
};
enum err register_decode(struct str document, struct register_symbols *symbols, struct register_head *ret_head,
                         struct json_faults *faults) NODISCARD;
/* The number of the rule that a fault at this pointer concerns, "" when none does. */
const char *register_fault_rule(const char *pointer);
