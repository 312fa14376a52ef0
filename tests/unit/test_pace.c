/* wire/pace.c: a box that catches up leaves room for the touches of now. */
#include "wire/pace.h"

#include "test.h"

#include "base/banned.h"

enum { QUICK_US = 10000, SLOW_US = PACE_AIM_US + 1, MANY = 64 };

static struct pace pace;
static int64_t now_us = 1000000;

/* A tap goes out and its receipt comes after took_us. */
static void there_and_back(int64_t took_us)
{
    int64_t sent_us = now_us;
    now_us += took_us;
    pace_receipted(&pace, sent_us, now_us);
}

TEST("R-ATT-09: quick receipts open the window to its end, and no further")
{
    pace_begin(&pace, MANY, 0);
    EXPECT_INT(pace.window, 1);
    int rounds = 0;
    for (; pace.window < MANY && rounds < 100; rounds++) {
        int64_t before = pace.window;
        there_and_back(QUICK_US);
        EXPECT(pace.window > before);
    }
    EXPECT(rounds < 25);
    there_and_back(QUICK_US);
    EXPECT_INT(pace.window, MANY);
    EXPECT_INT(pace_wait_us(&pace, MANY - 1, now_us), 0);
    EXPECT_INT(pace_wait_us(&pace, MANY, now_us), INT64_MAX);
}

TEST("R-ATT-09: slow receipts halve the window, then one tap at a time rests longer and longer, to a bound")
{
    pace_begin(&pace, MANY, 0);
    pace.window = MANY;
    for (int64_t window = MANY; window > 1; window /= 2) {
        EXPECT_INT(pace.window, window);
        there_and_back(SLOW_US);
        EXPECT_INT(pace.rest_us, 0);
    }
    there_and_back(SLOW_US);
    EXPECT_INT(pace.window, 1);
    EXPECT_INT(pace_wait_us(&pace, 0, now_us), SLOW_US);
    EXPECT_INT(pace_wait_us(&pace, 0, now_us + SLOW_US), 0);
    for (int i = 0; i < 10; i++) {
        there_and_back(SLOW_US);
    }
    EXPECT_INT(pace_wait_us(&pace, 0, now_us), PACE_REST_US);
    for (int i = 0; i < 20; i++) {
        there_and_back(QUICK_US);
    }
    EXPECT_INT(pace_wait_us(&pace, 0, now_us), 0);
    EXPECT(pace.window > 1);
}

TEST("one way there and back is judged once, however many taps were on it")
{
    pace_begin(&pace, MANY, 0);
    pace.window = MANY;
    int64_t sent_us = now_us;
    now_us += SLOW_US;
    for (int i = 0; i < 5; i++) {
        pace_receipted(&pace, sent_us, now_us + i);
    }
    EXPECT_INT(pace.window, MANY / 2);
}

TEST("a box that a broker lets in begins when it was told to, and a silence widens its window: the first tap never "
     "bars those behind it")
{
    pace_begin(&pace, MANY, now_us + PACE_SPREAD_US);
    EXPECT_INT(pace_wait_us(&pace, 0, now_us), PACE_SPREAD_US);
    EXPECT_INT(pace_wait_us(&pace, 0, now_us + PACE_SPREAD_US), 0);
    for (int64_t window = 1; window < MANY; window *= 2) {
        EXPECT_INT(pace_wait_us(&pace, window, now_us), INT64_MAX);
        pace_silence(&pace);
        EXPECT_INT(pace_wait_us(&pace, window, now_us), 0);
    }
    pace_silence(&pace);
    EXPECT_INT(pace_wait_us(&pace, MANY, now_us), INT64_MAX);
}

TEST("a touch of now goes at once when nothing waits before it, however slow the receipts were")
{
    pace_begin(&pace, MANY, 0);
    for (int i = 0; i < 5; i++) {
        there_and_back(PACE_REST_US);
    }
    EXPECT(pace_wait_us(&pace, 0, now_us) > 0);
    pace_caught_up(&pace);
    EXPECT_INT(pace_wait_us(&pace, 0, now_us), 0);
}
