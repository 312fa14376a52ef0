/* See waiting_list.h. */
#include "core/waiting_list.h"

#include <assert.h>
#include <stddef.h>

#include "base/civil.h"

#include "base/banned.h"

int32_t waiting_class(const struct policy_waiting *rule, const struct waiting_standing *standing)
{
    int32_t class = 0;
    for (size_t i = 0; i < rule->order_n; i++) {
        switch (rule->order[i]) {
        case ORDER_APPROVED:
            class = class * 2 + (standing->approved ? 0 : 1);
            break;
        case ORDER_CONTINUING:
            class = class * 2 + (standing->continuing ? 0 : 1);
            break;
        case ORDER_AGE:
            class = class * 2 + (standing->older ? 1 : 0);
            break;
        case ORDER_SEQUENCE:
            break;
        }
    }
    assert(class < WAITING_CLASSES);
    return class;
}

bool waiting_continuing(const struct policy_waiting *rule, int32_t days_before)
{
    return days_before > 0 && days_before < rule->continue_days;
}

bool waiting_quiet(const struct policy_waiting *rule, int64_t now_ms)
{
    int32_t minute = civil_minute_of_ms(now_ms);
    if (rule->quiet_from_min <= rule->quiet_to_min) {
        return minute >= rule->quiet_from_min && minute < rule->quiet_to_min;
    }
    return minute >= rule->quiet_from_min || minute < rule->quiet_to_min;
}

int64_t waiting_quiet_ends_ms(const struct policy_waiting *rule, int64_t now_ms)
{
    if (!waiting_quiet(rule, now_ms)) {
        return now_ms;
    }
    int64_t today_ms = civil_ms_at(civil_day_of_ms(now_ms), rule->quiet_to_min);
    return today_ms > now_ms ? today_ms : today_ms + CIVIL_MS_PER_DAY;
}

int64_t waiting_offer_ends_ms(const struct policy_waiting *rule, int64_t sent_ms)
{
    return sent_ms + (int64_t)rule->offer_min * CIVIL_MS_PER_MIN;
}

bool waiting_in_time(int64_t expires_ms, int64_t committed_ms)
{
    return committed_ms <= expires_ms;
}

enum waiting_turn waiting_turn(const struct policy_waiting *rule, int64_t now_ms, int64_t auto_until_ms,
                               int64_t final_ms, bool stays)
{
    if (final_ms != 0 && now_ms >= final_ms && !(stays && rule->same_day_list)) {
        return TURN_DECIDED;
    }
    if (rule->offer_min == 0 || now_ms < auto_until_ms) {
        return TURN_GIVE;
    }
    return waiting_quiet(rule, now_ms) ? TURN_LATER : TURN_OFFER;
}

struct waiting_chance waiting_chance(const int32_t *freed, size_t n, int32_t rank)
{
    struct waiting_chance chance = {.days = (int32_t)n};
    assert(rank >= 1);
    for (size_t i = 0; i < n; i++) {
        chance.placed += freed[i] >= rank ? 1 : 0;
    }
    return chance;
}
