#include "mqtt/broker_link.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

#include "base/banned.h"

enum {
    KEEPALIVE_S = 15,
    CONNACK_WAIT_MS = 5000,
    RETRY_MIN_MS = 200,
    RETRY_MAX_MS = 3000,
    MISC_EVERY_MS = 1000,
    RECEIVE_MAX = 65535, /* the broker may have this many under way to us: taps wait in our slots, not in its queue */
    PACKETS_AT_ONCE = 64,
};

struct broker_link {
    struct broker_link_options options;
    pthread_t thread;
    int wake; /* eventfd */
    pthread_mutex_t lock;
    pthread_cond_t answered;
    bool stopping;
    bool connected;
    int64_t connections;
    const struct broker_letter *letter; /* waiting to be taken */
    bool letter_busy;                   /* the link's thread is at it */
    bool letter_taken;
    enum err letter_err;
    /* The thread's own. */
    struct mosquitto *client;
    bool accepted; /* CONNACK said yes */
    bool refused;  /* CONNACK said no */
    bool refusal_told;
    int64_t misc_ms;
};

static bool stopping(struct broker_link *link)
{
    pthread_mutex_lock(&link->lock);
    bool is = link->stopping;
    pthread_mutex_unlock(&link->lock);
    return is;
}

void broker_link_wake(struct broker_link *link)
{
    uint64_t one = 1;
    ssize_t n = write(link->wake, &one, sizeof one);
    (void)n; /* it can only be full, and then it wakes anyway */
}

static void set_connected(struct broker_link *link, bool connected)
{
    pthread_mutex_lock(&link->lock);
    link->connected = connected;
    if (connected) {
        link->connections++;
    }
    pthread_mutex_unlock(&link->lock);
}

static void subscribe(struct broker_link *link)
{
    for (const char *const *topic = link->options.topics; *topic != NULL; topic++) {
        if (mosquitto_subscribe(link->client, NULL, *topic, 1) != MOSQ_ERR_SUCCESS) {
            log_event(LOG_WARN, "broker_subscribe_failed", LOG_TEXT("topic", *topic));
        }
    }
}

static void on_connect(struct mosquitto *client, void *arg, int reason, int flags, const mosquitto_property *properties)
{
    struct broker_link *link = arg;
    (void)client;
    (void)flags;
    (void)properties;
    if (reason != 0) {
        link->refused = true;
        if (link->refusal_told) {
            return;
        }
        link->refusal_told = true; /* once, until it takes us */
        log_event(LOG_ERROR, "broker_refused", LOG_INT("reason", reason),
                  LOG_TEXT("why", mosquitto_reason_string(reason)),
                  LOG_TEXT("next", "check user name and password in the file of --credentials"));
        return;
    }
    link->accepted = true;
    link->refusal_told = false;
    subscribe(link);
    set_connected(link, true);
    log_event(LOG_INFO, "broker_connected", LOG_INT("port", link->options.port));
}

static void on_subscribe(struct mosquitto *client, void *arg, int id, int n, const int *granted)
{
    (void)client;
    (void)arg;
    (void)id;
    for (int i = 0; i < n; i++) {
        if (granted[i] >= 128) {
            log_event(LOG_ERROR, "broker_subscribe_refused", LOG_INT("reason", granted[i]),
                      LOG_TEXT("next", "let the server read tsubame/v1/+/+/tap and state in the broker's ACL"));
        }
    }
}

static void on_message(struct mosquitto *client, void *arg, const struct mosquitto_message *in,
                       const mosquitto_property *properties)
{
    struct broker_link *link = arg;
    char *name = NULL;
    char *value = NULL;
    struct broker_message message = {.topic = str_of(in->topic), .payload = {in->payload, (size_t)in->payloadlen}};
    (void)client;
    const mosquitto_property *at = mosquitto_property_read_string_pair(properties, MQTT_PROP_USER_PROPERTY, &name,
                                                                       &value, false);
    while (at != NULL && strcmp(name, "sig") != 0) {
        free(name);
        free(value);
        name = NULL;
        value = NULL;
        at = mosquitto_property_read_string_pair(at, MQTT_PROP_USER_PROPERTY, &name, &value, true);
    }
    message.sig = at != NULL ? str_of(value) : (struct str){"", 0};
    link->options.message(link->options.arg, &message);
    free(name);
    free(value);
}

