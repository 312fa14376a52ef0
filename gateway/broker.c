/* See broker.h. */
#include "broker.h"

#include <assert.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

#include "base/banned.h"

enum {
    KEEP_ALIVE_S = 20,
    SESSION_S = 86400,
    GREETING_MS = 10000, /* how long the broker may take to answer our CONNECT */
    PAUSE_MS_MIN = 250,
    PAUSE_MS_MAX = 5000,
    GOODBYE_MS = 500,
    WILL_BYTES = 512,
    LOG_EVERY_MS = 60000,
    SIGNATURE_TEXT = 87,
};

#define KEPT "touches are kept and sent later; check the network, and that the broker runs"

enum link { LINK_DOWN, LINK_GREETING, LINK_UP };

struct broker {
    const struct credentials *credentials;
    struct broker_events events;
    struct mosquitto *client;
    enum link link;
    bool greeted; /* told by a callback: the broker took us */
    bool closing; /* the connection ends because we end it */
    bool failed;  /* told by a callback: this connection is over */
    int64_t try_at_ms;
    int64_t pause_ms;
    int64_t greeting_until_ms;
    int64_t unacknowledged; /* publishes the broker has not answered yet */
    int64_t logged_ms;      /* when the trouble was last logged; 0 = not in trouble */
    char receipt[TOPICS_BYTES];
    char command[TOPICS_BYTES];
    char roster[TOPICS_BYTES];
    char state[TOPICS_BYTES];
};

static mosquitto_property *signed_property(const unsigned char *signature)
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

/* The user property `sig`; false when there is none, or more than one, or it is no signature. */
static bool signature_of(const mosquitto_property *properties, unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    size_t found = 0;
    size_t n = 0;
    char *name = NULL;
    char *value = NULL;
    bool skip_first = false;
    const mosquitto_property *at = properties;
    while ((at = mosquitto_property_read_string_pair(at, MQTT_PROP_USER_PROPERTY, &name, &value, skip_first)) != NULL) {
        if (strcmp(name, "sig") == 0) {
            found += str_unbase64(str_of(value), signature, SECRET_SIGNATURE_BYTES, &n) == OK &&
                             n == SECRET_SIGNATURE_BYTES
                         ? 1
                         : 2;
        }
        free(name);
        free(value);
        skip_first = true;
    }
    return found == 1;
}

/* What to do about it, once a minute. */
static void trouble(struct broker *broker, const char *what, const char *todo)
{
    int64_t now_ms = clock_mono_ms();
    if (broker->logged_ms == 0 || now_ms - broker->logged_ms >= LOG_EVERY_MS) {
        broker->logged_ms = now_ms;
        log_event(LOG_WARN, "broker_down", LOG_TEXT("what", what), LOG_TEXT("todo", todo));
    }
}

static void on_connect(struct mosquitto *client, void *context, int reason, int flags,
                       const mosquitto_property *properties)
{
    struct broker *broker = context;
    (void)client;
    (void)flags;
    (void)properties;
    if (reason != 0) {
        trouble(broker, mosquitto_reason_string(reason),
                "the broker refuses this gateway: enrol it again, or write its password and ACL to the broker and "
                "reload it");
        broker->failed = true;
        return;
    }
    broker->greeted = true;
}

static void on_disconnect(struct mosquitto *client, void *context, int reason, const mosquitto_property *properties)
{
    struct broker *broker = context;
    (void)client;
    (void)properties;
    if (!broker->closing) {
        trouble(broker, reason >= 128 ? mosquitto_reason_string(reason) : mosquitto_strerror(reason), KEPT);
    }
    broker->failed = true;
}

static void on_publish(struct mosquitto *client, void *context, int mid, int reason,
                       const mosquitto_property *properties)
{
    struct broker *broker = context;
    (void)client;
    (void)mid;
    (void)properties;
    broker->unacknowledged--;
    broker->events.published(broker->events.context, reason);
}

static void on_subscribe(struct mosquitto *client, void *context, int mid, int n, const int *granted,
                         const mosquitto_property *properties)
{
    (void)client;
    (void)context;
    (void)mid;
    (void)properties;
    for (int i = 0; i < n; i++) {
        if (granted[i] >= 128) {
            log_event(
                LOG_ERROR, "subscribe_refused", LOG_INT("reason", granted[i]),
                LOG_TEXT("todo", "let the broker's ACL give this gateway its receipt, command and roster topics"));
        }
    }
}

static void on_message(struct mosquitto *client, void *context, const struct mosquitto_message *message,
                       const mosquitto_property *properties)
{
    struct broker *broker = context;
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    (void)client;
    struct str payload = {message->payloadlen > 0 ? message->payload : "", (size_t)message->payloadlen};
    bool has_signature = signature_of(properties, signature);
    broker->events.message(broker->events.context, str_of(message->topic), payload, has_signature ? signature : NULL);
}

