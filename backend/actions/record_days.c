/* See record_days.h. */
#include "actions/record_days.h"

#include "base/civil.h"
#include "store/figures_store.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"
#include "store/sick_day_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { SITES_AT_ONCE = 8, DAYS_AT_ONCE = 62 };

static enum err record_day(struct tx *tx, struct site_id site, int32_t day)
{
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    struct sick_day known = {.capacity = 0};
    struct figures_day over = {.site = site, .day = day};
    enum err err = policy_on(tx->db, site.v, day, &policy);
    if (err == ERR_NOT_FOUND) { /* no rules held yet */
        return figures_record_day(tx->db, &over, tx->now_ms);
    }
    err = err == OK ? reservation_calendar_read(tx->db, site, policy, day, day, &calendar) : err;
    err = err == OK ? sick_day_read(tx->db, site, day, policy, &known) : err;
    if (err != OK) {
        return err;
    }
    over.open = calendar_open(&calendar.calendar, day);
    over.capacity = known.capacity;
    return figures_record_day(tx->db, &over, tx->now_ms);
}

static enum err record_room(struct tx *tx, struct site_id site, bool *ret_more)
{
    int32_t today = civil_day_of_ms(tx->now_ms);
    int32_t last = 0;
    enum err err = figures_recorded(tx->db, site, &last);
    if (err != OK) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    for (int i = 0; err == OK && i < DAYS_AT_ONCE && last + 1 < today; i++) {
        last++;
        err = record_day(tx, site, last);
    }
    *ret_more = *ret_more || last + 1 < today;
    return err;
}

enum err record_days(struct tx *tx, void *arg)
{
    bool *more = arg;
    struct site list[SITES_AT_ONCE];
    int64_t after = 0;
    size_t n = SITES_AT_ONCE;
    enum err err = OK;
    *more = false;
    while (err == OK && n == SITES_AT_ONCE) {
        err = site_list(tx->db, SITE_SICKROOM, after, list, SITES_AT_ONCE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            after = list[i].id;
            err = record_room(tx, (struct site_id){after}, more);
        }
    }
    return err;
}
