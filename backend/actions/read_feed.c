/* See read_feed.h. */
#include "actions/read_feed.h"

#include "store/policy_store.h"

#include "base/banned.h"

struct reading {
    struct db *db;
    const struct feed *feed;
    struct feed_span span;
    feed_each each;
    void *arg;
    /* of the nursery at hand */
    int32_t holidays[CALENDAR_FEED_DAYS];
    size_t holidays_n;
    struct calendar_exception decided[CALENDAR_FEED_DAYS];
    int64_t versions[CALENDAR_FEED_DAYS];
    size_t decided_n;
};

static void take_day(void *arg, int32_t day, int32_t decided, int64_t version)
{
    struct reading *reading = arg;
    if (decided < 0 && reading->holidays_n < CALENDAR_FEED_DAYS) {
        reading->holidays[reading->holidays_n++] = day;
    } else if (decided >= 0 && reading->decided_n < CALENDAR_FEED_DAYS) {
        reading->versions[reading->decided_n] = version;
        reading->decided[reading->decided_n++] = (struct calendar_exception){day, decided != 0};
    }
}

static int64_t version_of(const struct reading *reading, int32_t day)
{
    int64_t version = 0;
    for (size_t i = 0; i < reading->decided_n; i++) {
        version = reading->decided[i].day == day ? reading->versions[i] : version;
    }
    return version;
}

static void tell_day(struct reading *reading, const struct feed_nursery *nursery, enum calendar_feed_day what,
                     int32_t day)
{
    const struct feed_entry entry = {
        .kind = what == FEED_DAY_OPEN ? FEED_NURSERY_OPEN : FEED_NURSERY_CLOSED,
        .status = what == FEED_DAY_AS_ALWAYS ? FEED_CANCELLED : FEED_CONFIRMED,
        .id = nursery->public_id,
        .site = nursery->name,
        .day = day,
        .from_min = POLICY_NONE,
        .sequence = version_of(reading, day),
        .changed_ms = reading->feed->created_ms,
    };
    reading->each(reading->arg, &entry);
}

static enum err tell_nursery(void *arg, const struct feed_nursery *nursery)
{
    struct reading *reading = arg;
    reading->holidays_n = 0;
    reading->decided_n = 0;
    enum err err = feed_days(reading->db, nursery->id, &reading->span, take_day, reading);
    const struct calendar calendar = {
        .weekday_mask = nursery->weekday_mask,
        .holidays = reading->holidays,
        .holidays_n = reading->holidays_n,
        .exceptions = reading->decided,
        .exceptions_n = reading->decided_n,
    };
    for (int32_t day = reading->span.from_day; err == OK && day <= reading->span.to_day; day++) {
        enum calendar_feed_day what = calendar_feed_day(&calendar, day);
        if (what != FEED_DAY_USUAL) {
            tell_day(reading, nursery, what, day);
        }
    }
    return err;
}

static void tell_event(void *arg, const struct feed_event *event)
{
    struct reading *reading = arg;
    const struct feed_entry entry = {
        .kind = FEED_EVENT,
        .status = event->recalled ? FEED_CANCELLED : FEED_CONFIRMED,
        .id = event->public_id,
        .site = event->nursery,
        .title = event->recalled ? STR("") : event->title,
        .day = event->day,
        .from_min = event->from_min,
        .to_min = event->to_min,
        .sequence = event->version,
        .changed_ms = event->changed_ms,
    };
    reading->each(reading->arg, &entry);
}

static enum err tell_reservation(void *arg, const struct feed_reservation *reservation)
{
    struct reading *reading = arg;
    const struct policy *policy = NULL;
    enum err err = policy_on(reading->db, reservation->site_id, reservation->day, &policy);
    if (err != OK && err != ERR_NOT_FOUND && err != ERR_INVALID) {
        return err;
    }
    int slot = err == OK ? policy_slot_find(policy, reservation->slot) : -1;
    const struct feed_entry entry = {
        .kind = FEED_SICK_CARE,
        .status = calendar_feed_status(reservation->state),
        .id = reservation->public_id,
        .site = reservation->room,
        .day = reservation->day,
        .from_min = slot < 0 ? POLICY_NONE : policy->slots[slot].from_min,
        .to_min = slot < 0 ? POLICY_NONE : policy->slots[slot].to_min,
        .sequence = reservation->version,
        .changed_ms = reservation->changed_ms,
    };
    reading->each(reading->arg, &entry);
    return OK;
}

enum err read_feed(struct db *db, const struct feed *feed, int32_t today, feed_each each, void *arg)
{
    struct reading reading = {
        .db = db,
        .feed = feed,
        .span = {feed->account_id, today - CALENDAR_FEED_PAST_DAYS, today + CALENDAR_FEED_COMING_DAYS},
        .each = each,
        .arg = arg,
    };
    enum err err = feed_nurseries(db, feed->account_id, today, tell_nursery, &reading);
    err = err == OK ? feed_events(db, &reading.span, tell_event, &reading) : err;
    return err == OK ? feed_reservations(db, &reading.span, tell_reservation, &reading) : err;
}