struct broker *broker_open(const struct credentials *credentials, const struct broker_events *events)
{
    struct broker *broker = calloc(1, sizeof *broker);
    if (broker == NULL) {
        abort();
    }
    broker->credentials = credentials;
    broker->events = *events;
    broker->pause_ms = PAUSE_MS_MIN;
    const char *site = credentials->site;
    const char *gateway = credentials->gateway;
    bool made = topics_write(site, gateway, TOPICS_RECEIPT, broker->receipt) == OK &&
                topics_write(site, gateway, TOPICS_COMMAND, broker->command) == OK &&
                topics_write(site, gateway, TOPICS_ROSTER, broker->roster) == OK &&
                topics_write(site, gateway, TOPICS_STATE, broker->state) == OK;
    assert(made);
    return broker;
}

/* A fresh client with everything set but the connection; NULL when the library refuses. */
static struct mosquitto *fresh_client(struct broker *broker)
{
    char will[WILL_BYTES];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct buf buf;
    struct mosquitto *client = mosquitto_new(broker->credentials->gateway, false, broker);
    if (client == NULL) {
        return NULL;
    }
    mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_username_pw_set(client, broker->credentials->username, broker->credentials->password);
    mosquitto_connect_v5_callback_set(client, on_connect);
    mosquitto_disconnect_v5_callback_set(client, on_disconnect);
    mosquitto_publish_v5_callback_set(client, on_publish);
    mosquitto_subscribe_v5_callback_set(client, on_subscribe);
    mosquitto_message_v5_callback_set(client, on_message);
    buf_init(&buf, will, sizeof will);
    broker->events.will(broker->events.context, &buf, signature);
    mosquitto_property *properties = signed_property(signature);
    if (mosquitto_will_set_v5(client, broker->state, (int)buf.n, buf.p, 1, true, properties) != MOSQ_ERR_SUCCESS) {
        mosquitto_property_free_all(&properties);
        mosquitto_destroy(client);
        return NULL;
    }
    return client; /* which owns the will's properties now */
}

/* Forgets this connection; the next try comes after a pause that grows and is never quite the same. */
static void fall(struct broker *broker)
{
    bool was_up = broker->link == LINK_UP;
    uint32_t dice;
    if (broker->client != NULL) {
        mosquitto_destroy(broker->client);
    }
    broker->client = NULL;
    broker->link = LINK_DOWN;
    broker->failed = false;
    broker->greeted = false;
    broker->unacknowledged = 0;
    secret_random(&dice, sizeof dice);
    broker->try_at_ms = clock_mono_ms() + broker->pause_ms / 2 + (int64_t)dice % (broker->pause_ms / 2 + 1);
    broker->pause_ms = broker->pause_ms * 2 > PAUSE_MS_MAX ? PAUSE_MS_MAX : broker->pause_ms * 2;
    if (was_up) {
        broker->events.down(broker->events.context);
    }
}

static void connect_now(struct broker *broker)
{
    mosquitto_property *session = NULL;
    broker->client = fresh_client(broker);
    if (broker->client == NULL ||
        mosquitto_property_add_int32(&session, MQTT_PROP_SESSION_EXPIRY_INTERVAL, SESSION_S) != MOSQ_ERR_SUCCESS) {
        abort(); /* no memory */
    }
    int rc = mosquitto_connect_bind_v5(broker->client, broker->credentials->host, broker->credentials->port,
                                       KEEP_ALIVE_S, NULL, session);
    mosquitto_property_free_all(&session);
    if (rc != MOSQ_ERR_SUCCESS) {
        trouble(broker, mosquitto_strerror(rc), KEPT);
        fall(broker);
        return;
    }
    broker->link = LINK_GREETING;
    broker->greeting_until_ms = clock_mono_ms() + GREETING_MS;
}

/* The broker took us. Outside of its library's callbacks, which must not call it again (its locks would be taken in another order). */
static void begin(struct broker *broker)
{
    const char *topics[] = {broker->receipt, broker->command, broker->roster};
    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
        if (mosquitto_subscribe_v5(broker->client, NULL, topics[i], 1, 0, NULL) != MOSQ_ERR_SUCCESS) {
            broker->failed = true;
            return;
        }
    }
    broker->greeted = false;
    broker->link = LINK_UP;
    broker->pause_ms = PAUSE_MS_MIN;
    if (broker->logged_ms != 0) {
        log_plain(LOG_INFO, "broker_back");
    }
    broker->logged_ms = 0;
    broker->events.up(broker->events.context);
}

