/* See head_count.h. */
#include "core/head_count.h"

#include <stddef.h>

#include "base/banned.h"

const char *const head_scene_words[] = {"leave", "arrive", "depart", "return", "bus_on", "bus_off", NULL};

bool head_scene_fits(enum head_scene scene, bool vehicle)
{
    return vehicle || (scene != HEAD_BUS_ON && scene != HEAD_BUS_OFF);
}

enum head_verdict head_count_judge(int32_t expected, const struct head_count *before, const struct head_count *now)
{
    if (now->counted != expected) {
        return HEAD_MISMATCH;
    }
    if (before == NULL) {
        return HEAD_WAITS;
    }
    return before->account_id == now->account_id ? HEAD_SAME_PERSON : HEAD_AGREED;
}
