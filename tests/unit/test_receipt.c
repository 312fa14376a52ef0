/* wire/receipt.c */
#include "test.h"

#include <string.h>

#include "wire/receipt.h"

#include "base/banned.h"

static char text[4096];
static struct buf buf;
static struct json_faults faults;

static void fresh(void)
{
    buf_init(&buf, text, sizeof text);
}

TEST("a receipt says the epoch and the number through which everything is committed")
{
    struct receipt back;
    fresh();
    receipt_encode(&(struct receipt){.epoch = 2, .through = 17}, &buf);
    EXPECT_STR(text, "{\"epoch\":2,\"through\":17}");
    EXPECT_OK(receipt_decode(buf_view(&buf), &back, &faults));
    EXPECT_INT(back.epoch, 2);
    EXPECT_INT(back.through, 17);
}

TEST("a receipt that is not whole, or more than one, is refused")
{
    static const char *const wrong[] = {"",
                                        "{}",
                                        "{\"epoch\":2}",
                                        "{\"through\":1}",
                                        "{\"epoch\":0,\"through\":1}",
                                        "{\"epoch\":1,\"through\":-1}",
                                        "{\"epoch\":1,\"through\":\"1\"}",
                                        "{\"epoch\":1,\"through\":1.0}",
                                        "{\"epoch\":1,\"through\":1,\"x\":1}",
                                        "{\"epoch\":1,\"through\":1}{}",
                                        "[1,2]",
                                        "{\"epoch\":1,\"through\":1,\"through\":2}",
                                        "{\"epoch\":1,\"through\":99999999999999999999}"};
    struct receipt back = {.through = -5};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        print_message("%s\n", wrong[i]);
        EXPECT_INT(receipt_decode(str_of(wrong[i]), &back, &faults), ERR_INVALID);
        EXPECT_INT(back.through, -5);
    }
}

TEST("a command to resend names the epoch and the first number wanted")
{
    struct receipt_command command = {
        .id = "c1", .expires_ms = INT64_C(1795129083120), .kind = COMMAND_RESEND, .epoch = 2, .from = 5};
    struct receipt_command back;
    fresh();
    receipt_command_encode(&command, &buf);
    EXPECT_STR(
        text,
        "{\"id\":\"c1\",\"expires\":\"2026-11-20T07:58:03.120+09:00\",\"command\":\"resend\",\"epoch\":2,\"from\":5}");
    EXPECT_OK(receipt_command_decode(buf_view(&buf), &back, &faults));
    EXPECT_STR(back.id, "c1");
    EXPECT_INT(back.expires_ms, command.expires_ms);
    EXPECT_INT(back.kind, COMMAND_RESEND);
    EXPECT_INT(back.epoch, 2);
    EXPECT_INT(back.from, 5);
}

TEST("a command to revoke a card names its hash")
{
    struct receipt_command command = {
        .id = "c2", .expires_ms = 1000, .kind = COMMAND_REVOKE_CARD, .card = "ABEiM0RVZneImaq7zN3u_w"};
    struct receipt_command back;
    fresh();
    receipt_command_encode(&command, &buf);
    EXPECT_OK(receipt_command_decode(buf_view(&buf), &back, &faults));
    EXPECT_INT(back.kind, COMMAND_REVOKE_CARD);
    EXPECT_STR(back.card, command.card);
}

TEST("a command that is unknown, or has another's members, is refused")
{
    static const char *const wrong[] = {
        "{\"id\":\"c\",\"expires\":\"2026-11-20T07:58:03+09:00\",\"command\":\"dance\"}",
        "{\"id\":\"c\",\"expires\":\"2026-11-20T07:58:03+09:00\",\"command\":\"resend\",\"epoch\":1}",
        "{\"id\":\"c\",\"expires\":\"2026-11-20T07:58:03+09:00\",\"command\":\"resend\",\"epoch\":1,\"from\":0}",
        ("{\"id\":\"c\",\"expires\":\"2026-11-20T07:58:03+09:00\",\"command\":\"resend\",\"epoch\":1,\"from\":1,"
         "\"card\":\"x\"}"),
        "{\"id\":\"c\",\"expires\":\"2026-11-20T07:58:03+09:00\",\"command\":\"revoke_card\",\"card\":\"AAAA\"}",
        "{\"id\":\"C!\",\"expires\":\"2026-11-20T07:58:03+09:00\",\"command\":\"resend\",\"epoch\":1,\"from\":1}",
        "{\"id\":\"c\",\"command\":\"resend\",\"epoch\":1,\"from\":1}",
    };
    struct receipt_command back;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        print_message("%s\n", wrong[i]);
        EXPECT_INT(receipt_command_decode(str_of(wrong[i]), &back, &faults), ERR_INVALID);
    }
}

TEST("a gateway's state carries what a restored server needs to ask for the lost day")
{
    struct receipt_state state = {.state = GATEWAY_READY,
                                  .backlog = 3,
                                  .epoch = 2,
                                  .last = 1755,
                                  .version = "0.1.0",
                                  .reader = true,
                                  .clock_synced = true,
                                  .clock_offset_ms = -2,
                                  .clock_uncertainty_ms = 9};
    struct receipt_state back;
    fresh();
    receipt_state_encode(&state, &buf);
    EXPECT_STR(text,
               "{\"state\":\"ready\",\"backlog\":3,\"epoch\":2,\"last\":1755,\"version\":\"0.1.0\",\"reader\":true,"
               "\"clock\":{\"synced\":true,\"offset_ms\":-2,\"uncertainty_ms\":9}}");
    EXPECT_OK(receipt_state_decode(buf_view(&buf), &back, &faults));
    EXPECT_INT(back.state, GATEWAY_READY);
    EXPECT_INT(back.backlog, 3);
    EXPECT_INT(back.last, 1755);
    EXPECT_STR(back.version, "0.1.0");
    EXPECT(back.clock_synced);
    EXPECT_INT(back.clock_offset_ms, -2);
    EXPECT_INT(receipt_state_decode(STR("{\"state\":\"asleep\"}"), &back, &faults), ERR_INVALID);
}
