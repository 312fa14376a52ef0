/* See played_server.h. */
#include "played_server.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "wire/tap.h"

#include "base/banned.h"

struct played_server played;

/* A tap must verify under the gateway's key, on its topic, in the bytes that came. */
static void on_tap(const struct mosquitto_message *m, const unsigned char *signature)
{
    struct tap tap;
    struct json_faults faults;
    struct str payload = {m->payload, (size_t)m->payloadlen};
    EXPECT(secret_verify(played.half->credentials.sign_public, str_of(m->topic), payload, signature));
    EXPECT_OK(tap_decode(payload, &tap, &faults));
    EXPECT(tap.seq < PLAYED_NUMBERS_MAX);
    played.times[tap.seq]++;
    played.highest = tap.seq > played.highest ? tap.seq : played.highest;
    played.epoch = tap.epoch;
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
        EXPECT(secret_verify(played.half->credentials.sign_public, str_of(m->topic), payload, signature));
        EXPECT_OK(receipt_state_decode(payload, &played.state, &faults));
        played.states++;
    }
}

void played_turn(void)
{
    if (mosquitto_loop(played.client, 10, 1) != MOSQ_ERR_SUCCESS) {
        (void)mosquitto_reconnect(played.client);
        poll(NULL, 0, 10); /* between tries to reach a broker that is not there */
    }
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
    played.subscribed++;
}

void played_open(const struct server_half *half, int port)
{
    played.half = half;
    mosquitto_lib_init();
    played.client = mosquitto_new("server", false, NULL);
    mosquitto_int_option(played.client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_username_pw_set(played.client, "server", "x");
    mosquitto_connect_v5_callback_set(played.client, on_connect);
    mosquitto_message_v5_callback_set(played.client, on_message);
    mosquitto_subscribe_callback_set(played.client, on_subscribe);
    (void)mosquitto_connect(played.client, "127.0.0.1", port, 60);
    UNTIL(played.subscribed >= 2);
}

void played_close(void)
{
    mosquitto_destroy(played.client);
    mosquitto_lib_cleanup();
}

void played_say(enum topics_kind kind, struct str payload, const unsigned char *key, bool altered)
{
    char topic[TOPICS_BYTES];
    char text[96];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    mosquitto_property *properties = NULL;
    EXPECT_OK(topics_write(played.half->credentials.site, played.half->credentials.gateway, kind, topic));
    if (key != NULL) {
        secret_sign(key, str_of(topic), payload, signature);
        signature[7] ^= altered ? 1 : 0;
        EXPECT_OK(str_base64(signature, sizeof signature, text, sizeof text));
        EXPECT_INT(mosquitto_property_add_string_pair(&properties, MQTT_PROP_USER_PROPERTY, "sig", text), 0);
    }
    EXPECT_INT(mosquitto_publish_v5(played.client, NULL, topic, (int)payload.n, payload.p, 1, false, properties), 0);
    mosquitto_property_free_all(&properties);
}
