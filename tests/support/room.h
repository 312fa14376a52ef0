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

/* Rooms r1 (r2 …) of `capacity` that take requests at any hour for 14 days ahead and give freed places without asking (a general room g and an
 * isolation room a), children c1…cN born 2023-06-01 with accounts 1…N. The clock is pinned to noon of ROOM_DAY − 1. */
void room_open(struct room_world *world, int rooms, int capacity, int children);
/* The same in a file of this name: for a test that opens several. */
void room_open_as(struct room_world *world, const char *name, int rooms, int capacity, int children);
void room_close(struct room_world *world);
/* Loads further rules for a room: the members of a policy document without its braces and head. They replace the rules it had. */
void room_load(struct db *db, const char *room, const char *rules);
/* The same through a connection of its own while the lane runs, in simple quotes for double ones. */
void room_rules(struct room_world *world, const char *room, const char *rules);
/* A nurse of room r{room}: makes the account. */
struct caller room_nurse(struct room_world *world, int room);
/* The caller that account i is. */
struct caller room_caller(int i);

#endif
