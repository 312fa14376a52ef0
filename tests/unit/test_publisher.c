/* gateway/publisher.c and gateway/broker.c against a real mosquitto; the server's part is played here. */
#include "test.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "publisher.h"
#include "server_voice.h"
#include "test_broker.h"
#include "wire/receipt.h"
#include "wire/tap.h"

#include "base/banned.h"

enum { NUMBERS_MAX = 512, PATIENCE_MS = 15000 };

static struct test_broker broker;
static struct server_stub stub;
static struct outbox *outbox;
static struct roster_book *book;
static struct publisher *publisher;
static struct mosquitto *server;
static int times[NUMBERS_MAX]; /* how often each number came */
static int64_t highest;
static struct receipt_state state;
static int states;
static int subscribed;

/* A tap must verify under the gateway's key, on its topic, in the bytes that came. */
static void on_tap(const struct mosquitto_message *m, const unsigned char *signature)
{
    struct tap tap;
    struct json_faults faults;
    struct str payload = {m->payload, (size_t)m->payloadlen};
    EXPECT(secret_verify(stub.credentials.sign_public, str_of(m->topic), payload, signature));
    EXPECT_OK(tap_decode(payload, &tap, &faults));
    EXPECT(tap.seq < NUMBERS_MAX);
    times[tap.seq]++;
    highest = tap.seq > highest ? tap.seq : highest;
}

static void on_message(struct mosquitto *client, void *context, const struct mosquitto_message *m,
                       const mosquitto_property *all)
{
    char *name = NULL;
    char *value = NULL;
    unsigned char signature[SECRET_SIGNATURE_BYTES] = {0};
    size_t n = 0;
    struct topics_parts parts;
    struct json_faults faults;
    (void)client;
    (void)context;
    EXPECT_NOT_NULL(mosquitto_property_read_string_pair(all, MQTT_PROP_USER_PROPERTY, &name, &value, false));
    EXPECT_STR(name, "sig");
    EXPECT_OK(str_unbase64(str_of(value), signature, sizeof signature, &n));
    free(name);
    free(value);
    EXPECT_OK(topics_parse(str_of(m->topic), &parts));
    if (parts.kind == TOPICS_TAP) {
        on_tap(m, signature);
    } else {
        struct str payload = {m->payload, (size_t)m->payloadlen};
        EXPECT(secret_verify(stub.credentials.sign_public, str_of(m->topic), payload, signature));
        EXPECT_OK(receipt_state_decode(payload, &state, &faults));
        states++;
    }
}

static void turn(void)
{
    if (mosquitto_loop(server, 10, 1) != MOSQ_ERR_SUCCESS) {
        (void)mosquitto_reconnect(server);
        poll(NULL, 0, 10); /* between tries to reach a broker that is not there */
    }
}

