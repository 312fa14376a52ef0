/* The isolation rooms: every disease group gets a set of rooms of its own. For care_rooms.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/care_rooms.h"

/* `isolated`: indexes of the children who need one; search->rooms and search->children are set. true: room[child] says where each is. */
bool care_groups_place(struct care_search *search, const uint8_t *isolated, size_t n, int32_t *room);
