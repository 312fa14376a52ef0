/* devices/fleet: the parts that can be wrong without a broker; the rest is driven by the load and fault tests. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "fleet/cards.h"
#include "fleet/latency.h"

#include "base/banned.h"

static struct latency latency;

TEST("quantiles are those of the values, to a sixty-fourth")
{
    for (int64_t us = 1; us <= 100000; us++) {
        latency_add(&latency, us);
    }
    int64_t p50_us = latency_at(&latency, 500);
    int64_t p99_us = latency_at(&latency, 990);
    EXPECT(p50_us >= 50000 && p50_us <= 50000 + 50000 / 64);
    EXPECT(p99_us >= 99000 && p99_us <= 100000);
    EXPECT_INT(latency_at(&latency, 1000), 100000);
    EXPECT_INT(latency.max_us, 100000);
}

TEST("small values are exact, none are zero, and the largest never leaves the table")
{
    EXPECT_INT(latency_at(&latency, 990), 0);
    for (int64_t us = 0; us < 64; us++) {
        latency_add(&latency, us);
    }
    EXPECT_INT(latency_at(&latency, 500), 31);
    latency_add(&latency, INT64_MAX);
    latency_add(&latency, -5);
    EXPECT_INT(latency.n, 66);
    EXPECT_INT(latency_at(&latency, 1000), INT64_MAX);
}

TEST("two halves merged are the whole")
{
    static struct latency half;
    for (int64_t us = 0; us < 1000; us++) {
        latency_add(us % 2 == 0 ? &latency : &half, us);
    }
    latency_merge(&latency, &half);
    EXPECT_INT(latency.n, 1000);
    EXPECT_INT(latency.max_us, 999);
    EXPECT(latency_at(&latency, 500) >= 499 && latency_at(&latency, 500) <= 507);
}

static const char *file_with(const char *text)
{
    FILE *file = fopen(test_path("cards.csv"), "w");
    EXPECT_NOT_NULL(file);
    fputs(text, file);
    fclose(file);
    return test_path("cards.csv");
}

TEST("cards are read with their sites, a wrong line is named")
{
    struct cards cards;
    int line = 0;
    EXPECT_OK(cards_open(file_with("card_uid,child_id,site_id\n04a1b2c3,aa,n01\r\n0114b34c5e1a2b3c,bb,n02\n"), &cards,
                         &line));
    EXPECT_INT(cards.n, 2);
    EXPECT_STR(cards.rows[0].site, "n01");
    EXPECT_INT(cards.rows[0].uid_n, 4);
    EXPECT_STR(cards.rows[1].site, "n02");
    EXPECT_INT(cards.rows[1].uid[7], 0x3c);
    cards_close(&cards);
    EXPECT_INT(cards_open(file_with("card_uid,child_id,site_id\n04a1b2c3,aa,n01\nxyz,bb,n02\n"), &cards, &line),
               ERR_INVALID);
    EXPECT_INT(line, 3);
    EXPECT_INT(cards_open("/nonexistent", &cards, &line), ERR_IO);
}
