/* A day in the sick-care room r1 of room.h: notes are needed at entry, prices are tiered by hours, a late cancellation costs 500 yen. */
#ifndef SUPPORT_CARE_H
#define SUPPORT_CARE_H

#include "actions/check_in.h"
#include "actions/check_out.h"
#include "support/asking.h"

struct care_world {
    struct room_world town;
    struct asked asked[6];
    struct caller nurse;
};

/* Children c1…cN have confirmed places on ROOM_DAY, planned for 09:00, and a note issued on ROOM_DAY − 1; the clock stands at 09:00 of it. */
void care_open(struct care_world *world, int children);
void care_close(struct care_world *world);
struct str care_id(const struct care_world *world, int child);
/* Everything ticked and 37.0 degrees. */
struct check_in care_arrival(const struct care_world *world, int child);
struct check_out care_leaving(const struct care_world *world, int child);
/* Both ways through the real verbs: the child is in, or was handed over, at an instant. */
void care_come(struct care_world *world, int child, const char *instant);
void care_go(struct care_world *world, int child, const char *instant);

#endif
