/* See episode.h. */
#include "core/episode.h"

#include "base/banned.h"

static bool among(const int32_t *used, size_t n, int32_t day)
{
    for (size_t i = 0; i < n; i++) {
        if (used[i] == day) {
            return true;
        }
    }
    return false;
}

int32_t episode_days_before(const struct calendar *calendar, const int32_t *used, size_t n, int32_t day)
{
    int32_t count = 0;
    int32_t at = calendar_open_day_before(calendar, day);
    while (at != CALENDAR_NEVER && among(used, n, at) && count < EPISODE_DAYS_MAX) {
        count++;
        at = calendar_open_day_before(calendar, at);
    }
    return count;
}

/* The next open day after `day`; CALENDAR_NEVER when none lies near. */
static int32_t open_day_after(const struct calendar *calendar, int32_t day)
{
    for (int32_t after = day + 1; after <= day + CALENDAR_LOOK_BACK_DAYS; after++) {
        if (calendar_open(calendar, after)) {
            return after;
        }
    }
    return CALENDAR_NEVER;
}

bool episode_allows(const struct policy_episode *rule, const struct calendar *calendar, const int32_t *used, size_t n,
                    int32_t day)
{
    int32_t first = day;
    int32_t last = day;
    int32_t days = 1;
    if (rule->max_days == 0) {
        return true;
    }
    for (int32_t at = calendar_open_day_before(calendar, day);
         at != CALENDAR_NEVER && among(used, n, at) && days <= EPISODE_DAYS_MAX;
         at = calendar_open_day_before(calendar, at)) {
        first = at;
        days++;
    }
    for (int32_t at = open_day_after(calendar, day);
         at != CALENDAR_NEVER && among(used, n, at) && days <= EPISODE_DAYS_MAX; at = open_day_after(calendar, at)) {
        last = at;
        days++;
    }
    return rule->count_closed ? last - first < rule->max_days : days <= rule->max_days;
}
