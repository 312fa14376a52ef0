/* What a decision about one child, room and day needs to know, gathered for core/reservation.h. Reads only. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/reservation.h"
#include "store/db.h"
#include "store/reservation_store.h"
#include "store/sick_day_store.h"

/* What the calendar functions read, with its storage. */
struct reservation_calendar {
    struct calendar calendar;
    int32_t holidays[RESERVATION_CALENDAR_MAX];
    size_t holidays_n;
    struct calendar_exception own[RESERVATION_CALENDAR_MAX];
    size_t own_n;
    struct policy_calendar_storage storage;
};
/* Holidays, the policy's dates and the site's own exceptions between two days (at most RESERVATION_CALENDAR_MAX of each). */
enum err reservation_calendar_read(struct db *db, struct site_id site, const struct policy *policy, int32_t from_day,
                                   int32_t to_day, struct reservation_calendar *ret) NODISCARD;

/* The same days under other rules. */
void reservation_calendar_under(struct reservation_calendar *calendar, const struct policy *policy);

/* Facts about one child, room and day, ready for reservation_screen but for the illness. Points into itself: do not copy. */
struct reservation_case {
    struct child_id child;
    struct site_id site;
    int64_t household_id;
    char phone[RESERVATION_PHONE_BYTES];
    const struct policy *policy;
    int slot; /* index into the policy's slots; −1: the room has no such slot */
    struct sick_day sick_day;
    struct reservation_calendar calendar;
    struct reservation_facts facts;
};

struct reservation_ask {
    int64_t account_id;
    bool staff; /* the caller works in some room: whether in this one, the query says */
    struct str child;
    struct str room;
    int32_t day;
    struct str slot; /* empty: "day", or the only one there is */
    int64_t now_ms;
};

/* ERR_NOT_FOUND: no such child or room, not this account's to ask for, or no rules for that day. */
enum err reservation_case_read(struct db *db, const struct reservation_ask *ask,
                               struct reservation_case *ret) NODISCARD;

/* Every sick room by number and public id (R-ROOM-07). */
enum err reservation_rooms_each(struct db *db, void (*row)(void *arg, struct site_id site, struct str public_id),
                                void *arg) NODISCARD;
