/* See care_rooms.h. */
#include "core/care_rooms.h"

#include <assert.h>
#include <string.h>

#include "core/care_crowd.h"
#include "core/care_groups.h"

#include "base/banned.h"

static enum care_fit count(const struct care_rooms *rooms, const struct care_child *children, size_t n)
{
    for (uint32_t segment = 1; segment < 1U << POLICY_SEGMENTS_MAX; segment <<= 1) {
        int32_t here = 0;
        for (size_t i = 0; i < n; i++) {
            here += (children[i].segments & segment) != 0 ? 1 : 0;
        }
        if (here > rooms->capacity) {
            return here > rooms->licensed || rooms->capacity >= rooms->licensed ? CARE_FULL : CARE_STAFF_SHORT;
        }
    }
    return CARE_FITS;
}

/* The general rooms; `room` is by child. */
static bool place_general(struct care_search *search, const uint8_t *general, size_t n, int32_t *room)
{
    struct crowd crowd;
    crowd_init(&crowd, search->rooms, search->children, general, n);
    if (!crowd_place(&crowd, ~search->rooms->isolation)) {
        return false;
    }
    crowd_take_over(&crowd, room);
    return true;
}

enum care_fit care_rooms_assign(struct care_search *search, const struct care_rooms *rooms, struct care_child *children,
                                size_t n)
{
    uint8_t general[CARE_CHILDREN_MAX] = {0};
    uint8_t isolated[CARE_CHILDREN_MAX] = {0};
    int32_t room[CARE_CHILDREN_MAX];
    size_t general_n = 0;
    size_t isolated_n = 0;
    assert(rooms->rooms_n <= POLICY_ROOMS_MAX);
    memset(room, -1, sizeof room);
    if (n > CARE_CHILDREN_MAX) {
        return CARE_FULL;
    }
    enum care_fit fit = count(rooms, children, n);
    if (fit != CARE_FITS) {
        return fit;
    }
    for (size_t i = 0; i < n; i++) {
        assert(children[i].segments != 0);
        if (children[i].group == 0) {
            general[general_n++] = (uint8_t)i;
        } else {
            isolated[isolated_n++] = (uint8_t)i;
        }
    }
    search->rooms = rooms;
    search->children = children;
    if (!place_general(search, general, general_n, room) ||
        (isolated_n > 0 && !care_groups_place(search, isolated, isolated_n, room))) {
        return CARE_NO_ASSIGNMENT;
    }
    for (size_t i = 0; i < n; i++) {
        assert(room[i] != CARE_NO_ROOM);
        children[i].room = room[i];
    }
    return CARE_FITS;
}

void care_rooms_of(const struct policy *policy, int32_t day, int32_t capacity, struct care_rooms *ret)
{
    *ret = (struct care_rooms){
        .rooms_n = policy->rooms_n, .licensed = policy_places_on(policy, day), .capacity = capacity};
    for (size_t i = 0; i < policy->rooms_n; i++) {
        ret->places[i] = policy->rooms[i].places;
        ret->isolation |= policy->rooms[i].isolation ? UINT32_C(1) << i : 0;
    }
}

uint32_t care_rooms_allowed(const struct policy *policy, int32_t birth_day, int32_t day, bool isolate, int32_t pin)
{
    uint32_t allowed = 0;
    if (pin != CARE_NO_ROOM) {
        return UINT32_C(1) << pin;
    }
    for (size_t i = 0; i < policy->rooms_n; i++) {
        const struct policy_room *room = &policy->rooms[i];
        bool old_enough = day >= calendar_months_old_day(birth_day, room->age_from_months);
        bool young_enough = room->age_to_months == 0 || day < calendar_months_old_day(birth_day, room->age_to_months);
        allowed |= room->isolation == isolate && old_enough && young_enough ? UINT32_C(1) << i : 0;
    }
    return allowed;
}
