/* Entries of a calendar as a text/calendar file (RFC 5545): folding, escaping and dates are libical's, and ical.c is the only file that knows it.
 * The same entries give the same bytes. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum ical_status { ICAL_IS_TENTATIVE, ICAL_IS_CONFIRMED, ICAL_IS_CANCELLED };

struct ical_entry {
    struct str uid;
    struct str title; /* control characters become blanks */
    struct str place; /* empty: not said */
    int32_t day;
    int32_t from_min; /* negative: the whole day */
    int32_t to_min;   /* not after from_min: it has no end */
    enum ical_status status;
    int64_t sequence;
    int64_t changed_ms;
};

struct ical {
    void *calendar;
};
/* ERR_IO: no memory. */
enum err ical_open(struct str name, struct ical *ret) NODISCARD;
void ical_add(struct ical *ical, const struct ical_entry *entry);
/* ERR_LIMIT: it does not fit into *to. */
enum err ical_write(const struct ical *ical, struct buf *to) NODISCARD;
void ical_close(struct ical *ical);
