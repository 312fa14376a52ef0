/* Counting children at every change of scene. Pure.
 *   R-SAFE-01  two different people count, and both must come to the number that is expected; anything else stops the outing with an alarm until a
 *              named person has said where everybody is. Then it is counted again.
 *   R-SAFE-02  with a vehicle they count when boarding and alighting, and somebody walks to the last seat and says so; ten minutes after alighting
 *              without that word are an alarm. Names are called besides: core/bus_roll.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Numbers are stored. */
enum head_scene {
    HEAD_LEAVE = 1, /* leaving the nursery */
    HEAD_ARRIVE,    /* at the place */
    HEAD_DEPART,    /* leaving the place */
    HEAD_RETURN,    /* back in the nursery */
    HEAD_BUS_ON,
    HEAD_BUS_OFF,
};
enum { HEAD_SCENE_LAST = HEAD_BUS_OFF, HEAD_LAST_SEAT_MS = 10 * 60 * 1000 };
extern const char *const head_scene_words[];

/* May an outing have this scene: a walk has no bus. */
bool head_scene_fits(enum head_scene scene, bool vehicle);

struct head_count {
    int64_t account_id;
    int32_t counted;
};

enum head_verdict {
    HEAD_WAITS,       /* for the second person */
    HEAD_SAME_PERSON, /* the second must be somebody else */
    HEAD_AGREED,
    HEAD_MISMATCH,
};

/* `before`: the first count of this scene that still waits; NULL: this is the first. A first count that is wrong stops at once: nobody waits for a
 * second person while a child is missing. */
enum head_verdict head_count_judge(int32_t expected, const struct head_count *before, const struct head_count *now);
