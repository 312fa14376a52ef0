/* mqtt/tap_listener.c and roster_publisher.c against a real mosquitto: what is signed is receipted, nothing else is. */
#include "mqtt/tap_listener.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mqtt/roster_publisher.h"
#include "store/gateway_store.h"
#include "store/tap_store.h"
#include "support/nursery.h"
#include "support/test.h"
#include "support/test_broker.h"
#include "wire/receipt.h"
#include "wire/roster.h"

#include "base/banned.h"

enum { PATIENCE_MS = 15000, KINDS = 5 };

/* A town with its server's door for readers, and one entrance played by the test. */
struct play {
    struct nursery_world world;
    struct test_broker broker;
    struct readers *readers;
    struct tap_listener *listener;
    struct roster_publisher *rosters;
    struct mosquitto *client;
    unsigned char secret[SECRET_SIGN_SECRET_BYTES];
    int heard[KINDS]; /* verified messages, by enum topics_kind */
    struct receipt receipt;
    struct receipt_command command;
    size_t roster_bytes;
    char roster[ROSTER_BYTES_MAX];
};

/* What the server says to n1-a, kept only when its signature is right. */
static void on_message(struct mosquitto *client, void *arg, const struct mosquitto_message *in,
                       const mosquitto_property *properties)
{
    struct play *play = arg;
    struct topics_parts parts;
    struct json_faults faults;
    struct str payload = {in->payload, (size_t)in->payloadlen};
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    char *name = NULL;
    char *value = NULL;
    size_t n = 0;
    (void)client;
    EXPECT_NOT_NULL(mosquitto_property_read_string_pair(properties, MQTT_PROP_USER_PROPERTY, &name, &value, false));
    EXPECT_STR(name, "sig");
    EXPECT_OK(str_unbase64(str_of(value), signature, sizeof signature, &n));
    EXPECT(secret_verify(play->world.keys->sign_public, str_of(in->topic), payload, signature));
    free(name);
    free(value);
    EXPECT_OK(topics_parse(str_of(in->topic), &parts));
    play->heard[parts.kind]++;
    if (parts.kind == TOPICS_RECEIPT) {
        EXPECT_OK(receipt_decode(payload, &play->receipt, &faults));
    } else if (parts.kind == TOPICS_COMMAND) {
        EXPECT_OK(receipt_command_decode(payload, &play->command, &faults));
    } else {
        EXPECT_INT(parts.kind, TOPICS_ROSTER);
        memcpy(play->roster, payload.p, payload.n);
        play->roster_bytes = payload.n;
    }
}

