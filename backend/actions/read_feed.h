/* The entries of a guardian's calendar (core/calendar_feed.h), one after the other. Nothing sealed is opened for it: an event's text and place stay in
 * its notice. The same rows give the same entries, whenever they are read within one day. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/calendar_feed.h"
#include "store/db.h"
#include "store/feed_store.h"

enum feed_kind { FEED_NURSERY_CLOSED, FEED_NURSERY_OPEN, FEED_EVENT, FEED_SICK_CARE };

struct feed_entry {
    enum feed_kind kind;
    enum calendar_feed_status status;
    struct str id; /* of the nursery, whose day it is; of the notice; of the reservation */
    struct str site;
    struct str title; /* of an event: as its nursery wrote it; empty when it was recalled */
    int32_t day;
    int32_t from_min; /* −1: the whole day */
    int32_t to_min;
    int64_t sequence;
    int64_t changed_ms;
};
typedef void (*feed_each)(void *arg, const struct feed_entry *entry);

/* For a reader. */
enum err read_feed(struct db *db, const struct feed *feed, int32_t today, feed_each each, void *arg) NODISCARD;
