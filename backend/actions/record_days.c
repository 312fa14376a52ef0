/* See record_days.h. */
#include "actions/record_days.h"

#include "base/civil.h"
#include "store/figures_store.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"
#include "store/sick_day_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { DAYS_AT_ONCE = 62 };

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

struct recording {
    struct tx *tx;
    bool *more;
};

static enum err record_room(void *arg, const struct site *room)
{
    const struct recording *recording = arg;
    struct tx *tx = recording->tx;
    struct site_id site = {room->id};
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
    *recording->more = *recording->more || last + 1 < today;
    return err;
}

enum err record_days(struct tx *tx, void *arg)
{
    struct recording recording = {.tx = tx, .more = arg};
    *recording.more = false;
    return site_each(tx->db, SITE_SICKROOM, record_room, &recording);
}
