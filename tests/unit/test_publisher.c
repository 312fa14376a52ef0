/* gateway/publisher.c and gateway/broker.c against a real mosquitto; the server's part is played here. */
#include "test.h"

#include <mosquitto.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "publisher.h"
#include "played_server.h"
#include "test_broker.h"
#include "wire/tap.h"

#include "base/banned.h"

static struct test_broker broker;
static struct server_half half;
static struct outbox *outbox;
static struct roster_book *book;
static struct publisher *publisher;

static void open_box(const char *conf)
{
    const char *why = "";
    test_broker_prepare(&broker, conf);
    half = server_half_make(broker.port);
    EXPECT_OK(outbox_open(test_dir(), "n01/n01-door", 1, &outbox, &why));
    book = roster_book_open(test_dir(), &half.credentials);
}

static void start_publisher(int64_t resend_ms)
{
    publisher = publisher_start(&(struct publisher_options){
        .credentials = &half.credentials, .outbox = outbox, .book = book, .version = "1.2.3", .resend_ms = resend_ms});
}

static void close_all(void)
{
    EXPECT(publisher_stop(publisher));
    outbox_close(outbox);
    roster_book_close(book);
    played_close();
    test_broker_kill(&broker);
}

static void touch_before_publisher(int n)
{
    for (int i = 0; i < n; i++) {
        char text[TAP_BYTES_MAX + 1];
        unsigned char signature[SECRET_SIGNATURE_BYTES];
        struct buf buf;
        struct tap tap = {.site = "n01",
                          .gateway = "n01-door",
                          .epoch = half.credentials.epoch,
                          .seq = outbox_next(outbox),
                          .time_ms = clock_now_ms(),
                          .reader = "simulated",
                          .card = {1},
                          .said = PUNCH_KEPT};
        buf_init(&buf, text, sizeof text);
        tap_encode(&tap, &buf);
        secret_sign(half.credentials.sign_secret, STR("tsubame/v1/n01/n01-door/tap"), buf_view(&buf), signature);
        EXPECT_OK(outbox_add(outbox, tap.time_ms, buf_view(&buf), signature));
    }
}

static void touch(int n)
{
    for (int i = 0; i < n; i++) {
        touch_before_publisher(1);
        publisher_wake(publisher);
    }
}

static struct str receipt(int64_t epoch, int64_t through)
{
    static char text[128];
    static struct buf buf;
    buf_init(&buf, text, sizeof text);
    receipt_encode(&(struct receipt){epoch, through}, &buf);
    return buf_view(&buf);
}

static void say_receipt(int64_t epoch, int64_t through)
{
    played_say(TOPICS_RECEIPT, receipt(epoch, through), half.sign_secret, false);
}

TEST("R-ATT-09 a tap is sent, signed, again and again until the server's receipt, and no longer")
{
    open_box(NULL);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(200);
    touch(3);
    UNTIL(played.times[1] >= 2 && played.times[2] >= 2 && played.times[3] >= 2);
    say_receipt(1, 2);
    UNTIL(publisher_counts(publisher).receipts == 1);
    int first = played.times[1];
    int third = played.times[3];
    UNTIL(played.times[3] >= third + 2);
    EXPECT(played.times[1] <= first + 1); /* one may have been under way */
    say_receipt(1, 3);
    UNTIL(outbox_backlog(outbox) == 0);
    int64_t sent = publisher_counts(publisher).sent;
    UNTIL(publisher_counts(publisher).receipts == 2);
    EXPECT_INT(publisher_counts(publisher).sent, sent);
    EXPECT_INT(publisher_counts(publisher).forged, 0);
    close_all();
}

