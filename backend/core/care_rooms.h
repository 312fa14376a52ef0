/* Which child lies in which room of a sick-care facility: an exact assignment, found again on every change. Pure.
 *
 * R-ROOM-02  an isolation room holds at most one disease group a day; several children of the group up to its places.
 * R-ROOM-03  children without isolation need go to general rooms; together never more than the effective capacity.
 * R-ROOM-04  when no assignment exists the child waits with ISOLATION_FULL although places remain.
 * R-ROOM-06  staff may pin a child to a room: its mask then has that one bit.
 * R-STF-01   the effective capacity counts the staff on duty; when that is what is lacking, the reason is STAFF_SHORT.
 *
 * The rooms a child may be in (by age, kind of room and pin) are a bit mask that the caller makes with care_rooms_allowed. A child stays in
 * one room over all its segments of the day.
 *
 * General rooms are a matching of children to rooms. For the isolation rooms every disease group gets a set of rooms of its own: the
 * minimal sets that can hold the group are listed, and a search over the groups with a memory of failed sets of free rooms decides.
 * The largest group is not listed: it gets what is left. Rooms between which there is no difference are searched once. At 12 places
 * in 12 rooms the worst case of hard random facilities stays below a millisecond (make bench). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/policy.h"

enum {
    CARE_CHILDREN_MAX = 64,
    CARE_NO_ROOM = -1,
    CARE_FREE_SETS = 1 << POLICY_ROOMS_MAX,
    CARE_SETS_MAX = 924, /* none of a group's minimal sets holds another: of 12 rooms at most 12 over 6 */
};

struct care_rooms {
    int32_t places[POLICY_ROOMS_MAX];
    uint32_t isolation; /* bit per room */
    size_t rooms_n;
    int32_t licensed; /* of the day */
    int32_t capacity; /* effective: licensed, staff, override */
};

struct care_child {
    uint32_t rooms;    /* bit per room in which it may be */
    int32_t group;     /* 0: needs no isolation; else its disease group */
    uint32_t segments; /* of the day, not 0 */
    int32_t room;      /* in: where it is, or CARE_NO_ROOM; kept when that is possible. out: where it is now */
};

enum care_fit {
    CARE_FITS,
    CARE_FULL,        /* more children than licensed places */
    CARE_STAFF_SHORT, /* … than the staff on duty allow */
    CARE_NO_ASSIGNMENT,
};

/* The search's memory, the caller's; nothing in it needs to be filled or kept. */
struct care_group {
    uint8_t members[CARE_CHILDREN_MAX];
    size_t n;
    uint32_t union_rooms;
    uint32_t now; /* rooms in which some of it are */
    uint16_t sets[CARE_SETS_MAX];
    size_t sets_n;
};

struct care_search {
    const struct care_rooms *rooms;
    struct care_child *children;
    struct care_group groups[POLICY_ROOMS_MAX];
    size_t groups_n;
    int16_t places[CARE_FREE_SETS];                         /* of each set of rooms */
    uint32_t failed[POLICY_ROOMS_MAX][CARE_FREE_SETS / 32]; /* from this group on these free rooms do not suffice */
    uint32_t chosen[POLICY_ROOMS_MAX];
    uint32_t kinds[POLICY_ROOMS_MAX]; /* isolation rooms between which there is no difference */
    size_t kinds_n;
};

/* Are all of them placed at once? CARE_FITS: every child's room is filled in; otherwise rooms are left as they were. */
enum care_fit care_rooms_assign(struct care_search *search, const struct care_rooms *rooms, struct care_child *children,
                                size_t n);

/* The facility's rooms on a day with its effective capacity. */
void care_rooms_of(const struct policy *policy, int32_t day, int32_t capacity, struct care_rooms *ret);
/* The rooms for a child of this birth date on a day: general rooms, or the isolation rooms, whose ages fit. `pin`: that room only, whatever
 * its kind and age; CARE_NO_ROOM: no pin. */
uint32_t care_rooms_allowed(const struct policy *policy, int32_t birth_day, int32_t day, bool isolate, int32_t pin);
