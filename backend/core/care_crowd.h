/* Some children into some rooms without regard to diseases: a matching for each part of the day, and every child in one room over all its parts.
 * For care_rooms.c and care_groups.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/care_rooms.h"

struct crowd {
    const struct care_rooms *rooms;
    struct care_child *children;
    const uint8_t *members; /* indexes of children */
    size_t n;
    uint32_t free;                       /* rooms that may be used */
    uint32_t allowed[CARE_CHILDREN_MAX]; /* by member */
    int16_t at[CARE_CHILDREN_MAX];       /* by member, in the segment under work */
    int16_t held[POLICY_ROOMS_MAX];      /* by room, in the segment under work */
    int16_t first[CARE_CHILDREN_MAX];    /* by member: the room in which it is */
};

void crowd_init(struct crowd *crowd, const struct care_rooms *rooms, struct care_child *children,
                const uint8_t *members, size_t n);
/* Into these rooms only. true: crowd->first says where each of them is. */
bool crowd_place(struct crowd *crowd, uint32_t free);
/* Writes the rooms by child. */
void crowd_take_over(const struct crowd *crowd, int32_t *room);
