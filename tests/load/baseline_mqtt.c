/* The broker alone: the fleet's messages (same size, signature property, QoS 1, window per entrance) through mosquitto to a subscriber that
 * does nothing. Nobody signs, verifies, stores or receipts. As in the fleet one thread serves many entrances: forty threads would measure
 * the scheduler.
 *
 *   baseline_mqtt PORT USER PASSWORD ENTRANCES WINDOW SECONDS BYTES      one user that may write and read everything. JSON, microseconds. */
#include <inttypes.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/answers.h"

#include "base/banned.h"

enum { ENTRANCES_MAX = 200, POLL_MS = 20, KEEPALIVE_S = 30, SIGNATURE_TEXT = 86, READY_US = 10000000 };

static atomic_long arrived;
static atomic_bool subscribed;
static atomic_long connected;
static int64_t end_us; /* 0: not begun */
static mosquitto_property *properties;
static char *payload;
static int payload_n;
static int window;

struct entrance {
    struct mosquitto *client;
    char topic[64];
};

static void send_one(struct entrance *entrance)
{
    if (answers_now_us() < end_us) {
        (void)mosquitto_publish_v5(entrance->client, NULL, entrance->topic, payload_n, payload, 1, false, properties);
    }
}

static void on_publish(struct mosquitto *client, void *arg, int message, int reason, const mosquitto_property *answer)
{
    (void)client;
    (void)message;
    (void)reason;
    (void)answer;
    send_one(arg);
}

static void on_message(struct mosquitto *client, void *arg, const struct mosquitto_message *message)
{
    (void)client;
    (void)arg;
    (void)message;
    atomic_fetch_add(&arrived, 1);
}

static void on_subscribe(struct mosquitto *client, void *arg, int message, int n, const int *granted)
{
    (void)client;
    (void)arg;
    (void)message;
    (void)n;
    (void)granted;
    atomic_store(&subscribed, true);
}

static void on_connect(struct mosquitto *client, void *arg, int reason)
{
    (void)client;
    (void)arg;
    atomic_fetch_add(&connected, reason == 0 ? 1 : 0);
}

static void must(bool fine, const char *what)
{
    if (!fine) {
        fprintf(stderr, "baseline_mqtt: %s\n", what);
        exit(1);
    }
}

static struct mosquitto *open_client(char **argv, const char *id, void *arg)
{
    struct mosquitto *client = mosquitto_new(id, true, arg);
    must(client != NULL &&
             mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5) == MOSQ_ERR_SUCCESS &&
             mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1) == MOSQ_ERR_SUCCESS &&
             mosquitto_username_pw_set(client, argv[2], argv[3]) == MOSQ_ERR_SUCCESS,
         "a client cannot be made");
    mosquitto_connect_callback_set(client, on_connect);
    mosquitto_max_inflight_messages_set(client, (unsigned)window);
    return client;
}

static void join(struct mosquitto *client, char **argv)
{
    must(mosquitto_connect(client, "127.0.0.1", (int)strtol(argv[1], NULL, 10), KEEPALIVE_S) == MOSQ_ERR_SUCCESS,
         "the broker is not there");
}

/* One round over the sockets of all entrances. */
static void turn(struct entrance *entrances, long n)
{
    struct pollfd waited[ENTRANCES_MAX];
    for (long i = 0; i < n; i++) {
        struct mosquitto *client = entrances[i].client;
        waited[i] = (struct pollfd){.fd = mosquitto_socket(client),
                                    .events = (short)(POLLIN | (mosquitto_want_write(client) ? POLLOUT : 0))};
    }
    (void)poll(waited, (nfds_t)n, POLL_MS);
    for (long i = 0; i < n; i++) {
        if ((waited[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            must(mosquitto_loop_read(entrances[i].client, window) == MOSQ_ERR_SUCCESS,
                 "an entrance was dropped: user, password or ACL");
        }
        if ((waited[i].revents & POLLOUT) != 0) {
            (void)mosquitto_loop_write(entrances[i].client, 1);
        }
    }
}

static void open_entrances(struct entrance *entrances, long n, char **argv)
{
    for (long i = 0; i < n; i++) {
        char id[32];
        (void)snprintf(id, sizeof id, "baseline-%ld", i);
        (void)snprintf(entrances[i].topic, sizeof entrances[i].topic, "tsubame/v1/n01/baseline-%ld/tap", i);
        entrances[i].client = open_client(argv, id, &entrances[i]);
        mosquitto_publish_v5_callback_set(entrances[i].client, on_publish);
        join(entrances[i].client, argv);
    }
}

int main(int argc, char **argv)
{
    static struct entrance entrances[ENTRANCES_MAX];
    if (argc != 8) {
        fprintf(stderr, "usage: baseline_mqtt PORT USER PASSWORD ENTRANCES WINDOW SECONDS BYTES\n");
        return 2;
    }
    long n = strtol(argv[4], NULL, 10);
    window = (int)strtol(argv[5], NULL, 10);
    payload_n = (int)strtol(argv[7], NULL, 10);
    payload = malloc((size_t)payload_n);
    char signature[SIGNATURE_TEXT + 1];
    memset(signature, 'A', SIGNATURE_TEXT);
    signature[SIGNATURE_TEXT] = '\0';
    must(n > 0 && n <= ENTRANCES_MAX && payload != NULL, "1 to 200 entrances");
    memset(payload, 'x', (size_t)payload_n);
    mosquitto_lib_init();
    must(mosquitto_property_add_string_pair(&properties, MQTT_PROP_USER_PROPERTY, "sig", signature) == MOSQ_ERR_SUCCESS,
         "property");
    struct mosquitto *listener = open_client(argv, "baseline-listener", NULL);
    mosquitto_message_callback_set(listener, on_message);
    mosquitto_subscribe_callback_set(listener, on_subscribe);
    join(listener, argv);
    must(mosquitto_loop_start(listener) == MOSQ_ERR_SUCCESS, "no thread");
    must(mosquitto_subscribe(listener, NULL, "tsubame/v1/+/+/tap", 1) == MOSQ_ERR_SUCCESS, "subscribe");
    open_entrances(entrances, n, argv);
    for (int64_t late_us = answers_now_us() + READY_US; atomic_load(&connected) < n + 1 || !atomic_load(&subscribed);) {
        turn(entrances, n);
        must(answers_now_us() < late_us, "not all came in: user, password or ACL");
    }
    int64_t began_us = answers_now_us();
    end_us = began_us + strtol(argv[6], NULL, 10) * 1000000;
    for (long i = 0; i < n * window; i++) {
        send_one(&entrances[i % n]);
    }
    while (answers_now_us() < end_us) {
        turn(entrances, n);
    }
    long total = atomic_load(&arrived);
    int64_t took_us = answers_now_us() - began_us;
    printf("{\"arrived\":%ld,\"took_us\":%" PRId64 ",\"per_second\":%" PRId64 "}\n", total, took_us,
           (int64_t)total * 1000000 / took_us);
    fflush(stdout);
    _exit(0); /* what is still under way is nobody's concern */
}
