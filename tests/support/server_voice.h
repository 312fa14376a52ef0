/* The server's voice for tests of the box: what it, or a forger in its place, publishes to a gateway. */
#ifndef SUPPORT_SERVER_VOICE_H
#define SUPPORT_SERVER_VOICE_H

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include "server_stub.h"
#include "test.h"

struct server_voice {
    enum topics_kind kind;
    struct str payload;
    const unsigned char *key; /* who signs; NULL: nobody */
    bool altered;             /* one bit of the signature is wrong */
};

static inline void server_voice_say(struct mosquitto *client, const struct server_stub *stub,
                                    const struct server_voice *said)
{
    char topic[TOPICS_BYTES];
    char text[96];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    mosquitto_property *properties = NULL;
    EXPECT_OK(topics_write(stub->credentials.site, stub->credentials.gateway, said->kind, topic));
    if (said->key != NULL) {
        secret_sign(said->key, str_of(topic), said->payload, signature);
        signature[7] ^= said->altered ? 1 : 0;
        EXPECT_OK(str_base64(signature, sizeof signature, text, sizeof text));
        EXPECT_INT(mosquitto_property_add_string_pair(&properties, MQTT_PROP_USER_PROPERTY, "sig", text), 0);
    }
    EXPECT_INT(mosquitto_publish_v5(client, NULL, topic, (int)said->payload.n, said->payload.p, 1, false, properties),
               0);
    mosquitto_property_free_all(&properties);
}

#endif