TEST("forged, altered, unsigned, impossible and unreadable receipts change nothing and are counted")
{
    struct server_half other = server_half_make(1);
    open_box(NULL);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(60000);
    touch(3);
    UNTIL(played.times[1] == 1);
    played_say(TOPICS_RECEIPT, receipt(1, 3), NULL, false);
    played_say(TOPICS_RECEIPT, receipt(1, 3), other.sign_secret, false);
    played_say(TOPICS_RECEIPT, receipt(1, 3), half.sign_secret, true);
    played_say(TOPICS_RECEIPT, receipt(1, 3), half.credentials.sign_secret,
               false);                                                  /* its own key is not the server's */
    played_say(TOPICS_RECEIPT, receipt(1, 4), half.sign_secret, false); /* never given out */
    played_say(TOPICS_RECEIPT, receipt(2, 3), half.sign_secret, false); /* another epoch */
    played_say(TOPICS_RECEIPT, STR("{\"epoch\":1}"), half.sign_secret, false);
    played_say(TOPICS_RECEIPT, STR(""), half.sign_secret, false);
    UNTIL(publisher_counts(publisher).forged == 8);
    EXPECT_INT(outbox_backlog(outbox), 3);
    EXPECT_INT(publisher_counts(publisher).receipts, 0);
    say_receipt(1, 3);
    UNTIL(outbox_backlog(outbox) == 0);
    say_receipt(1, 2);
    UNTIL(publisher_counts(publisher).stale == 1);
    EXPECT_INT(outbox_backlog(outbox), 0);
    close_all();
}

TEST("R-ATT-09 a broker that is not there at the start, and one that is killed, lose nothing")
{
    open_box(NULL);
    start_publisher(60000);
    touch(2);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    UNTIL(played.times[1] >= 1);
    say_receipt(1, 1);
    UNTIL(outbox_backlog(outbox) == 1);
    test_broker_kill(&broker);
    touch(1);
    test_broker_start(&broker);
    UNTIL(played.times[2] >= 2);
    say_receipt(1, 2);
    UNTIL(played.times[3] >= 1);
    UNTIL(publisher_counts(publisher).connects >= 2);
    say_receipt(1, 3);
    UNTIL(outbox_backlog(outbox) == 0);
    close_all();
}

/* The server's part, until it has heard n touches. */
static void take(int64_t epoch, int64_t n)
{
    for (int64_t heard = 0; heard < n;) {
        UNTIL(played.highest > heard);
        heard = played.highest;
        say_receipt(epoch, heard);
    }
}

TEST("R-ATT-09 as fast as the receipts come, each touch once; never more than sixty-four run ahead of them")
{
    open_box(NULL);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(60000);
    touch(200);
    UNTIL(played.highest == 1);
    EXPECT_INT(publisher_counts(publisher).sent, 1); /* the first shows the way */
    take(1, 200);
    UNTIL(outbox_backlog(outbox) == 0);
    for (int i = 1; i <= 200; i++) {
        EXPECT_INT(played.times[i], 1);
    }
    close_all();
}

static struct str resend(int64_t from, int64_t expires_ms)
{
    static char text[256];
    static struct buf buf;
    struct receipt_command command = {
        .id = "c1", .expires_ms = expires_ms, .kind = COMMAND_RESEND, .epoch = 1, .from = from};
    buf_init(&buf, text, sizeof text);
    receipt_command_encode(&command, &buf);
    return buf_view(&buf);
}

TEST("a signed command that is not expired gets the lost touches again, a forged or late one does not")
{
    struct server_half other = server_half_make(1);
    open_box(NULL);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(60000);
    touch(5);
    take(1, 5);
    UNTIL(outbox_backlog(outbox) == 0);
    played_say(TOPICS_COMMAND, resend(2, clock_now_ms() + 60000), other.sign_secret, false);
    played_say(TOPICS_COMMAND, resend(2, clock_now_ms() - 1), half.sign_secret, false);
    UNTIL(publisher_counts(publisher).forged == 2);
    EXPECT_INT(outbox_backlog(outbox), 0);
    played_say(TOPICS_COMMAND, resend(4, clock_now_ms() + 60000), half.sign_secret, false);
    UNTIL(played.times[4] == 2);
    say_receipt(1, 4);
    UNTIL(played.times[5] == 2);
    EXPECT_INT(played.times[3], 1);
    say_receipt(1, 5);
    UNTIL(outbox_backlog(outbox) == 0);
    close_all();
}

