/* See nap.h. */
#include "core/nap.h"

#include "base/civil.h"

#include "base/banned.h"

const char *const nap_posture_words[] = {"supine", "side", "turned", NULL};

int32_t nap_interval_min(const struct nap_rules *rules, int32_t class_age, bool careful)
{
    int32_t age = class_age < 0 ? 0 : class_age >= NAP_AGES ? NAP_AGES - 1 : class_age;
    int32_t min = rules->minutes[age];
    bool oftener = careful && (min == 0 || rules->careful_min < min);
    return oftener ? rules->careful_min : min;
}

bool nap_is_new(const struct nap_rules *rules, int32_t enrolled_from_day, int32_t day)
{
    return day - enrolled_from_day < rules->new_days;
}

bool nap_in_time(const struct nap_look *look)
{
    int64_t late_ms = look->entered_ms - look->checked_ms;
    return late_ms >= 0 && late_ms <= NAP_GRACE_MS;
}

int64_t nap_due_ms(const struct nap_watch *watch, const struct nap_look *looks, size_t n)
{
    int64_t last_ms = watch->from_ms;
    for (size_t i = 0; i < n; i++) {
        if (nap_in_time(&looks[i]) && looks[i].checked_ms > last_ms) {
            last_ms = looks[i].checked_ms;
        }
    }
    return last_ms + (int64_t)watch->interval_min * CIVIL_MS_PER_MIN;
}

static size_t add_gap(const struct nap_watch *watch, int64_t from_ms, int64_t to_ms, struct nap_gap *gaps, size_t n)
{
    int64_t most_ms = (int64_t)watch->interval_min * CIVIL_MS_PER_MIN + NAP_GRACE_MS;
    if (to_ms - from_ms <= most_ms || n == NAP_GAPS_MAX) {
        return n;
    }
    gaps[n] = (struct nap_gap){from_ms, to_ms};
    return n + 1;
}

size_t nap_gaps(const struct nap_watch *watch, const struct nap_look *looks, size_t n, int64_t now_ms,
                struct nap_gap gaps[NAP_GAPS_MAX])
{
    int64_t end_ms = watch->to_ms != 0 ? watch->to_ms : now_ms;
    int64_t last_ms = watch->from_ms;
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (!nap_in_time(&looks[i]) || looks[i].checked_ms <= last_ms || looks[i].checked_ms > end_ms) {
            continue;
        }
        found = add_gap(watch, last_ms, looks[i].checked_ms, gaps, found);
        last_ms = looks[i].checked_ms;
    }
    return add_gap(watch, last_ms, end_ms, gaps, found);
}