static void connect_client(struct play *play)
{
    static const char *const kinds[] = {"receipt", "command", "roster"};
    char topic[64];
    play->client = mosquitto_new("n1-a", true, play);
    EXPECT_NOT_NULL(play->client);
    mosquitto_int_option(play->client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_message_v5_callback_set(play->client, on_message);
    EXPECT_INT(mosquitto_connect(play->client, "127.0.0.1", play->broker.port, 60), MOSQ_ERR_SUCCESS);
    for (size_t i = 0; i < 3; i++) {
        snprintf(topic, sizeof topic, "tsubame/v1/n1/n1-a/%s", kinds[i]);
        EXPECT_INT(mosquitto_subscribe(play->client, NULL, topic, 1), MOSQ_ERR_SUCCESS);
    }
}

static void open_play(struct play *play)
{
    char url[64];
    char failure[256];
    unsigned char seed[SECRET_SIGN_SEED_BYTES];
    unsigned char ignored[SECRET_SIGN_PUBLIC_BYTES];
    memset(play, 0, sizeof *play);
    nursery_open(&play->world, 2, 6);
    test_broker_prepare(&play->broker, NULL);
    test_broker_start(&play->broker);
    EXPECT_OK(readers_open(play->world.path, 4, &play->readers));
    snprintf(url, sizeof url, "mqtt://127.0.0.1:%d", play->broker.port);
    struct tap_listener_options options = {.url = url,
                                           .username = "",
                                           .password = "",
                                           .lane = play->world.lane,
                                           .readers = play->readers,
                                           .changes = play->world.changes,
                                           .keys = play->world.keys};
    EXPECT_OK(tap_listener_start(&options, &play->listener, failure));
    EXPECT_OK(roster_publisher_start(&options, play->listener, &play->rosters));
    nursery_gateway_seed(1, seed);
    secret_sign_keys(seed, ignored, play->secret);
    mosquitto_lib_init();
    connect_client(play);
}

static void close_play(struct play *play)
{
    mosquitto_destroy(play->client);
    roster_publisher_stop(play->rosters);
    tap_listener_stop(play->listener);
    readers_close(play->readers);
    nursery_close(&play->world);
    test_broker_kill(&play->broker);
}

/* Until the condition holds; fails when patience ends. */
#define WAIT_FOR(play, condition)                        \
    do {                                                 \
        int64_t wait_until_ms = test_ms() + PATIENCE_MS; \
        while (!(condition)) {                           \
            mosquitto_loop((play)->client, 5, 1);        \
            EXPECT(test_ms() < wait_until_ms);           \
        }                                                \
    } while (0)

static void publish(struct play *play, const char *topic, struct str payload, const char *sig)
{
    mosquitto_property *properties = NULL;
    if (sig != NULL) {
        EXPECT_INT(mosquitto_property_add_string_pair(&properties, MQTT_PROP_USER_PROPERTY, "sig", sig),
                   MOSQ_ERR_SUCCESS);
    }
    EXPECT_INT(mosquitto_publish_v5(play->client, NULL, topic, (int)payload.n, payload.p, 1, false, properties),
               MOSQ_ERR_SUCCESS);
    mosquitto_property_free_all(&properties);
}

/* Signed as entrance 1 over signed_topic, sent on topic. */
static void send_signed(struct play *play, const char *topic, const char *signed_topic, struct str payload)
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    char sig[96];
    secret_sign(play->secret, str_of(signed_topic), payload, signature);
    EXPECT_OK(str_base64(signature, sizeof signature, sig, sizeof sig));
    publish(play, topic, payload, sig);
}

#define OWN_TOPIC "tsubame/v1/n1/n1-a/tap"

static struct str tap_text(const struct tap *tap, char storage[TAP_BYTES_MAX])
{
    struct buf buf;
    buf_init(&buf, storage, TAP_BYTES_MAX);
    tap_encode(tap, &buf);
    return buf_view(&buf);
}

static void send_tap(struct play *play, int64_t seq, int child, const char *when)
{
    char text[TAP_BYTES_MAX];
    struct tap tap = nursery_tap(&play->world, 1, seq, child, nursery_at(when));
    send_signed(play, OWN_TOPIC, OWN_TOPIC, tap_text(&tap, text));
}

static void wait_until_up(struct play *play)
{
    WAIT_FOR(play, broker_link_connected(tap_listener_link(play->listener)) && play->heard[TOPICS_ROSTER] > 0);
}

static struct tap_listener_figures figures(const struct play *play)
{
    struct tap_listener_figures figures;
    tap_listener_figures(play->listener, &figures);
    return figures;
}

static int64_t stored(const struct play *play)
{
    struct db *db;
    EXPECT_OK(db_open(play->world.path, DB_READ, &db));
    int64_t n = 0;
    {
        QUERY(q, db, SQL_VERIFY_COUNTS);
        EXPECT(query_row(&q));
        n = query_col_int(&q, 0);
    }
    db_close(db);
    return n;
}

TEST("a signed tap is receipted by the server's signature, and again when it is sent again")
{
    static struct play play;
    open_play(&play);
    wait_until_up(&play);
    send_tap(&play, 1, 1, "08:12");
    WAIT_FOR(&play, play.receipt.through == 1);
    EXPECT_INT(play.receipt.epoch, 1);
    int before = play.heard[TOPICS_RECEIPT];
    send_tap(&play, 1, 1, "08:12");
    WAIT_FOR(&play, play.heard[TOPICS_RECEIPT] > before);
    EXPECT_INT(play.receipt.through, 1);
    for (int64_t seq = 2; seq <= 40; seq++) {
        send_tap(&play, seq, 1, "08:12");
    }
    WAIT_FOR(&play, play.receipt.through == 40);
    EXPECT_INT(stored(&play), 40);
    close_play(&play);
}

