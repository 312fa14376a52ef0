/* What was committed, for whoever waits: a ring the lane writes after each commit. Live streams, rosters and timers read it by
 * sequence number; who falls behind the ring is told so and starts afresh. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum change_kind {
    CHANGE_VACANCY,    /* id: sick room, day: places, or what its staff see of the day */
    CHANGE_ATTENDANCE, /* id: nursery, day */
    CHANGE_HOUSEHOLD,  /* id: household; 0: so many that all should look again */
    CHANGE_ROSTER,     /* id: nursery: children or cards changed */
    CHANGE_ACCOUNT,    /* id: account: roles or sessions changed */
    CHANGE_GATEWAY,    /* id: gateway: enrolled or revoked */
    CHANGE_POLICY,     /* id: site, 0 the municipality: other rules */
    CHANGE_ALARM,      /* id: nursery, day */
};

struct change {
    int64_t seq; /* from 1, one per change */
    enum change_kind kind;
    int32_t day;
    int64_t id;
};

enum { CHANGES_RING = 8192 };

struct changes;

struct changes *changes_open(void);
void changes_close(struct changes *changes); /* NULL is fine */
/* The lane only. Numbers them and wakes all waiters. */
void changes_push(struct changes *changes, struct change *list, size_t n);
int64_t changes_last(struct changes *changes);
/* Waits at most wait_ms for something after `after`; copies at most max in order and returns how many (0: nothing came, or stopped).
 * *ret_lost: the ring no longer holds what follows `after`: start afresh from changes_last(). */
size_t changes_wait(struct changes *changes, int64_t after, int64_t wait_ms, struct change *out, size_t max,
                    bool *ret_lost);
/* Wakes all waiters for good. */
void changes_stop(struct changes *changes);
bool changes_stopped(struct changes *changes);
