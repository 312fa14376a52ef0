/* See policy_store.h. Decoded policies are kept with the connection, by the numbers of the two documents they are made of. */
#include "store/policy_store.h"

#include <assert.h>
#include <stdlib.h>

#include "store/db_handle.h"

#include "base/banned.h"

enum { BUCKETS = 512 };

struct kept {
    int64_t room_id;
    int64_t town_id;
    struct policy policy;
    struct kept *next;
};

struct db_policies {
    struct kept *buckets[BUCKETS];
};

void db_policies_close(struct db_policies *policies)
{
    for (size_t i = 0; policies != NULL && i < BUCKETS; i++) {
        while (policies->buckets[i] != NULL) {
            struct kept *kept = policies->buckets[i];
            policies->buckets[i] = kept->next;
            free(kept);
        }
    }
    free(policies);
}

static void bind_times(struct query *q, const struct house_rules *rules)
{
    query_int(q, ":weekday_mask", rules->weekday_mask);
    query_int(q, ":opens_min", rules->opens_min);
    query_int(q, ":closes_min", rules->closes_min);
    query_int(q, ":cutoff_min", rules->cutoff_min);
    query_int(q, ":debounce_ms", (int64_t)rules->debounce_s * 1000);
    query_int(q, ":lock_min", rules->lock_min);
    query_int(q, ":late_first_min", rules->late_first_min);
    query_int(q, ":grace_min", rules->grace_min);
    query_int(q, ":report_min", rules->report_min);
    query_int(q, ":meal_min", rules->meal_min);
    query_int(q, ":served_min", rules->served_min);
}

static void bind_limits(struct query *q, const struct house_rules *rules)
{
    query_int(q, ":ratio_age0", rules->ratio_age0);
    query_int(q, ":ratio_age1", rules->ratio_age1);
    query_int(q, ":ratio_age3", rules->ratio_age3);
    query_int(q, ":ratio_age4", rules->ratio_age4);
    query_int(q, ":teachers_min", rules->teachers_min);
    query_int(q, ":incident_serious_days", rules->incident.serious_days);
    query_int(q, ":incident_first_days", rules->incident.first_days);
    query_int(q, ":incident_second_months", rules->incident.second_months);
    query_int(q, ":incident_remind_days", rules->incident.remind_days);
    query_int(q, ":notice_quiet_from_min", rules->quiet_from_min);
    query_int(q, ":notice_quiet_to_min", rules->quiet_to_min);
}

static void bind_spot(struct query *q, const struct spot_rules *spot)
{
    static const char *const ages[SPOT_AGES] = {":spot_age0", ":spot_age1", ":spot_age2", ":spot_age3"};
    for (size_t i = 0; i < SPOT_AGES; i++) {
        query_int(q, ages[i], spot->places[i]);
    }
    query_int(q, ":spot_first_day", spot->first_day);
    query_int(q, ":spot_last_day", spot->last_day);
    query_int(q, ":spot_draw_min", spot->draw_min);
    query_int(q, ":spot_days_max", spot->days_max);
    query_int(q, ":spot_before_days", spot->before_days);
    query_int(q, ":spot_lottery", spot->lottery ? 1 : 0);
}

enum err policy_nursery_create(struct db *db, int64_t site_id, int32_t valid_from_day, const struct house_rules *rules)
{
    static const char *const steps[HOUSE_STEPS] = {":alarm_guardians_min", ":alarm_staff_min", ":alarm_head_min",
                                                   ":alarm_ward_min"};
    assert(rules->opens_min < rules->closes_min);
    QUERY(q, db, SQL_POLICY_NURSERY_INSERT);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":valid_from_day", valid_from_day);
    bind_times(&q, rules);
    for (size_t i = 0; i < HOUSE_STEPS; i++) {
        query_int(&q, steps[i], rules->alarm_min[i]);
    }
    query_int(&q, ":silent_min", rules->silent_min);
    query_int(&q, ":nap_age0_min", rules->nap_age0_min);
    query_int(&q, ":nap_age1_min", rules->nap_age1_min);
    query_int(&q, ":nap_age3_min", rules->nap_age3_min);
    query_int(&q, ":nap_careful_min", rules->nap_careful_min);
    query_int(&q, ":nap_new_days", rules->nap_new_days);
    bind_limits(&q, rules);
    bind_spot(&q, &rules->spot);
    return query_run(&q);
}

