/* What live streams read: in order, once, or told to start afresh. */
#include "http/live_ring.h"

#include <string.h>

#include "support/test.h"

enum { BASE = 1000 };

static const struct live_wish vacancies = {.vacancies = true};
static const struct live_wish household = {.household_id = 5};
static const struct live_wish board = {.nurseries = {.ids = {3, 4}, .n = 2}};

static void push(struct live_ring *ring, enum live_topic topic, int64_t subject)
{
    struct live_event event = {.topic = topic, .subject = subject};
    if (topic == LIVE_VACANCIES) {
        event.frame = live_ring_frame(ring);
        EXPECT_NOT_NULL(event.frame);
        event.frame->n = 1;
    }
    live_ring_push(ring, &event);
}

static int64_t next(struct live_ring *ring, const struct live_wish *wish, int64_t *cursor, enum live_topic *ret_topic)
{
    struct live_event event;
    if (!live_ring_next(ring, wish, cursor, &event)) {
        return 0;
    }
    *ret_topic = event.topic;
    live_ring_done(ring, event.frame);
    return event.id;
}

TEST("each wish gets its own events, in order")
{
    struct live_ring *ring = live_ring_open(BASE);
    enum live_topic topic = LIVE_RESYNC;
    int64_t a = BASE;
    int64_t b = BASE;
    int64_t c = BASE;
    push(ring, LIVE_VACANCIES, 0);
    push(ring, LIVE_HOUSEHOLD, 5);
    push(ring, LIVE_HOUSEHOLD, 6);
    push(ring, LIVE_ATTENDANCE, 4);
    push(ring, LIVE_VACANCIES, 0);
    EXPECT_INT(next(ring, &vacancies, &a, &topic), BASE + 1);
    EXPECT_INT(topic, LIVE_VACANCIES);
    EXPECT_INT(next(ring, &vacancies, &a, &topic), BASE + 5);
    EXPECT_INT(next(ring, &vacancies, &a, &topic), 0);
    EXPECT_INT(next(ring, &household, &b, &topic), BASE + 2);
    EXPECT_INT(next(ring, &household, &b, &topic), 0);
    EXPECT_INT(next(ring, &board, &c, &topic), BASE + 4);
    EXPECT_INT(live_ring_last(ring), BASE + 5);
    live_ring_close(ring);
}

TEST("who resumes begins after what it has seen")
{
    struct live_ring *ring = live_ring_open(BASE);
    enum live_topic topic = LIVE_RESYNC;
    int64_t cursor = 0;
    for (int i = 0; i < 5; i++) {
        push(ring, LIVE_HOUSEHOLD, 5);
    }
    EXPECT(live_ring_resume(ring, BASE + 3, &cursor));
    EXPECT_INT(next(ring, &household, &cursor, &topic), BASE + 4);
    EXPECT(live_ring_resume(ring, BASE, &cursor));
    EXPECT_INT(next(ring, &household, &cursor, &topic), BASE + 1);
    EXPECT(live_ring_resume(ring, 0, &cursor));
    EXPECT_INT(next(ring, &household, &cursor, &topic), 0);
    EXPECT_NOT(live_ring_resume(ring, BASE + 6, &cursor));
    EXPECT_NOT(live_ring_resume(ring, BASE - 1, &cursor));
    EXPECT_INT(cursor, BASE + 5);
    live_ring_close(ring);
}

TEST("who was overrun is told to start afresh, once, and then follows again")
{
    struct live_ring *ring = live_ring_open(BASE);
    enum live_topic topic = LIVE_VACANCIES;
    int64_t cursor = BASE;
    for (int i = 0; i < LIVE_EVENTS + 1; i++) {
        push(ring, LIVE_HOUSEHOLD, 5);
    }
    EXPECT_NOT(live_ring_resume(ring, BASE, &cursor));
    cursor = BASE;
    EXPECT_INT(next(ring, &household, &cursor, &topic), BASE + LIVE_EVENTS + 1);
    EXPECT_INT(topic, LIVE_RESYNC);
    push(ring, LIVE_HOUSEHOLD, 5);
    EXPECT_INT(next(ring, &household, &cursor, &topic), BASE + LIVE_EVENTS + 2);
    EXPECT_INT(topic, LIVE_HOUSEHOLD);
    cursor = BASE + 2;
    EXPECT(live_ring_resume(ring, BASE + 2, &cursor));
    live_ring_close(ring);
}

TEST("a vacancy event whose text had to make room becomes a fresh start")
{
    struct live_ring *ring = live_ring_open(BASE);
    enum live_topic topic = LIVE_VACANCIES;
    int64_t cursor = BASE;
    for (int i = 0; i < LIVE_FRAMES + 1; i++) {
        push(ring, LIVE_VACANCIES, 0);
    }
    EXPECT_INT(next(ring, &vacancies, &cursor, &topic), BASE + 1);
    EXPECT_INT(topic, LIVE_RESYNC);
    EXPECT_INT(next(ring, &vacancies, &cursor, &topic), BASE + 2);
    EXPECT_INT(topic, LIVE_VACANCIES);
    live_ring_close(ring);
}

TEST("a frame that is being read is never written over")
{
    struct live_ring *ring = live_ring_open(BASE);
    struct live_event held[LIVE_FRAMES];
    for (int i = 0; i < LIVE_FRAMES; i++) {
        int64_t cursor = BASE + i;
        push(ring, LIVE_VACANCIES, 0);
        EXPECT(live_ring_next(ring, &vacancies, &cursor, &held[i]));
    }
    EXPECT_NULL(live_ring_frame(ring));
    live_ring_done(ring, held[7].frame);
    EXPECT(live_ring_frame(ring) == held[7].frame);
    for (int i = 0; i < LIVE_FRAMES; i++) {
        if (i != 7) {
            live_ring_done(ring, held[i].frame);
        }
    }
    live_ring_close(ring);
}
