/* See care_crowd.h. */
#include "core/care_crowd.h"

#include <string.h>

#include "base/banned.h"

static void put(struct crowd *crowd, size_t i, size_t room)
{
    if (crowd->at[i] >= 0) {
        crowd->held[crowd->at[i]]--;
    }
    crowd->at[i] = (int16_t)room;
    crowd->held[room]++;
}

/* Into a room that has a place left: the one where it lies comes first. */
static bool enter(struct crowd *crowd, size_t i, uint32_t may)
{
    const struct care_child *child = &crowd->children[crowd->members[i]];
    uint32_t now = child->room >= 0 ? UINT32_C(1) << child->room & may : 0;
    for (uint32_t left = may; left != 0;) {
        size_t room = (size_t)__builtin_ctz(now != 0 ? now : left);
        if (crowd->held[room] < crowd->rooms->places[room]) {
            put(crowd, i, room);
            return true;
        }
        left &= ~(UINT32_C(1) << room);
        now = 0;
    }
    return false;
}

/* Kuhn's augmenting path: puts member i somewhere in this segment, moving others only when no room has a place left. */
static bool augment(struct crowd *crowd, size_t i, uint32_t *tried)
{
    uint32_t may = crowd->allowed[i] & crowd->free;
    if (enter(crowd, i, may & ~*tried)) {
        return true;
    }
    for (uint32_t left = may & ~*tried; left != 0; left = may & ~*tried) {
        int16_t room = (int16_t)__builtin_ctz(left);
        *tried |= UINT32_C(1) << room;
        for (size_t j = 0; j < crowd->n; j++) {
            if (crowd->at[j] == room && augment(crowd, j, tried)) {
                put(crowd, i, (size_t)room);
                return true;
            }
        }
    }
    return false;
}

/* One segment of the day: a matching. Who was there before stays where it is as far as possible. */
static bool match_segment(struct crowd *crowd, uint32_t segment, const int16_t *first)
{
    memset(crowd->held, 0, sizeof crowd->held);
    memset(crowd->at, -1, sizeof crowd->at);
    for (size_t i = 0; i < crowd->n; i++) {
        if (first[i] >= 0 && (crowd->children[crowd->members[i]].segments & segment) != 0) {
            put(crowd, i, (size_t)first[i]);
        }
    }
    for (size_t i = 0; i < crowd->n; i++) {
        uint32_t tried = 0;
        bool here = (crowd->children[crowd->members[i]].segments & segment) != 0;
        if (here && crowd->at[i] < 0 && !augment(crowd, i, &tried)) {
            return false;
        }
    }
    return true;
}

static bool place_crowd(struct crowd *crowd);

/* Member i was put into two rooms in two segments: it is in `room` all day, or never. */
static bool split(struct crowd *crowd, size_t i, int16_t room)
{
    uint32_t before = crowd->allowed[i];
    crowd->allowed[i] = UINT32_C(1) << room;
    bool placed = place_crowd(crowd);
    if (!placed) {
        crowd->allowed[i] = before & ~(UINT32_C(1) << room);
        placed = place_crowd(crowd);
    }
    crowd->allowed[i] = before;
    return placed;
}

/* Every member in one room over all its segments; crowd->first says where. */
static bool place_crowd(struct crowd *crowd)
{
    int16_t first[CARE_CHILDREN_MAX];
    memset(first, -1, sizeof first);
    for (uint32_t segment = 1; segment < 1U << POLICY_SEGMENTS_MAX; segment <<= 1) {
        if (!match_segment(crowd, segment, first)) {
            return false;
        }
        for (size_t i = 0; i < crowd->n; i++) {
            if (crowd->at[i] < 0) {
                continue;
            }
            if (first[i] >= 0 && first[i] != crowd->at[i]) {
                return split(crowd, i, first[i]);
            }
            first[i] = crowd->at[i];
        }
    }
    memcpy(crowd->first, first, sizeof first);
    return true;
}

bool crowd_place(struct crowd *crowd, uint32_t free)
{
    crowd->free = free;
    return place_crowd(crowd);
}

void crowd_init(struct crowd *crowd, const struct care_rooms *rooms, struct care_child *children,
                const uint8_t *members, size_t n)
{
    *crowd = (struct crowd){.rooms = rooms, .children = children, .members = members, .n = n};
    for (size_t i = 0; i < n; i++) {
        crowd->allowed[i] = children[members[i]].rooms;
    }
}

void crowd_take_over(const struct crowd *crowd, int32_t *room)
{
    for (size_t i = 0; i < crowd->n; i++) {
        room[crowd->members[i]] = crowd->first[i];
    }
}