enum err policy_nursery_begun(struct db *db, int64_t site_id, int32_t day, bool *ret)
{
    QUERY(q, db, SQL_POLICY_NURSERY_BEGUN);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_err(&q);
    }
    *ret = query_col_int(&q, 0) != 0;
    return OK;
}

enum err policy_add(struct db *db, const struct policy_new *new)
{
    QUERY(q, db, SQL_POLICY_ADD);
    query_int_or_null(&q, ":site_id", new->site_id);
    query_int(&q, ":valid_from_day", new->valid_from_day);
    query_text(&q, ":document", new->document);
    query_int(&q, ":loaded_ms", new->now_ms);
    query_int_or_null(&q, ":account_id", new->account_id);
    return query_run(&q);
}

/* Reads one document over *policy; 0: there is none. */
static enum err decode_over(struct db *db, int64_t id, struct policy *policy, struct json_faults *faults)
{
    struct policy_head head;
    if (id == 0) {
        return OK;
    }
    QUERY(q, db, SQL_POLICY_DOCUMENT);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    return policy_decode(query_col_text(&q, 0), policy, &head, faults);
}

static enum err keep(struct db *db, int64_t room_id, int64_t town_id, const struct policy **ret)
{
    struct json_faults faults;
    struct kept *kept = calloc(1, sizeof *kept);
    if (kept == NULL) {
        return ERR_IO;
    }
    kept->room_id = room_id;
    kept->town_id = town_id;
    policy_init(&kept->policy);
    enum err err = decode_over(db, town_id, &kept->policy, &faults);
    err = err == OK ? decode_over(db, room_id, &kept->policy, &faults) : err;
    if (err != OK) {
        free(kept);
        return err;
    }
    struct kept **bucket = &db->policies->buckets[(uint64_t)(room_id * 31 + town_id) % BUCKETS];
    kept->next = *bucket;
    *bucket = kept;
    *ret = &kept->policy;
    return OK;
}

static enum err ids_on(struct db *db, int64_t site_id, int32_t day, int64_t *ret_room, int64_t *ret_town)
{
    QUERY(q, db, SQL_POLICY_IDS);
    query_int_or_null(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (query_row(&q)) {
        *ret_room = query_col_int(&q, 0);
        *ret_town = query_col_int(&q, 1);
    }
    return query_err(&q);
}

enum err policy_on(struct db *db, int64_t site_id, int32_t day, const struct policy **ret)
{
    int64_t room_id = 0;
    int64_t town_id = 0;
    enum err err = ids_on(db, site_id, day, &room_id, &town_id);
    if (err != OK) {
        return err;
    }
    if (site_id != 0 && room_id == 0) {
        return ERR_NOT_FOUND;
    }
    if (db->policies == NULL) {
        db->policies = calloc(1, sizeof *db->policies);
        if (db->policies == NULL) {
            return ERR_IO;
        }
    }
    const struct kept *kept = db->policies->buckets[(uint64_t)(room_id * 31 + town_id) % BUCKETS];
    while (kept != NULL && (kept->room_id != room_id || kept->town_id != town_id)) {
        kept = kept->next;
    }
    if (kept != NULL) {
        *ret = &kept->policy;
        return OK;
    }
    return keep(db, room_id, town_id, ret);
}

enum err policy_over(struct db *db, int64_t site_id, int32_t day, const struct policy *town, struct policy *ret,
                     struct json_faults *faults)
{
    int64_t room_id = 0;
    int64_t town_id = 0;
    enum err err = ids_on(db, site_id, day, &room_id, &town_id);
    if (err != OK || room_id == 0) {
        return err == OK ? ERR_NOT_FOUND : err;
    }
    *ret = *town;
    return decode_over(db, room_id, ret, faults);
}

enum err policy_each(struct db *db, int64_t site_id, void (*row)(void *arg, const struct policy_row *row), void *arg)
{
    QUERY(q, db, SQL_POLICY_LIST);
    query_int_or_null(&q, ":site_id", site_id);
    while (query_row(&q)) {
        struct policy_row found = {query_col_int(&q, 0), (int32_t)query_col_int(&q, 1), query_col_int(&q, 2),
                                   query_col_text(&q, 3)};
        row(arg, &found);
    }
    return query_err(&q);
}