#define UNTIL(condition)                                                     \
    for (int64_t until_ms = test_ms() + PATIENCE_MS; !(condition); turn()) { \
        if (test_ms() > until_ms) {                                          \
            print_error("waited in vain for %s\n", #condition);              \
            EXPECT(condition);                                               \
        }                                                                    \
    }

static void on_connect(struct mosquitto *client, void *context, int reason, int flags,
                       const mosquitto_property *properties)
{
    (void)context;
    (void)flags;
    (void)properties;
    if (reason == 0) {
        mosquitto_subscribe(client, NULL, TOPICS_ALL_TAPS, 1);
        mosquitto_subscribe(client, NULL, TOPICS_ALL_STATES, 1);
    }
}

static void on_subscribe(struct mosquitto *client, void *context, int mid, int n, const int *granted)
{
    (void)client;
    (void)context;
    (void)mid;
    (void)n;
    (void)granted;
    subscribed++;
}

static void open_server(void)
{
    mosquitto_lib_init();
    server = mosquitto_new("server", false, NULL);
    mosquitto_int_option(server, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_username_pw_set(server, "server", "x");
    mosquitto_connect_v5_callback_set(server, on_connect);
    mosquitto_message_v5_callback_set(server, on_message);
    mosquitto_subscribe_callback_set(server, on_subscribe);
    (void)mosquitto_connect(server, "127.0.0.1", broker.port, 60);
    UNTIL(subscribed >= 2);
}

static void open_box(const char *conf)
{
    const char *why = "";
    test_broker_prepare(&broker, conf);
    stub = server_stub_make(broker.port);
    EXPECT_OK(outbox_open(test_dir(), "n01/n01-door", 1, &outbox, &why));
    book = roster_book_open(test_dir(), &stub.credentials);
}

static void start_publisher(int64_t resend_ms)
{
    publisher = publisher_start(&(struct publisher_options){
        .credentials = &stub.credentials, .outbox = outbox, .book = book, .version = "1.2.3", .resend_ms = resend_ms});
}

static void close_all(void)
{
    EXPECT(publisher_stop(publisher));
    outbox_close(outbox);
    roster_book_close(book);
    mosquitto_destroy(server);
    test_broker_kill(&broker);
    mosquitto_lib_cleanup();
}

static void touch(int n)
{
    for (int i = 0; i < n; i++) {
        char text[TAP_BYTES_MAX + 1];
        char topic[TOPICS_BYTES];
        unsigned char signature[SECRET_SIGNATURE_BYTES];
        struct buf buf;
        struct tap tap = {.site = "n01",
                          .gateway = "n01-door",
                          .epoch = 1,
                          .seq = outbox_next(outbox),
                          .time_ms = clock_now_ms(),
                          .reader = "simulated",
                          .said = PUNCH_KEPT};
        EXPECT_OK(topics_write("n01", "n01-door", TOPICS_TAP, topic));
        buf_init(&buf, text, sizeof text);
        tap_encode(&tap, &buf);
        secret_sign(stub.credentials.sign_secret, str_of(topic), buf_view(&buf), signature);
        EXPECT_OK(outbox_add(outbox, tap.time_ms, buf_view(&buf), signature));
        publisher_wake(publisher);
    }
}

static void say(enum topics_kind kind, struct str payload, const unsigned char *key, bool altered)
{
    server_voice_say(server, &stub, &(struct server_voice){kind, payload, key, altered});
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
    say(TOPICS_RECEIPT, receipt(epoch, through), stub.sign_secret, false);
}

TEST("R-ATT-09 a tap is sent, signed, again and again until the server's receipt, and no longer")
{
    open_box(NULL);
    test_broker_start(&broker);
    open_server();
    start_publisher(200);
    touch(3);
    UNTIL(times[1] >= 2 && times[2] >= 2 && times[3] >= 2);
    say_receipt(1, 2);
    UNTIL(publisher_counts(publisher).receipts == 1);
    int first = times[1];
    int third = times[3];
    UNTIL(times[3] >= third + 2);
    EXPECT(times[1] <= first + 1); /* one may have been under way */
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
    struct server_stub other = server_stub_make(1);
    open_box(NULL);
    test_broker_start(&broker);
    open_server();
    start_publisher(60000);
    touch(3);
    UNTIL(times[3] == 1);
    say(TOPICS_RECEIPT, receipt(1, 3), NULL, false);
    say(TOPICS_RECEIPT, receipt(1, 3), other.sign_secret, false);
    say(TOPICS_RECEIPT, receipt(1, 3), stub.sign_secret, true);
    say(TOPICS_RECEIPT, receipt(1, 3), stub.credentials.sign_secret, false); /* its own key is not the server's */
    say(TOPICS_RECEIPT, receipt(1, 4), stub.sign_secret, false);             /* never given out */
    say(TOPICS_RECEIPT, receipt(2, 3), stub.sign_secret, false);             /* another epoch */
    say(TOPICS_RECEIPT, STR("{\"epoch\":1}"), stub.sign_secret, false);
    say(TOPICS_RECEIPT, STR(""), stub.sign_secret, false);
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
    open_server();
    UNTIL(times[1] >= 1 && times[2] >= 1);
    say_receipt(1, 1);
    UNTIL(outbox_backlog(outbox) == 1);
    test_broker_kill(&broker);
    touch(1);
    test_broker_start(&broker);
    UNTIL(times[2] >= 2 && times[3] >= 1);
    UNTIL(publisher_counts(publisher).connects >= 2);
    say_receipt(1, 3);
    UNTIL(outbox_backlog(outbox) == 0);
    close_all();
}

TEST("never more than sixty-four touches run ahead of the receipts")
{
    open_box(NULL);
    test_broker_start(&broker);
    open_server();
    start_publisher(60000);
    touch(200);
    UNTIL(highest == 64);
    EXPECT_INT(publisher_counts(publisher).sent, 64);
    say_receipt(1, 10);
    UNTIL(highest == 74);
    EXPECT_INT(publisher_counts(publisher).sent, 74);
    for (int64_t through = 70; through <= 200; through += 13) {
        say_receipt(1, through);
        UNTIL(highest >= (through + 64 > 200 ? 200 : through + 64));
    }
    say_receipt(1, 200);
    UNTIL(outbox_backlog(outbox) == 0);
    for (int i = 1; i <= 200; i++) {
        EXPECT_INT(times[i], 1);
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
    struct server_stub other = server_stub_make(1);
    open_box(NULL);
    test_broker_start(&broker);
    open_server();
    start_publisher(60000);
    touch(5);
    UNTIL(highest == 5);
    say_receipt(1, 5);
    UNTIL(outbox_backlog(outbox) == 0);
    say(TOPICS_COMMAND, resend(2, clock_now_ms() + 60000), other.sign_secret, false);
    say(TOPICS_COMMAND, resend(2, clock_now_ms() - 1), stub.sign_secret, false);
    UNTIL(publisher_counts(publisher).forged == 2);
    EXPECT_INT(outbox_backlog(outbox), 0);
    say(TOPICS_COMMAND, resend(4, clock_now_ms() + 60000), stub.sign_secret, false);
    UNTIL(times[4] == 2 && times[5] == 2);
    EXPECT_INT(times[3], 1);
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
    open_server();
    UNTIL(states > 0 && state.state == GATEWAY_READY && state.backlog == 4);
    EXPECT_INT(state.last, 4);
    EXPECT_INT(state.epoch, 1);
    EXPECT_STR(state.version, "1.2.3");
    EXPECT(publisher_stop(publisher));
    UNTIL(state.state == GATEWAY_DISCONNECTED);
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
    open_server();
    UNTIL(states > 0 && state.state == GATEWAY_READY);
    kill(child, SIGKILL);
    EXPECT_INT(waitpid(child, NULL, 0), child);
    UNTIL(state.state == GATEWAY_LOST && state.epoch == 1);
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
    open_server();
    start_publisher(60000);
    touch(1);
    UNTIL(publisher_counts(publisher).refused >= 1);
    EXPECT_INT(outbox_backlog(outbox), 1);
    EXPECT_INT(times[1], 0);
    close_all();
}

TEST("a roster that comes from the server is taken into use, a forged one is not")
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct server_stub other = server_stub_make(1);
    struct roster_child child = {.child = "c1", .cards_n = 1};
    struct roster roster = {.day = 20000, .version = 1, .policy = {1, 1, 1, 0}, .children = &child, .children_n = 1};
    open_box(NULL);
    test_broker_start(&broker);
    open_server();
    start_publisher(60000);
    UNTIL(publisher_counts(publisher).connects == 1);
    say(TOPICS_ROSTER, server_stub_roster(&stub, &roster, signature), other.sign_secret, false);
    UNTIL(publisher_counts(publisher).forged == 1);
    EXPECT_INT(publisher_counts(publisher).rosters, 0);
    say(TOPICS_ROSTER, server_stub_roster(&stub, &roster, signature), stub.sign_secret, false);
    UNTIL(publisher_counts(publisher).rosters == 1);
    EXPECT_INT(roster_book_edition(book), 1);
    close_all();
}
