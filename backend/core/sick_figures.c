/* See sick_figures.h. */
#include "core/sick_figures.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { CLOSED_AFTER_DAYS = 8 }; /* the instant at which the eighth day after the month begins */

/* --- one reservation ------------------------------------------------------------------------------------------------------- */

void figure_case_begin(struct figure_case *one, int32_t day)
{
    memset(one, 0, sizeof *one);
    one->day = day;
}

static void decline(int32_t *counts, enum reservation_reason reason, int32_t n)
{
    enum reason_group group = reason_group(reason);
    counts[FIGURE_DECLINED] += n;
    counts[FIGURE_DECLINED_FIRST + (group == GROUP_NONE ? GROUP_OTHER : group) - GROUP_FULL] += n;
}

static void cancelled(struct figure_case *one, const struct figure_event *event)
{
    bool by_family = event->cause == CAUSE_CANCELLED || event->cause == CAUSE_CHAIN || event->cause == CAUSE_REFUSED;
    if (event->cause == CAUSE_RELEASED) {
        one->counts[FIGURE_PLACED_OUTSIDE] = 1;
    } else if (!by_family) {
        one->counts[FIGURE_BY_FACILITY]++;
    } else if (event->from != RESERVATION_CONFIRMED) {
        one->counts[FIGURE_WITHDRAWN]++;
    } else if (civil_day_of_ms(event->at_ms) >= one->day) {
        one->counts[FIGURE_CANCELLED_SAME_DAY]++;
    } else {
        one->counts[event->late ? FIGURE_CANCELLED_LATE : FIGURE_CANCELLED_BEFORE]++;
    }
}

static void listed(struct figure_case *one, const struct figure_event *event)
{
    one->drawn = event->from == RESERVATION_NONE && event->reason == REASON_DRAW;
    if (!one->drawn && one->rank == 0) {
        one->counts[FIGURE_WAITLISTED] = 1;
        one->rank = event->rank;
    }
}

/* How an offer ended, whatever became of the reservation. */
static void answered(struct figure_case *one, const struct figure_event *event)
{
    if (event->cause == CAUSE_ACCEPTED) {
        one->counts[FIGURE_OFFERS_ACCEPTED]++;
    } else if (event->cause == CAUSE_REFUSED) {
        one->counts[FIGURE_OFFERS_DECLINED]++;
    } else if (event->cause == CAUSE_RAN_OUT) {
        one->counts[FIGURE_OFFERS_RAN_OUT]++;
    } else if (event->cause == CAUSE_GIVEN && event->to == RESERVATION_CONFIRMED) {
        one->counts[FIGURE_GIVEN]++;
    }
}

static void reached(struct figure_case *one, const struct figure_event *event)
{
    switch (event->to) {
    case RESERVATION_CONFIRMED:
        one->counts[FIGURE_CONFIRMED] = 1;
        one->counts[FIGURE_PLACED] = one->counts[FIGURE_WAITLISTED];
        break;
    case RESERVATION_WAITLISTED:
        listed(one, event);
        break;
    case RESERVATION_OFFERED:
        one->counts[FIGURE_OFFERS] += event->cause == CAUSE_OFFERED ? 1 : 0;
        break;
    case RESERVATION_DECLINED:
        decline(one->counts, event->reason, 1);
        break;
    case RESERVATION_CANCELLED:
        cancelled(one, event);
        break;
    case RESERVATION_CHECKED_IN:
        one->counts[FIGURE_USED] = 1;
        break;
    case RESERVATION_NO_SHOW:
        one->counts[FIGURE_NO_SHOW] = 1;
        break;
    case RESERVATION_NONE:
    case RESERVATION_REQUESTED:
    case RESERVATION_EXPIRED:
    case RESERVATION_CHECKED_OUT:
        break;
    }
}

void figure_case_event(struct figure_case *one, const struct figure_event *event)
{
    if (event->from == RESERVATION_NONE) {
        one->counts[FIGURE_REQUESTS] = 1;
    }
    /* Who is still on the list of the draw when anything but the draw happens has come to wait. */
    if (one->drawn && event->cause != CAUSE_DRAWN) {
        one->drawn = false;
        one->counts[FIGURE_WAITLISTED] = 1;
        one->rank = event->rank;
    }
    if (event->from == RESERVATION_OFFERED) {
        answered(one, event);
    }
    one->open = event->to == RESERVATION_REQUESTED || event->to == RESERVATION_WAITLISTED ||
                event->to == RESERVATION_OFFERED;
    reached(one, event);
}

void figure_case_end(struct figure_case *one)
{
    int32_t *counts = one->counts;
    if (one->drawn && counts[FIGURE_CONFIRMED] == 0) {
        counts[FIGURE_WAITLISTED] = 1;
    }
    bool waited = !one->open && counts[FIGURE_WAITLISTED] > 0 && counts[FIGURE_PLACED] == 0;
    counts[FIGURE_NEVER_PLACED] = waited ? 1 : 0;
    counts[FIGURE_PLACED_OUTSIDE] = waited ? counts[FIGURE_PLACED_OUTSIDE] : 0;
    counts[FIGURE_GAVE_UP] = waited && counts[FIGURE_WITHDRAWN] > 0 ? 1 : 0;
}

/* --- a month ------------------------------------------------------------------------------------------------------------- */

void sick_figures_add(struct sick_figures *to, const struct figure_case *one)
{
    for (int i = 0; i < FIGURE_COUNT; i++) {
        to->counts[i] += one->counts[i];
    }
    if (one->rank > 0) {
        to->rank_sum += one->rank;
        to->ranked++;
    }
}

void sick_figures_refused(struct sick_figures *to, enum reservation_reason reason, int32_t n)
{
    if (reason_group(reason) != GROUP_NONE) { /* too early, too late: no request yet, or no longer one */
        to->counts[FIGURE_REQUESTS] += n;
        decline(to->counts, reason, n);
    }
}

static void sum_row(struct sick_figures *to, const struct figure_tally_row *row)
{
    size_t at = 0;
    int order = -1;
    while (at < to->tally_n) {
        order = to->tally[at].tally != row->tally ? (int)to->tally[at].tally - (int)row->tally
                                                  : strcmp(to->tally[at].value, row->value);
        if (order >= 0) {
            break;
        }
        at++;
    }
    if (at < to->tally_n && order == 0) {
        to->tally[at].n += row->n;
    } else if (to->tally_n < FIGURE_TALLY_MAX) {
        memmove(&to->tally[at + 1], &to->tally[at], (to->tally_n - at) * sizeof to->tally[0]);
        to->tally[at] = *row;
        to->tally_n++;
    }
}

void sick_figures_sum(struct sick_figures *to, const struct sick_figures *from)
{
    to->open_days += from->open_days;
    to->capacity_days += from->capacity_days;
    to->rank_sum += from->rank_sum;
    to->ranked += from->ranked;
    for (int i = 0; i < FIGURE_COUNT; i++) {
        to->counts[i] += from->counts[i];
    }
    for (size_t i = 0; i < from->tally_n; i++) {
        sum_row(to, &from->tally[i]);
    }
}

int32_t sick_figures_first_day(int32_t day)
{
    return day - civil_date_of_day(day).day + 1;
}

int32_t sick_figures_last_day(int32_t day)
{
    struct civil_date date = civil_date_of_day(day);
    return day - date.day + civil_days_in_month(date.year, date.month);
}

int64_t sick_figures_until(int32_t day)
{
    return civil_ms_at(sick_figures_last_day(day) + CLOSED_AFTER_DAYS, 0);
}
