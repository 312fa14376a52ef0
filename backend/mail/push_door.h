/* The other door outwards, beside the mail's: a thread that takes what is due to telephones out of its outbox (actions/take_push.h), sends it to their
 * push services, and says back what became of each. A service that is dead or slow delays nothing but itself. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "store/keys.h"
#include "store/lane.h"
#include "store/readers.h"

struct push_door_options {
    const char *services; /* hosts with blanks between */
    const char *contact;
    const char *ca_file; /* "": the system's */
    bool loopback;
    const struct keys *keys;
    struct lane *lane;
    struct readers *readers;
};

struct push_door;

/* All of it outlives the door. */
enum err push_door_start(const struct push_door_options *options, struct push_door **ret) NODISCARD;
/* NULL is fine. Before the lane and the readers. */
void push_door_stop(struct push_door *door);
