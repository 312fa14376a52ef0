/* A small municipality for the C tests of sick care: rooms, and children each with a guardian account of its own. Real database file. */
#ifndef SUPPORT_ROOM_H
#define SUPPORT_ROOM_H

#include "core/access.h"
#include "store/keys.h"
#include "store/lane.h"

/* Monday 2026-03-02 in Tokyo, and noon of it. */
#define ROOM_DAY  20514
#define ROOM_NOON (INT64_C(20514) * 86400000 - 9 * 3600000 + 12 * 3600000)

struct room_world {
    const char *path;
    struct keys *keys;
    struct changes *changes;
    struct lane *lane;
};

/* Rooms r1 (r2 …) of `capacity` that take requests at any hour for 14 days ahead, children c1…cN born 2023-06-01 with accounts 1…N. The
 * clock is pinned to noon of ROOM_DAY − 1. */
void room_open(struct room_world *world, int rooms, int capacity, int children);
void room_close(struct room_world *world);
/* The caller that account i is. */
struct caller room_caller(int i);

#endif