/* Reads, writes and keeps alive; false when the connection is over. */
static bool serve(struct broker *broker, short ready)
{
    int rc = MOSQ_ERR_SUCCESS;
    if ((ready & (POLLIN | POLLHUP | POLLERR)) != 0) {
        rc = mosquitto_loop_read(broker->client, 1);
    }
    if (rc == MOSQ_ERR_SUCCESS && !broker->failed && mosquitto_want_write(broker->client)) {
        rc = mosquitto_loop_write(broker->client, 1);
    }
    if (rc == MOSQ_ERR_SUCCESS && !broker->failed) {
        rc = mosquitto_loop_misc(broker->client);
    }
    if (rc != MOSQ_ERR_SUCCESS && !broker->failed) {
        trouble(broker, mosquitto_strerror(rc), KEPT);
    }
    return rc == MOSQ_ERR_SUCCESS && !broker->failed;
}

/* Waits for the socket, the wake_fd or the next try to connect; what the socket is ready for, else 0. */
static short wait_ready(struct broker *broker, int wake_fd, int timeout_ms)
{
    struct pollfd waited[2] = {{.fd = wake_fd, .events = POLLIN}, {.fd = -1}};
    if (broker->link == LINK_DOWN) {
        int64_t wait_ms = broker->try_at_ms - clock_mono_ms();
        wait_ms = wait_ms < 0 ? 0 : wait_ms;
        timeout_ms = wait_ms < timeout_ms ? (int)wait_ms : timeout_ms;
    } else {
        waited[1].fd = mosquitto_socket(broker->client);
        waited[1].events = mosquitto_want_write(broker->client) ? POLLIN | POLLOUT : POLLIN;
    }
    int n = poll(waited, 2, timeout_ms);
    if (n > 0 && waited[0].revents != 0) {
        uint64_t count;
        ssize_t ignored = read(wake_fd, &count, sizeof count);
        (void)ignored;
    }
    return n > 0 ? waited[1].revents : 0;
}

void broker_turn(struct broker *broker, int wake_fd, int timeout_ms)
{
    if (broker->link == LINK_DOWN && clock_mono_ms() >= broker->try_at_ms) {
        connect_now(broker);
    }
    short ready = wait_ready(broker, wake_fd, timeout_ms);
    if (broker->link == LINK_DOWN) {
        return;
    }
    bool slow = broker->link == LINK_GREETING && clock_mono_ms() > broker->greeting_until_ms;
    if (!serve(broker, ready) || slow) {
        fall(broker);
    } else if (broker->greeted) {
        begin(broker);
    }
}

bool broker_is_up(const struct broker *broker)
{
    return broker->link == LINK_UP && !broker->failed;
}

bool broker_publish(struct broker *broker, const char *topic, struct str payload,
                    const unsigned char signature[SECRET_SIGNATURE_BYTES], bool retain)
{
    if (!broker_is_up(broker)) {
        return false;
    }
    mosquitto_property *properties = signed_property(signature);
    int rc = mosquitto_publish_v5(broker->client, NULL, topic, (int)payload.n, payload.p, 1, retain, properties);
    mosquitto_property_free_all(&properties);
    if (rc != MOSQ_ERR_SUCCESS) {
        broker->failed = true; /* the next turn lets go; the outbox sends it again */
    } else {
        broker->unacknowledged++;
    }
    return rc == MOSQ_ERR_SUCCESS;
}

/* The library closes the socket right behind the DISCONNECT. With anything unread that is a reset, and the broker may drop what was
 * written last: so everything is answered first. */
static void say_goodbye(struct broker *broker)
{
    int64_t until_ms = clock_mono_ms() + GOODBYE_MS;
    while (broker->unacknowledged > 0 && clock_mono_ms() < until_ms) {
        struct pollfd waited = {.fd = mosquitto_socket(broker->client), .events = POLLIN};
        int n = poll(&waited, 1, GOODBYE_MS / 10);
        if (!serve(broker, n > 0 ? waited.revents : 0)) {
            return;
        }
    }
    broker->closing = true;
    mosquitto_disconnect_v5(broker->client, 0, NULL);
    while (mosquitto_want_write(broker->client) && clock_mono_ms() < until_ms &&
           mosquitto_loop_write(broker->client, 1) == MOSQ_ERR_SUCCESS) {
        continue;
    }
}

void broker_close(struct broker *broker)
{
    if (broker == NULL) {
        return;
    }
    if (broker_is_up(broker)) {
        say_goodbye(broker);
    }
    if (broker->client != NULL) {
        mosquitto_destroy(broker->client);
    }
    free(broker);
}
