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

/* Asks for the row that holds on the day; OK when it stands. */
static enum err policy_on(struct query *q, int64_t site_id, int32_t day)
{
    query_int(q, ":site_id", site_id);
    query_int(q, ":day", day);
    if (query_row(q)) {
        return OK;
    }
    enum err err = query_err(q);
    return err != OK ? err : ERR_NOT_FOUND;
}

enum err policy_nursery_on(struct db *db, int64_t site_id, int32_t day, struct policy_nursery *ret)
{
    QUERY(q, db, SQL_POLICY_NURSERY_ON);
    enum err err = policy_on(&q, site_id, day);
    if (err != OK) {
        return err;
    }
    ret->site_id = query_col_int(&q, 0);
    ret->valid_from_day = (int32_t)query_col_int(&q, 1);
    ret->weekday_mask = (uint32_t)query_col_int(&q, 2);
    ret->opens_min = (int32_t)query_col_int(&q, 3);
    ret->closes_min = (int32_t)query_col_int(&q, 4);
    ret->cutoff_min = (int32_t)query_col_int(&q, 5);
    ret->debounce_ms = query_col_int(&q, 6);
    ret->lock_min = (int32_t)query_col_int(&q, 7);
    ret->late_first_min = (int32_t)query_col_int(&q, 8);
    ret->grace_min = (int32_t)query_col_int(&q, 9);
    return OK;
}

enum err policy_sickroom_on(struct db *db, int64_t site_id, int32_t day, struct policy_sickroom *ret)
{
    QUERY(q, db, SQL_POLICY_SICKROOM_ON);
    enum err err = policy_on(&q, site_id, day);
    if (err != OK) {
        return err;
    }
    ret->site_id = query_col_int(&q, 0);
    ret->valid_from_day = (int32_t)query_col_int(&q, 1);
    ret->capacity = (int32_t)query_col_int(&q, 2);
    ret->weekday_mask = (uint32_t)query_col_int(&q, 3);
    ret->opens_min = (int32_t)query_col_int(&q, 4);
    ret->closes_min = (int32_t)query_col_int(&q, 5);
    ret->open_basis = (enum reservation_basis)query_col_int(&q, 6);
    ret->window_open_min = (int32_t)query_col_int(&q, 7);
    ret->window_close_before = query_col_int(&q, 8) != 0;
    ret->window_close_min = (int32_t)query_col_int(&q, 9);
    ret->days_ahead = (int32_t)query_col_int(&q, 10);
    ret->age_low_months = (int32_t)query_col_int(&q, 11);
    ret->age_high = (enum calendar_limit)query_col_int(&q, 12);
    query_col_copy(&q, 13, ret->refused, sizeof ret->refused);
    ret->max_days = (int32_t)query_col_int(&q, 14);
    ret->waiting_max = (int32_t)query_col_int(&q, 15);
    return OK;
}
