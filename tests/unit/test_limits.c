/* How often is too often. */
#include "http/limits.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/secret.h"
#include "support/test.h"

static const struct server_rate rates[RATE_COUNT] = {
    [RATE_READ] = {600, 3}, [RATE_WRITE] = {6, 2}, [RATE_SIGN_IN] = {6, 1}, [RATE_STREAM] = {0, 0}};

static struct limits *open_limits(void)
{
    secret_init();
    return limits_open(rates);
}

TEST("a burst passes, then it is refused with the seconds to wait")
{
    struct limits *limits = open_limits();
    for (int i = 0; i < 2; i++) {
        EXPECT_INT(limits_take(limits, RATE_WRITE, 7, STR("")), 0);
    }
    int64_t wait_s = limits_take(limits, RATE_WRITE, 7, STR(""));
    EXPECT(wait_s >= 5);
    EXPECT(wait_s <= 10);
    EXPECT_INT(limits_take(limits, RATE_SIGN_IN, 7, STR("")), 0);
    EXPECT(limits_take(limits, RATE_SIGN_IN, 7, STR("")) >= 5);
    limits_close(limits);
}

TEST("accounts, addresses and classes each have their own bucket")
{
    struct limits *limits = open_limits();
    EXPECT_INT(limits_take(limits, RATE_SIGN_IN, 0, STR("192.0.2.1")), 0);
    EXPECT(limits_take(limits, RATE_SIGN_IN, 0, STR("192.0.2.1")) > 0);
    EXPECT_INT(limits_take(limits, RATE_SIGN_IN, 0, STR("192.0.2.2")), 0);
    EXPECT_INT(limits_take(limits, RATE_SIGN_IN, 8, STR("192.0.2.1")), 0);
    EXPECT_INT(limits_take(limits, RATE_WRITE, 0, STR("192.0.2.1")), 0);
    limits_close(limits);
}

TEST("tokens come back with time")
{
    struct limits *limits = open_limits();
    int64_t began_ms = test_ms();
    int refused = 0;
    for (int passed = 0; passed < 6 && test_ms() - began_ms < 5000;) {
        if (limits_take(limits, RATE_READ, 9, STR("")) == 0) {
            passed++;
        } else {
            refused++;
        }
    }
    EXPECT(refused > 0);
    EXPECT(test_ms() - began_ms >= 200); /* three more than the burst, at ten a second */
    EXPECT(test_ms() - began_ms < 5000);
    limits_close(limits);
}

TEST("a class without a rate is not limited")
{
    struct limits *limits = open_limits();
    for (int i = 0; i < 1000; i++) {
        EXPECT_INT(limits_take(limits, RATE_STREAM, 0, STR("192.0.2.1")), 0);
    }
    limits_close(limits);
}

TEST("the tenth failed sign-in makes the login wait, each further one longer, a success forgives")
{
    struct limits *limits = open_limits();
    struct str login = STR("parent001@demo.example");
    for (int i = 0; i < LIMITS_FREE_FAILURES - 1; i++) {
        limits_sign_in_failed(limits, login);
        EXPECT_INT(limits_sign_in_wait(limits, login), 0);
    }
    static const int64_t wanted_s[] = {
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, LIMITS_WAIT_S_MAX, LIMITS_WAIT_S_MAX};
    for (size_t i = 0; i < sizeof wanted_s / sizeof wanted_s[0]; i++) {
        limits_sign_in_failed(limits, login);
        EXPECT_INT(limits_sign_in_wait(limits, login), wanted_s[i]);
    }
    EXPECT_INT(limits_sign_in_wait(limits, STR("another@demo.example")), 0);
    limits_sign_in_done(limits, login);
    EXPECT_INT(limits_sign_in_wait(limits, login), 0);
    limits_sign_in_failed(limits, login);
    EXPECT_INT(limits_sign_in_wait(limits, login), 0);
    limits_close(limits);
}

TEST("a hundred thousand addresses are forgotten one by one, never by growing")
{
    struct limits *limits = open_limits();
    for (int i = 0; i < 100000; i++) {
        char address[32];
        int n = snprintf(address, sizeof address, "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
        EXPECT_INT(limits_take(limits, RATE_SIGN_IN, 0, (struct str){address, (size_t)n}), 0);
    }
    limits_close(limits);
}
