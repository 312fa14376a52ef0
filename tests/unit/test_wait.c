/* base/wait.c: the thread that looks, rests and is told to stop. */
#include "base/wait.h"

#include <stdatomic.h>

#include "base/clock.h"
#include "support/test.h"

#include "base/banned.h"

enum { HOUR_MS = 3600000 };

struct looking {
    struct sleeper sleeper;
    int64_t rest_ms;
    atomic_int looks;
};

static void *look(void *arg)
{
    struct looking *looking = arg;
    do {
        atomic_fetch_add(&looking->looks, 1);
    } while (!sleeper_rest(&looking->sleeper, looking->rest_ms));
    return NULL;
}

TEST("an instant to come lies as far ahead as it was asked for, with nanoseconds that the library takes")
{
    static const int64_t waits[] = {0, 1, 999, 1000, 1001, HOUR_MS + 999};
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        int64_t before_ms = clock_mono_ms();
        struct timespec until = wait_until(waits[i]);
        int64_t after_ms = clock_mono_ms();
        int64_t at_ms = (int64_t)until.tv_sec * 1000 + until.tv_nsec / 1000000;
        EXPECT(until.tv_nsec >= 0 && until.tv_nsec < 1000000000);
        EXPECT(at_ms >= before_ms + waits[i] && at_ms <= after_ms + waits[i]);
    }
}

TEST("a thread that rests an hour ends when it is told to")
{
    static struct looking looking = {.rest_ms = HOUR_MS};
    sleeper_init(&looking.sleeper);
    EXPECT_OK(sleeper_start(&looking.sleeper, look, &looking));
    sleeper_stop(&looking.sleeper); /* the test's own time limit says when it does not */
    EXPECT_INT(atomic_load(&looking.looks), 1);
}

TEST("it looks again after each rest")
{
    static struct looking looking = {.rest_ms = 1};
    sleeper_init(&looking.sleeper);
    EXPECT_OK(sleeper_start(&looking.sleeper, look, &looking));
    while (atomic_load(&looking.looks) < 3) {
        sched_yield();
    }
    sleeper_stop(&looking.sleeper);
    EXPECT(atomic_load(&looking.looks) >= 3);
}

TEST("told to stop before it begins to rest it does not rest at all, and one never started is stopped as well")
{
    struct sleeper sleeper;
    sleeper_init(&sleeper);
    EXPECT(!sleeper_rest(&sleeper, 0));
    sleeper.stopping = true;
    EXPECT(sleeper_rest(&sleeper, HOUR_MS));
    sleeper_stop(&sleeper);
}