static int64_t refused(const struct play *play, const char *gateway, enum tap_refusal why)
{
    struct db *db;
    int64_t times;
    EXPECT_OK(db_open(play->world.path, DB_READ, &db));
    EXPECT_OK(tap_store_refused_times(db, str_of(gateway), why, &times));
    db_close(db);
    return times;
}

static void send_forgeries(struct play *play)
{
    char text[TAP_BYTES_MAX];
    char large[TAP_BYTES_MAX + 1];
    struct tap tap = nursery_tap(&play->world, 1, 1, 1, nursery_at("08:12"));
    struct str payload = tap_text(&tap, text);
    publish(play, OWN_TOPIC, payload, NULL);
    publish(play, OWN_TOPIC, payload, "AAAA");
    send_signed(play, OWN_TOPIC, "tsubame/v1/n1/n1-b/tap", payload);                /* signed for elsewhere */
    send_signed(play, "tsubame/v1/n1/n1-b/tap", "tsubame/v1/n1/n1-b/tap", payload); /* another's topic */
    send_signed(play, "tsubame/v1/n2/n1-a/tap", "tsubame/v1/n2/n1-a/tap", payload); /* another's site */
    send_signed(play, "tsubame/v1/n1/nobody/tap", "tsubame/v1/n1/nobody/tap", payload);
    send_signed(play, OWN_TOPIC, OWN_TOPIC, STR("{\"id\":7}"));
    memset(large, ' ', sizeof large);
    send_signed(play, OWN_TOPIC, OWN_TOPIC, (struct str){large, sizeof large});
    tap = nursery_tap(&play->world, 2, 1, 1, nursery_at("08:12")); /* own signature and topic, another's name inside */
    send_signed(play, OWN_TOPIC, OWN_TOPIC, tap_text(&tap, text));
}

TEST("forged, altered, foreign and malformed taps change nothing, are recorded, and get no receipt")
{
    static struct play play;
    open_play(&play);
    wait_until_up(&play);
    send_forgeries(&play);
    WAIT_FOR(&play, figures(&play).refused == 9);
    send_tap(&play, 1, 1, "08:12"); /* what comes after them is still heard */
    WAIT_FOR(&play, play.receipt.through == 1);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], 1);
    EXPECT_INT(stored(&play), 1);
    WAIT_FOR(&play,
             refused(&play, "n1-a", TAP_REFUSED_UNSIGNED) == 1 && refused(&play, "n1-a", TAP_REFUSED_SIGNATURE) == 2 &&
                 refused(&play, "n1-b", TAP_REFUSED_SIGNATURE) == 1 && refused(&play, "n1-a", TAP_REFUSED_TOPIC) == 2 &&
                 refused(&play, "nobody", TAP_REFUSED_GATEWAY) == 1 &&
                 refused(&play, "n1-a", TAP_REFUSED_MALFORMED) == 1 &&
                 refused(&play, "n1-a", TAP_REFUSED_TOO_LARGE) == 1);
    close_play(&play);
}

TEST("a number that comes again with another content gets no receipt and is recorded")
{
    static struct play play;
    open_play(&play);
    wait_until_up(&play);
    send_tap(&play, 1, 1, "08:12");
    WAIT_FOR(&play, play.receipt.through == 1);
    send_tap(&play, 1, 3, "08:12");
    WAIT_FOR(&play, refused(&play, "n1-a", TAP_REFUSED_REPLAY) == 1);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], 1);
    EXPECT_INT(stored(&play), 1);
    close_play(&play);
}

TEST("a broker that dies and comes back is found again, subscribed again, and given the rosters again")
{
    static struct play play;
    open_play(&play);
    wait_until_up(&play);
    send_tap(&play, 1, 1, "08:12");
    WAIT_FOR(&play, play.receipt.through == 1);
    test_broker_kill(&play.broker);
    WAIT_FOR(&play, !broker_link_connected(tap_listener_link(play.listener)));
    test_broker_start(&play.broker);
    mosquitto_destroy(play.client);
    play.heard[TOPICS_ROSTER] = 0;
    connect_client(&play);
    wait_until_up(&play);
    send_tap(&play, 2, 1, "17:40");
    WAIT_FOR(&play, play.receipt.through == 2);
    close_play(&play);
}

