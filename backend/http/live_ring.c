/* See live_ring.h. */
#include "http/live_ring.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct live_ring {
    pthread_mutex_t lock;
    struct live_event events[LIVE_EVENTS]; /* number n stands at n % LIVE_EVENTS */
    int64_t last;                          /* number of the last event; the first is 1 */
    int64_t base;
    struct live_frame frames[LIVE_FRAMES];
};

struct live_ring *live_ring_open(int64_t base)
{
    struct live_ring *ring = calloc(1, sizeof *ring);
    if (ring == NULL) {
        abort();
    }
    pthread_mutex_init(&ring->lock, NULL);
    ring->base = base;
    return ring;
}

void live_ring_close(struct live_ring *ring)
{
    if (ring != NULL) {
        pthread_mutex_destroy(&ring->lock);
        free(ring);
    }
}

static struct live_event *event_at(struct live_ring *ring, int64_t number)
{
    return &ring->events[number % LIVE_EVENTS];
}

static bool still_held(const struct live_ring *ring, int64_t number)
{
    return number > 0 && number > ring->last - LIVE_EVENTS;
}

struct live_frame *live_ring_frame(struct live_ring *ring)
{
    struct live_frame *oldest = NULL;
    pthread_mutex_lock(&ring->lock);
    for (size_t i = 0; i < LIVE_FRAMES; i++) {
        struct live_frame *frame = &ring->frames[i];
        if (frame->readers == 0 && (oldest == NULL || frame->event < oldest->event)) {
            oldest = frame;
        }
    }
    if (oldest != NULL) {
        if (still_held(ring, oldest->event)) {
            event_at(ring, oldest->event)->frame = NULL;
        }
        oldest->event = 0;
        oldest->n = 0;
    }
    pthread_mutex_unlock(&ring->lock);
    return oldest;
}

void live_ring_push(struct live_ring *ring, const struct live_event *event)
{
    pthread_mutex_lock(&ring->lock);
    ring->last++;
    struct live_event *place = event_at(ring, ring->last);
    if (place->frame != NULL) {
        place->frame->event = 0;
    }
    *place = *event;
    place->id = ring->base + ring->last;
    if (place->frame != NULL) {
        place->frame->event = ring->last;
    }
    pthread_mutex_unlock(&ring->lock);
}

int64_t live_ring_last(struct live_ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    int64_t last = ring->base + ring->last;
    pthread_mutex_unlock(&ring->lock);
    return last;
}

bool live_ring_resume(struct live_ring *ring, int64_t id, int64_t *ret_cursor)
{
    pthread_mutex_lock(&ring->lock);
    int64_t number = id == 0 ? ring->last : id - ring->base;
    bool known = number >= 0 && number <= ring->last && (number == ring->last || still_held(ring, number + 1));
    *ret_cursor = ring->base + (known ? number : ring->last);
    pthread_mutex_unlock(&ring->lock);
    return known;
}

static bool is_among(const struct live_sites *sites, int64_t site)
{
    for (size_t i = 0; i < sites->n; i++) {
        if (sites->ids[i] == site) {
            return true;
        }
    }
    return false;
}

bool live_wish_wants(const struct live_wish *wish, const struct live_event *event)
{
    switch (event->topic) {
    case LIVE_VACANCIES:
        return wish->vacancies;
    case LIVE_HOUSEHOLD:
        return wish->household_id != 0 && (event->subject == 0 || wish->household_id == event->subject);
    case LIVE_ATTENDANCE:
        return is_among(&wish->nurseries, event->subject);
    case LIVE_SICKROOM:
        return is_among(&wish->sick_rooms, event->subject);
    case LIVE_ALARMS:
        return is_among(&wish->alarms, event->subject);
    case LIVE_RESYNC:
        return true;
    }
    return false;
}

bool live_ring_next(struct live_ring *ring, const struct live_wish *wish, int64_t *cursor, struct live_event *ret)
{
    bool found = false;
    pthread_mutex_lock(&ring->lock);
    int64_t number = *cursor - ring->base;
    if (number < ring->last && !still_held(ring, number + 1)) {
        number = ring->last;
        *ret = (struct live_event){.id = ring->base + number, .topic = LIVE_RESYNC};
        found = true;
    }
    while (!found && number < ring->last) {
        const struct live_event *event = event_at(ring, ++number);
        if (live_wish_wants(wish, event)) {
            *ret = *event;
            found = true;
        }
    }
    if (found && ret->frame != NULL) {
        ret->frame->readers++;
    } else if (found && ret->topic == LIVE_VACANCIES) {
        ret->topic = LIVE_RESYNC;
    }
    *cursor = ring->base + number;
    pthread_mutex_unlock(&ring->lock);
    return found;
}

void live_ring_done(struct live_ring *ring, struct live_frame *frame)
{
    if (frame == NULL) {
        return;
    }
    pthread_mutex_lock(&ring->lock);
    assert(frame->readers > 0);
    frame->readers--;
    pthread_mutex_unlock(&ring->lock);
}
