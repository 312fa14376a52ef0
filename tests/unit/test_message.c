/* What families are told: how long it is waited between tries. */
#include "core/message.h"

#include "support/test.h"

TEST("waits grow from ten seconds to half an hour, and a quarter at most by chance")
{
    static const int64_t least_s[] = {10, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800};
    for (int32_t tries = 0; tries <= 10; tries++) {
        EXPECT_INT(message_wait_ms(tries, 0), least_s[tries] * 1000);
        EXPECT(message_wait_ms(tries, 999) > message_wait_ms(tries, 0));
        EXPECT(message_wait_ms(tries, UINT32_MAX) <= least_s[tries] * 1250);
    }
    EXPECT_INT(message_wait_ms(INT32_MAX, 0), 1800000);
}
