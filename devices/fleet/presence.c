/* See presence.h. */
#include "fleet/presence.h"

#include <assert.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdlib.h>

#include "base/clock.h"

#include "base/banned.h"

enum { ALIVE_US = 120000000, SIGNATURE_TEXT = 87, STATE_BYTES = 512 };

mosquitto_property *presence_signed(const unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    char text[SIGNATURE_TEXT];
    mosquitto_property *properties = NULL;
    enum err err = str_base64(signature, SECRET_SIGNATURE_BYTES, text, sizeof text);
    assert(err == OK);
    if (mosquitto_property_add_string_pair(&properties, MQTT_PROP_USER_PROPERTY, "sig", text) != MOSQ_ERR_SUCCESS) {
        abort(); /* no memory */
    }
    return properties;
}

static mosquitto_property *make(const struct member *member, enum gateway_state word, struct buf *buf)
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    const struct receipt_state state = {.state = word,
                                        .backlog = member_in_flight(member),
                                        .epoch = member->credentials.epoch,
                                        .last = member->next - 1,
                                        .version = "fleet",
                                        .reader = true,
                                        .clock_synced = true};
    receipt_state_encode(&state, buf);
    assert(!buf->overflow);
    secret_sign(member->credentials.sign_secret, str_of(member->state_topic), buf_view(buf), signature);
    return presence_signed(signature);
}

void presence_will(struct member *member)
{
    char text[STATE_BYTES];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    mosquitto_property *properties = make(member, GATEWAY_LOST, &buf);
    if (mosquitto_will_set_v5(member->client, member->state_topic, (int)buf.n, buf.p, 1, true, properties) !=
        MOSQ_ERR_SUCCESS) {
        abort(); /* no memory; otherwise the client owns the properties now */
    }
}

void presence_tell(struct member *member, enum gateway_state word)
{
    char text[STATE_BYTES];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    mosquitto_property *properties = make(member, word, &buf);
    int rc = mosquitto_publish_v5(member->client, NULL, member->state_topic, (int)buf.n, buf.p, 1, true, properties);
    mosquitto_property_free_all(&properties);
    member->told_us = clock_mono_us();
    if (rc != MOSQ_ERR_SUCCESS) {
        member->failed = true;
    }
}

void presence_turn(struct member *member, int64_t now_us)
{
    if (now_us - member->told_us >= ALIVE_US) {
        presence_tell(member, GATEWAY_READY);
    }
}
