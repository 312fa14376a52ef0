/* See ical.h. */
#include "base/ical.h"

#include <assert.h>
#include <libical/ical.h>
#include <stdlib.h>

#include "base/civil.h"

#include "base/banned.h"

enum { TEXT_BYTES = 512 };

/* The library wants text that ends; what a title must not bring along becomes a blank. */
static const char *plain(struct str text, char storage[TEXT_BYTES])
{
    str_cut(text, storage, TEXT_BYTES);
    for (char *c = storage; *c != '\0'; c++) {
        *c = (unsigned char)*c < 0x20 || *c == 0x7F ? ' ' : *c;
    }
    return storage;
}

static struct icaltimetype instant(int64_t ms)
{
    int32_t day = (int32_t)(ms / CIVIL_MS_PER_DAY);
    int32_t second = (int32_t)(ms % CIVIL_MS_PER_DAY / 1000);
    struct civil_date date = civil_date_of_day(day);
    struct icaltimetype time = icaltime_null_time();
    assert(ms >= 0);
    time.year = date.year;
    time.month = date.month;
    time.day = date.day;
    time.hour = second / 3600;
    time.minute = second / 60 % 60;
    time.second = second % 60;
    time.zone = icaltimezone_get_utc_timezone();
    return time;
}

static struct icaltimetype whole_day(int32_t day)
{
    struct civil_date date = civil_date_of_day(day);
    struct icaltimetype time = icaltime_null_date();
    time.year = date.year;
    time.month = date.month;
    time.day = date.day;
    return time;
}

static void put_time(icalcomponent *event, const struct ical_entry *entry)
{
    if (entry->from_min < 0) {
        icalcomponent_add_property(event, icalproperty_new_dtstart(whole_day(entry->day)));
        icalcomponent_add_property(event, icalproperty_new_dtend(whole_day(entry->day + 1)));
        icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
        return;
    }
    icalcomponent_add_property(event, icalproperty_new_dtstart(instant(civil_ms_at(entry->day, entry->from_min))));
    if (entry->to_min > entry->from_min) {
        icalcomponent_add_property(event, icalproperty_new_dtend(instant(civil_ms_at(entry->day, entry->to_min))));
    }
}

static enum icalproperty_status status_of(enum ical_status status)
{
    switch (status) {
    case ICAL_IS_TENTATIVE:
        return ICAL_STATUS_TENTATIVE;
    case ICAL_IS_CONFIRMED:
        return ICAL_STATUS_CONFIRMED;
    case ICAL_IS_CANCELLED:
        break;
    }
    return ICAL_STATUS_CANCELLED;
}

void ical_add(struct ical *ical, const struct ical_entry *entry)
{
    char storage[TEXT_BYTES];
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_add_property(event, icalproperty_new_uid(plain(entry->uid, storage)));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(instant(entry->changed_ms)));
    put_time(event, entry);
    icalcomponent_add_property(event, icalproperty_new_summary(plain(entry->title, storage)));
    if (entry->place.n > 0) {
        icalcomponent_add_property(event, icalproperty_new_location(plain(entry->place, storage)));
    }
    icalcomponent_add_property(event, icalproperty_new_status(status_of(entry->status)));
    icalcomponent_add_property(event, icalproperty_new_sequence((int)(entry->sequence & INT32_MAX)));
    icalcomponent_add_component(ical->calendar, event);
}

static void put_own(icalcomponent *calendar, const char *name, const char *value)
{
    icalproperty *own = icalproperty_new_x(value);
    icalproperty_set_x_name(own, name);
    icalcomponent_add_property(calendar, own);
}

enum err ical_open(struct str name, struct ical *ret)
{
    char storage[TEXT_BYTES];
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    if (calendar == NULL) {
        return ERR_IO;
    }
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Tsubame//calendar 1//JA"));
    icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    put_own(calendar, "X-WR-CALNAME", plain(name, storage));
    put_own(calendar, "X-PUBLISHED-TTL", "PT1H");
    ret->calendar = calendar;
    return OK;
}

enum err ical_write(const struct ical *ical, struct buf *to)
{
    char *text = icalcomponent_as_ical_string_r(ical->calendar);
    if (text == NULL) {
        return ERR_IO;
    }
    buf_puts(to, text);
    free(text);
    return to->overflow ? ERR_LIMIT : OK;
}

void ical_close(struct ical *ical)
{
    icalcomponent_free(ical->calendar);
    ical->calendar = NULL;
}