TEST("numbers that a gateway says it gave out and that are not here are asked for")
{
    static struct play play;
    char json[512];
    struct buf buf;
    struct receipt_state state = {
        .state = GATEWAY_READY, .epoch = 1, .last = 7, .version = "0.1.0", .clock_synced = true};
    open_play(&play);
    wait_until_up(&play);
    send_tap(&play, 1, 1, "08:12");
    WAIT_FOR(&play, play.receipt.through == 1);
    buf_init(&buf, json, sizeof json);
    receipt_state_encode(&state, &buf);
    send_signed(&play, "tsubame/v1/n1/n1-a/state", "tsubame/v1/n1/n1-a/state", buf_view(&buf));
    WAIT_FOR(&play, play.heard[TOPICS_COMMAND] == 1);
    EXPECT_INT(play.command.kind, COMMAND_RESEND);
    EXPECT_INT(play.command.epoch, 1);
    EXPECT_INT(play.command.from, 2);
    for (int64_t seq = 2; seq <= 7; seq++) {
        send_tap(&play, seq, 1, "08:12");
    }
    WAIT_FOR(&play, play.receipt.through == 7);
    close_play(&play);
}

TEST("a gap that stays is asked for, and what came after it is not lost")
{
    static struct play play;
    open_play(&play);
    wait_until_up(&play);
    send_tap(&play, 2, 1, "08:12");
    send_tap(&play, 3, 1, "08:13");
    WAIT_FOR(&play, play.heard[TOPICS_COMMAND] == 1);
    EXPECT_INT(play.command.from, 1);
    EXPECT_INT(play.receipt.through, 0);
    send_tap(&play, 1, 1, "08:11");
    WAIT_FOR(&play, play.receipt.through == 3);
    close_play(&play);
}

static enum err revoke(struct tx *tx, void *arg)
{
    (void)arg;
    tx_change(tx, CHANGE_GATEWAY, 1, 0);
    return gateway_revoke(tx->db, 1, tx->now_ms);
}

TEST("a revoked entrance is not heard any more")
{
    static struct play play;
    open_play(&play);
    wait_until_up(&play);
    struct lane_job job = {.priority = LANE_REST, .run = revoke};
    EXPECT_OK(lane_do(play.world.lane, &job));
    for (int64_t seq = 1; refused(&play, "n1-a", TAP_REFUSED_GATEWAY) == 0;
         seq++) { /* until the change has come round */
        int before = play.heard[TOPICS_RECEIPT];
        int64_t refused_before = figures(&play).refused;
        send_tap(&play, seq, 1, "08:12");
        WAIT_FOR(&play, play.heard[TOPICS_RECEIPT] > before || figures(&play).refused > refused_before);
    }
    int receipts = play.heard[TOPICS_RECEIPT];
    int64_t taps = stored(&play);
    send_tap(&play, 1000, 1, "08:12");
    WAIT_FOR(&play, refused(&play, "n1-a", TAP_REFUSED_GATEWAY) == 2);
    EXPECT_INT(play.heard[TOPICS_RECEIPT], receipts);
    EXPECT_INT(stored(&play), taps);
    close_play(&play);
}

TEST("the roster opens with the gateway's key alone and holds the nursery's children, their cards and places")
{
    static struct play play;
    static struct roster_child children[ROSTER_CHILDREN_MAX];
    static unsigned char work[ROSTER_BYTES_MAX];
    struct roster roster = {.children = children};
    struct json_faults faults;
    struct str clear;
    unsigned char card[SECRET_CARD_HASH_BYTES];
    open_play(&play);
    wait_until_up(&play);
    struct str payload = {play.roster, play.roster_bytes};
    EXPECT_OK(roster_open(play.world.box_public[0], play.world.box_secret[0], payload, work, sizeof work, &clear));
    EXPECT_OK(roster_decode(clear, &roster, &faults));
    EXPECT_INT(roster.day, NURSERY_DAY);
    EXPECT_INT(roster.children_n, 3); /* c1, c3, c5 */
    EXPECT_STR(children[1].child, "c3");
    nursery_card(3, card);
    EXPECT_INT(children[1].cards_n, 1);
    EXPECT_MEM(children[1].cards[0], card, sizeof card);
    EXPECT_INT(children[1].place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(roster.policy.lock_ms, 30 * 60000);
    EXPECT_INT(roster.policy.closing_ms, nursery_at("19:00"));
    close_play(&play);
}
