#include "store/policy_store.h"

#include <assert.h>

#include "base/banned.h"

enum err policy_nursery_create(struct db *db, const struct policy_nursery *policy)
{
    assert(policy->opens_min < policy->closes_min);
    QUERY(q, db, SQL_POLICY_NURSERY_INSERT);
    query_int(&q, ":site_id", policy->site_id);
    query_int(&q, ":valid_from_day", policy->valid_from_day);
    query_int(&q, ":weekday_mask", policy->weekday_mask);
    query_int(&q, ":opens_min", policy->opens_min);
    query_int(&q, ":closes_min", policy->closes_min);
    query_int(&q, ":cutoff_min", policy->cutoff_min);
    query_int(&q, ":debounce_ms", policy->debounce_ms);
    query_int(&q, ":lock_min", policy->lock_min);
    query_int(&q, ":late_first_min", policy->late_first_min);
    query_int(&q, ":grace_min", policy->grace_min);
    return query_run(&q);
}

enum err policy_sickroom_create(struct db *db, const struct policy_sickroom *policy)
{
    assert(policy->opens_min < policy->closes_min);
    QUERY(q, db, SQL_POLICY_SICKROOM_INSERT);
    query_int(&q, ":site_id", policy->site_id);
    query_int(&q, ":valid_from_day", policy->valid_from_day);
    query_int(&q, ":capacity", policy->capacity);
    query_int(&q, ":weekday_mask", policy->weekday_mask);
    query_int(&q, ":opens_min", policy->opens_min);
    query_int(&q, ":closes_min", policy->closes_min);
    query_int(&q, ":open_basis", policy->open_basis);
    query_int(&q, ":window_open_min", policy->window_open_min);
    query_int(&q, ":window_close_before", policy->window_close_before);
    query_int(&q, ":window_close_min", policy->window_close_min);
    query_int(&q, ":days_ahead", policy->days_ahead);
    query_int(&q, ":age_low_months", policy->age_low_months);
    query_int(&q, ":age_high", policy->age_high);
    query_text(&q, ":refused", str_of(policy->refused));
    query_int(&q, ":max_days", policy->max_days);
    query_int(&q, ":waiting_max", policy->waiting_max);
    return query_run(&q);
}
