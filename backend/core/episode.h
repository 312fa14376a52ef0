/* How many days in a row a child may come with one illness (R-RSV-15, fixture F4), and whether it is a continuing user (A9). Pure.
 *
 * An episode is a run of days of use without an open day left out between them: closed days do not interrupt it. With count_closed = false
 * at most max_days days of use; with count_closed = true only days within max_days calendar days of the first one, closed ones counted. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/policy.h"

enum { EPISODE_DAYS_MAX = 64 };

/* Would a place on `day` keep within the limit? `used`: the days around it on which the child has a place (or had one and came), in any
 * order, without `day`. A day that joins two runs counts with both. */
bool episode_allows(const struct policy_episode *rule, const struct calendar *calendar, const int32_t *used, size_t n,
                    int32_t day);
/* How many of the open days directly before `day`, without a gap, are among `used`: 0 when the day before is not. */
int32_t episode_days_before(const struct calendar *calendar, const int32_t *used, size_t n, int32_t day);
