/* The ring of committed changes. */
#include "store/changes.h"

#include <pthread.h>

#include "support/test.h"

static void push(struct changes *changes, int64_t from, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        struct change change = {.kind = CHANGE_VACANCY, .id = from + i};
        changes_push(changes, &change, 1);
    }
}

TEST("who asks after a number gets what came since, in order and numbered without a gap")
{
    struct change got[8];
    bool lost;
    struct changes *changes = changes_open();
    push(changes, 100, 5);
    EXPECT_INT(changes_wait(changes, 2, 0, got, 8, &lost), 3);
    EXPECT_NOT(lost);
    for (int i = 0; i < 3; i++) {
        EXPECT_INT(got[i].seq, 3 + i);
        EXPECT_INT(got[i].id, 102 + i);
    }
    EXPECT_INT(changes_wait(changes, 5, 0, got, 8, &lost), 0);
    changes_close(changes);
}

TEST("who fell behind the ring, or speaks of a future, is told to start afresh")
{
    struct change got[8];
    bool lost;
    struct changes *changes = changes_open();
    push(changes, 0, CHANGES_RING + 10);
    EXPECT_INT(changes_wait(changes, 9, 0, got, 8, &lost), 0);
    EXPECT(lost);
    EXPECT_INT(changes_wait(changes, 10, 0, got, 8, &lost), 8);
    EXPECT_NOT(lost);
    EXPECT_INT(changes_wait(changes, 999999, 0, got, 8, &lost), 0);
    EXPECT(lost);
    changes_close(changes);
}

static void *wait_long(void *arg)
{
    struct change got[1];
    bool lost;
    return changes_wait(arg, 0, 60000, got, 1, &lost) == 1 ? arg : NULL;
}

TEST("a waiter wakes for a change, and for the end")
{
    pthread_t thread;
    void *woken;
    struct changes *changes = changes_open();
    EXPECT_INT(pthread_create(&thread, NULL, wait_long, changes), 0);
    push(changes, 1, 1);
    pthread_join(thread, &woken);
    EXPECT(woken == changes);
    struct changes *quiet = changes_open();
    EXPECT_INT(pthread_create(&thread, NULL, wait_long, quiet), 0);
    changes_stop(quiet);
    pthread_join(thread, &woken);
    EXPECT_NULL(woken);
    changes_close(changes);
    changes_close(quiet);
}
