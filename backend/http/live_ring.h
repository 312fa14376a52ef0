/* What the live streams were told lately: a ring of events, read by every stream with a cursor of its own, so that nothing is queued per
 * stream. A vacancy event's text is kept once, in a frame that its readers share. Who falls behind is told to start afresh. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LIVE_EVENTS = 2048, LIVE_FRAMES = 48, LIVE_FRAME_BYTES = 48 * 1024, LIVE_SITES_MAX = 8 };

enum live_topic { LIVE_VACANCIES, LIVE_ATTENDANCE, LIVE_HOUSEHOLD, LIVE_SICKROOM, LIVE_ALARMS, LIVE_RESYNC };

/* The whole "event: …" text of one vacancy event. */
struct live_frame {
    int readers;
    int64_t event; /* number of the event it belongs to; 0 none */
    size_t n;
    char text[LIVE_FRAME_BYTES];
};

struct live_event {
    int64_t id; /* given by live_ring_push */
    enum live_topic topic;
    int64_t subject; /* site or household */
    int32_t day;
    struct live_frame *frame; /* vacancies only; NULL: too large or too old, start afresh */
};

struct live_sites {
    int64_t ids[LIVE_SITES_MAX];
    char names[LIVE_SITES_MAX][33];
    size_t n;
};

/* What a stream listens to. */
struct live_wish {
    bool vacancies;
    int64_t household_id;         /* 0: no */
    struct live_sites nurseries;  /* attendance:SITE */
    struct live_sites sick_rooms; /* sickroom:SITE */
    struct live_sites alarms;     /* alarms:SITE */
};

struct live_ring;

/* An event's id is its number above `base`, which differs from one run of the program to the next. */
struct live_ring *live_ring_open(int64_t base);
void live_ring_close(struct live_ring *ring); /* NULL is fine */

/* The hub only. A frame to be filled, or NULL when readers hold them all. */
struct live_frame *live_ring_frame(struct live_ring *ring);
/* The hub only. Adds an event. */
void live_ring_push(struct live_ring *ring, const struct live_event *event);
/* The id of the last event. */
int64_t live_ring_last(struct live_ring *ring);

/* Where a stream begins that has last seen `id` (0: it is new): false when what followed is gone. */
bool live_ring_resume(struct live_ring *ring, int64_t id, int64_t *ret_cursor);
/* Cursors are ids. The next event after *cursor that the wish asks for; false: none. A reader of a frame gives it back. When the cursor was overrun,
 * the event is a LIVE_RESYNC. */
bool live_ring_next(struct live_ring *ring, const struct live_wish *wish, int64_t *cursor, struct live_event *ret);
void live_ring_done(struct live_ring *ring, struct live_frame *frame); /* NULL is fine */
bool live_wish_wants(const struct live_wish *wish, const struct live_event *event);