/* A fresh client for each attempt: nothing of an earlier connection is sent again. */
static bool make_client(struct broker_link *link)
{
    const struct broker_link_options *options = &link->options;
    link->accepted = false;
    link->refused = false;
    link->client = mosquitto_new(options->client_id, true, link);
    if (link->client == NULL) {
        return false;
    }
    mosquitto_int_option(link->client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_int_option(link->client, MOSQ_OPT_RECEIVE_MAXIMUM, RECEIVE_MAX);
    mosquitto_int_option(link->client, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_connect_v5_callback_set(link->client, on_connect);
    mosquitto_message_v5_callback_set(link->client, on_message);
    mosquitto_subscribe_callback_set(link->client, on_subscribe);
    return options->username[0] == '\0' ||
           mosquitto_username_pw_set(link->client, options->username, options->password) == MOSQ_ERR_SUCCESS;
}

static void drop_client(struct broker_link *link)
{
    set_connected(link, false);
    mosquitto_destroy(link->client);
    link->client = NULL;
}

static enum err publish(struct broker_link *link, const struct broker_letter *letter)
{
    mosquitto_property *properties = NULL;
    if (!link->accepted || letter->payload.n > INT32_MAX) {
        return ERR_BUSY;
    }
    int rc = mosquitto_property_add_string_pair(&properties, MQTT_PROP_USER_PROPERTY, "sig", letter->sig);
    if (rc == MOSQ_ERR_SUCCESS) {
        rc = mosquitto_publish_v5(link->client, NULL, letter->topic, (int)letter->payload.n, letter->payload.p, 1,
                                  letter->retain, properties);
    }
    mosquitto_property_free_all(&properties);
    return rc == MOSQ_ERR_SUCCESS ? OK : ERR_BUSY;
}

enum err broker_link_publish(struct broker_link *link, const struct broker_letter *letter)
{
    return publish(link, letter);
}

/* Takes what another thread wants sent. */
static void take_letter(struct broker_link *link)
{
    pthread_mutex_lock(&link->lock);
    const struct broker_letter *letter = link->letter_taken ? NULL : link->letter;
    link->letter_busy = letter != NULL;
    pthread_mutex_unlock(&link->lock);
    if (letter == NULL) {
        return;
    }
    enum err err = publish(link, letter); /* without the lock: the library takes its own ones, and calls us with them */
    pthread_mutex_lock(&link->lock);
    link->letter_err = err;
    link->letter_taken = true;
    link->letter_busy = false;
    pthread_cond_broadcast(&link->answered);
    pthread_mutex_unlock(&link->lock);
}

enum err broker_link_send(struct broker_link *link, const struct broker_letter *letter)
{
    pthread_mutex_lock(&link->lock);
    while (link->letter != NULL && !link->stopping) {
        pthread_cond_wait(&link->answered, &link->lock);
    }
    enum err err = ERR_BUSY;
    if (!link->stopping) {
        link->letter = letter;
        link->letter_taken = false;
        broker_link_wake(link);
        while (!link->letter_taken && (link->letter_busy || !link->stopping)) {
            pthread_cond_wait(&link->answered, &link->lock);
        }
        err = link->letter_taken ? link->letter_err : ERR_BUSY;
        link->letter = NULL;
        pthread_cond_broadcast(&link->answered);
    }
    pthread_mutex_unlock(&link->lock);
    return err;
}

/* Waits for the socket, a wake-up or the time; false: the connection is gone. */
static bool turn_once(struct broker_link *link, int64_t wait_ms)
{
    int socket = mosquitto_socket(link->client);
    struct pollfd fds[2] = {{.fd = socket, .events = POLLIN}, {.fd = link->wake, .events = POLLIN}};
    uint64_t ignored;
    if (socket < 0) {
        return false;
    }
    if (mosquitto_want_write(link->client)) {
        fds[0].events |= POLLOUT;
    }
    if (poll(fds, 2, (int)wait_ms) < 0 && errno != EINTR) {
        return false;
    }
    int rc = MOSQ_ERR_SUCCESS;
    if ((fds[1].revents & POLLIN) != 0) {
        ssize_t n = read(link->wake, &ignored, sizeof ignored);
        (void)n;
    }
    if ((fds[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
        rc = mosquitto_loop_read(link->client, PACKETS_AT_ONCE);
    }
    if (rc == MOSQ_ERR_SUCCESS && ((fds[0].revents & POLLOUT) != 0 || mosquitto_want_write(link->client))) {
        rc = mosquitto_loop_write(link->client, PACKETS_AT_ONCE);
    }
    int64_t now_ms = clock_mono_ms();
    if (rc == MOSQ_ERR_SUCCESS && now_ms - link->misc_ms >= MISC_EVERY_MS) {
        link->misc_ms = now_ms;
        rc = mosquitto_loop_misc(link->client);
    }
    return rc == MOSQ_ERR_SUCCESS && !link->refused;
}

/* One connection from its first try to its end. True: the broker had taken us. */
static bool connection(struct broker_link *link)
{
    if (!make_client(link)) {
        return false;
    }
    int64_t began_ms = clock_mono_ms();
    link->misc_ms = began_ms;
    int rc = mosquitto_connect_bind_v5(link->client, link->options.host, link->options.port, KEEPALIVE_S, NULL, NULL);
    int64_t wait_ms = 0;
    while (rc == MOSQ_ERR_SUCCESS && !stopping(link)) {
        if (!turn_once(link, wait_ms) || (!link->accepted && clock_mono_ms() - began_ms > CONNACK_WAIT_MS)) {
            break;
        }
        take_letter(link);
        wait_ms = link->options.turn(link->options.arg);
        wait_ms = wait_ms > MISC_EVERY_MS ? MISC_EVERY_MS : wait_ms;
    }
    bool was = link->accepted;
    if (was && stopping(link)) {
        mosquitto_disconnect_v5(link->client, 0, NULL);
        mosquitto_loop_write(link->client, PACKETS_AT_ONCE);
    }
    link->accepted = false;
    drop_client(link);
    return was;
}

/* Waits before the next attempt; letters are answered meanwhile. */
static void pause_between(struct broker_link *link, int64_t wait_ms)
{
    int64_t until_ms = clock_mono_ms() + wait_ms;
    for (int64_t left_ms = wait_ms; left_ms > 0 && !stopping(link); left_ms = until_ms - clock_mono_ms()) {
        struct pollfd fd = {.fd = link->wake, .events = POLLIN};
        uint64_t ignored;
        if (poll(&fd, 1, (int)left_ms) > 0) {
            ssize_t n = read(link->wake, &ignored, sizeof ignored);
            (void)n;
        }
        take_letter(link);
    }
}

static void *link_main(void *arg)
{
    struct broker_link *link = arg;
    int64_t wait_ms = RETRY_MIN_MS;
    bool told = false;
    while (!stopping(link)) {
        bool was = connection(link);
        if (was) {
            wait_ms = RETRY_MIN_MS;
            told = false;
        }
        if (!stopping(link) && !told) {
            log_event(LOG_WARN, was ? "broker_lost" : "broker_unreachable", LOG_INT("port", link->options.port));
            told = !was;
        }
        pause_between(link, wait_ms);
        wait_ms = wait_ms * 2 > RETRY_MAX_MS ? RETRY_MAX_MS : wait_ms * 2;
    }
    return NULL;
}

enum err broker_link_start(const struct broker_link_options *options, struct broker_link **ret)
{
    struct broker_link *link = calloc(1, sizeof *link);
    if (link == NULL) {
        return ERR_IO;
    }
    mosquitto_lib_init();
    link->options = *options;
    link->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_mutex_init(&link->lock, NULL);
    pthread_cond_init(&link->answered, NULL);
    *ret = link; /* before the thread: its first message may already want to publish */
    if (link->wake < 0 || pthread_create(&link->thread, NULL, link_main, link) != 0) {
        *ret = NULL;
        if (link->wake >= 0) {
            close(link->wake);
        }
        free(link);
        return ERR_IO;
    }
    return OK;
}

void broker_link_end(struct broker_link *link)
{
    if (link == NULL || stopping(link)) {
        return;
    }
    pthread_mutex_lock(&link->lock);
    link->stopping = true;
    pthread_cond_broadcast(&link->answered);
    pthread_mutex_unlock(&link->lock);
    broker_link_wake(link);
    pthread_join(link->thread, NULL);
}

void broker_link_stop(struct broker_link *link)
{
    if (link == NULL) {
        return;
    }
    broker_link_end(link);
    close(link->wake);
    pthread_cond_destroy(&link->answered);
    pthread_mutex_destroy(&link->lock);
    free(link);
    mosquitto_lib_cleanup();
}

int64_t broker_link_connections(struct broker_link *link)
{
    pthread_mutex_lock(&link->lock);
    int64_t n = link->connections;
    pthread_mutex_unlock(&link->lock);
    return n;
}

bool broker_link_connected(struct broker_link *link)
{
    pthread_mutex_lock(&link->lock);
    bool is = link->connected;
    pthread_mutex_unlock(&link->lock);
    return is;
}
