/* Keeps at every entrance the list of its nursery's children for the day, sealed for that gateway and signed (contract 4): on start, on
 * each new connection, when children or cards change, at 03:00, and coarsely through the day so that a new box knows who is here. */
#pragma once

#include "base/err.h"
#include "mqtt/tap_listener.h"

struct roster_publisher;

/* Works with the options' readers, changes and keys; the listener outlives it. */
enum err roster_publisher_start(const struct tap_listener_options *options, struct tap_listener *listener,
                                struct roster_publisher **ret) NODISCARD;
/* Before the listener is stopped. NULL is fine. */
void roster_publisher_stop(struct roster_publisher *publisher);