TEST("the state is retained, signed, and names backlog, epoch and the last number")
{
    open_box(NULL);
    start_publisher(60000);
    touch(4);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    UNTIL(played.states > 0 && played.state.state == GATEWAY_READY && played.state.backlog == 4);
    EXPECT_INT(played.state.last, 4);
    EXPECT_INT(played.state.epoch, 1);
    EXPECT_STR(played.state.version, "1.2.3");
    EXPECT(publisher_stop(publisher));
    UNTIL(played.state.state == GATEWAY_DISCONNECTED);
    publisher = NULL;
    close_all();
}

TEST("a gateway that is killed is told lost by its last will")
{
    open_box(NULL);
    test_broker_start(&broker);
    pid_t child = fork();
    if (child == 0) {
        mosquitto_lib_init();
        start_publisher(60000);
        for (;;) {
            pause();
        }
    }
    played_open(&half, broker.port);
    UNTIL(played.states > 0 && played.state.state == GATEWAY_READY);
    kill(child, SIGKILL);
    EXPECT_INT(waitpid(child, NULL, 0), child);
    UNTIL(played.state.state == GATEWAY_LOST && played.state.epoch == 1);
    close_all();
}

TEST("a publish that the broker's ACL refuses is counted, and the touch stays in the outbox")
{
    FILE *acl = fopen(test_path("acl"), "w");
    EXPECT_NOT_NULL(acl);
    fprintf(acl,
            "user n01-door\ntopic write tsubame/v1/n01/n01-door/state\ntopic read tsubame/v1/n01/n01-door/receipt\n"
            "user server\ntopic readwrite #\n");
    fclose(acl);
    char conf[600];
    snprintf(conf, sizeof conf, "allow_anonymous true\nacl_file %s", test_path("acl"));
    open_box(conf);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(60000);
    touch(1);
    UNTIL(publisher_counts(publisher).refused >= 1);
    EXPECT_INT(outbox_backlog(outbox), 1);
    EXPECT_INT(played.times[1], 0);
    close_all();
}

TEST("a roster that comes from the server is taken into use, a forged one is not")
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct server_half other = server_half_make(1);
    struct roster_child child = {.child = "c1", .cards_n = 1};
    struct roster roster = {.day = 20000, .version = 1, .policy = {1, 1, 1, 0}, .children = &child, .children_n = 1};
    open_box(NULL);
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(60000);
    UNTIL(publisher_counts(publisher).connects == 1);
    played_say(TOPICS_ROSTER, server_half_roster(&half, &roster, signature), other.sign_secret, false);
    UNTIL(publisher_counts(publisher).forged == 1);
    EXPECT_INT(publisher_counts(publisher).rosters, 0);
    played_say(TOPICS_ROSTER, server_half_roster(&half, &roster, signature), half.sign_secret, false);
    UNTIL(publisher_counts(publisher).rosters == 1);
    EXPECT_INT(roster_book_edition(book), 1);
    close_all();
}

TEST("what an older enrolment left is sent under the new keys, and never stands in the way of new touches")
{
    const char *why = "";
    open_box(NULL);
    touch_before_publisher(40);
    outbox_close(outbox);
    struct server_half anew = server_half_make(broker.port); /* enrolled again: other keys, the next epoch */
    half = anew;
    half.credentials.epoch = 2;
    EXPECT_OK(outbox_open(test_dir(), "n01/n01-door", 2, &outbox, &why));
    test_broker_start(&broker);
    played_open(&half, broker.port);
    start_publisher(50);
    UNTIL(played.highest == 1);
    EXPECT_INT(played.epoch, 1);
    touch(1);
    UNTIL(played.epoch == 2); /* although nobody has receipted what is old */
    played_say(TOPICS_RECEIPT, receipt(1, 40), half.sign_secret, false);
    played_say(TOPICS_RECEIPT, receipt(2, 1), half.sign_secret, false);
    UNTIL(outbox_backlog(outbox) == 0);
    close_all();
}
