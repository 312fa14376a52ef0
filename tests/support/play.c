/* See play.h. */
#include "support/play.h"

#include <mqtt_protocol.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#include "base/banned.h"

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

void play_connect(struct play *play)
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

void play_open(struct play *play)
{
    char url[64];
    char failure[256];
    unsigned char seed[SECRET_SIGN_SEED_BYTES];
    unsigned char ignored[SECRET_SIGN_PUBLIC_BYTES];
    memset(play, 0, sizeof *play);
    nursery_open(&play->world, 2, 6);
    clock_pin(nursery_at("18:00"));
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
    play_connect(play);
}

void play_close(struct play *play)
{
    mosquitto_destroy(play->client);
    roster_publisher_stop(play->rosters);
    tap_listener_stop(play->listener);
    readers_close(play->readers);
    nursery_close(&play->world);
    test_broker_kill(&play->broker);
}

void play_publish(struct play *play, const char *topic, struct str payload, const char *sig)
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
void play_send_signed(struct play *play, const char *topic, const char *signed_topic, struct str payload)
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    char sig[96];
    secret_sign(play->secret, str_of(signed_topic), payload, signature);
    EXPECT_OK(str_base64(signature, sizeof signature, sig, sizeof sig));
    play_publish(play, topic, payload, sig);
}

struct str play_tap_text(const struct tap *tap, char storage[TAP_BYTES_MAX])
{
    struct buf buf;
    buf_init(&buf, storage, TAP_BYTES_MAX);
    tap_encode(tap, &buf);
    return buf_view(&buf);
}

void play_send_tap(struct play *play, int64_t seq, int child, const char *when)
{
    char text[TAP_BYTES_MAX];
    struct tap tap = nursery_tap(&play->world, 1, seq, child, nursery_at(when));
    play_send_signed(play, PLAY_TAP_TOPIC, PLAY_TAP_TOPIC, play_tap_text(&tap, text));
}

void play_wait_until_up(struct play *play)
{
    PLAY_WAIT_FOR(play, broker_link_connected(tap_listener_link(play->listener)) && play->heard[TOPICS_ROSTER] > 0);
}

struct tap_listener_figures play_figures(const struct play *play)
{
    struct tap_listener_figures figures;
    tap_listener_figures(play->listener, &figures);
    return figures;
}

int64_t play_stored(const struct play *play)
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

int64_t play_refused(const struct play *play, const char *gateway, enum tap_refusal why)
{
    struct db *db;
    int64_t times;
    EXPECT_OK(db_open(play->world.path, DB_READ, &db));
    EXPECT_OK(tap_store_refused_times(db, str_of(gateway), why, &times));
    db_close(db);
    return times;
}
