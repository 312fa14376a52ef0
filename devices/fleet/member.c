/* See member.h. */
#include "fleet/member.h"

#include <assert.h>
#include <fcntl.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "fleet/presence.h"
#include "wire/receipt.h"

#include "base/banned.h"

enum {
    RETRY_US = 500000,
    RESEND_US = 5000000,
    ALIVE_US = 500000,
    KEEP_ALIVE_S = 30,
    PATH_BYTES = 1024,
    MADE_UP_CARDS = 64
};

static bool path_of_next(const struct member *member, char out[PATH_BYTES])
{
    struct buf buf;
    buf_init(&buf, out, PATH_BYTES);
    buf_puts(&buf, member->path);
    buf_puts(&buf, ".next");
    return !buf.overflow;
}

/* "EPOCH NEXT" beside the credentials: the next run goes on counting where this one ends. */
static int64_t load_next(const struct member *member)
{
    char path[PATH_BYTES];
    char line[64] = "";
    int64_t epoch = 0;
    int64_t next = 0;
    FILE *file = path_of_next(member, path) ? fopen(path, "re") : NULL;
    if (file == NULL) {
        return 1;
    }
    bool had = fgets(line, sizeof line, file) != NULL;
    fclose(file);
    size_t space = strcspn(line, " ");
    size_t end = strcspn(line, "\n");
    bool good = had && space < end && str_int((struct str){line, space}, 1, INT64_MAX, &epoch) == OK &&
                str_int((struct str){line + space + 1, end - space - 1}, 1, INT64_MAX, &next) == OK;
    return good && epoch == member->credentials.epoch ? next : 1;
}

static void save_next(const struct member *member)
{
    char path[PATH_BYTES];
    FILE *file = path_of_next(member, path) ? fopen(path, "we") : NULL;
    if (file != NULL) {
        fprintf(file, "%ld %ld\n", member->credentials.epoch, member->next);
        fclose(file);
    }
}

static enum err load_credentials(struct member *member)
{
    static char text[CREDENTIALS_BYTES_MAX];
    struct json_faults faults;
    int fd = open(member->path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (fd >= 0) {
        close(fd);
    }
    enum err err = n < 0 ? ERR_IO : credentials_decode((struct str){text, (size_t)n}, &member->credentials, &faults);
    secret_wipe(text, sizeof text);
    return err;
}

static void load_cards(struct member *member, const struct cards *cards)
{
    size_t room = cards->n > MADE_UP_CARDS ? cards->n : MADE_UP_CARDS;
    member->cards = calloc(room, sizeof *member->cards);
    if (member->cards == NULL) {
        abort();
    }
    for (size_t i = 0; i < cards->n; i++) {
        const struct cards_row *row = &cards->rows[i];
        if (strcmp(row->site, member->credentials.site) == 0) {
            secret_card_hash(member->credentials.card_key, row->uid, row->uid_n, member->cards[member->cards_n++]);
        }
    }
    if (member->cards_n == 0) {
        member->cards_n = MADE_UP_CARDS;
        secret_random(member->cards, MADE_UP_CARDS * sizeof *member->cards);
    }
}

enum err member_open(struct member *member, const struct cards *cards, const char **why)
{
    *why = "this is no credentials file of a gateway: keep only what `tsubame gateway enrol` wrote in that folder";
    if (load_credentials(member) != OK ||
        topics_write(member->credentials.site, member->credentials.gateway, TOPICS_TAP, member->topic) != OK ||
        topics_write(member->credentials.site, member->credentials.gateway, TOPICS_RECEIPT, member->receipt_topic) !=
            OK ||
        topics_write(member->credentials.site, member->credentials.gateway, TOPICS_STATE, member->state_topic) != OK) {
        return ERR_INVALID;
    }
    member->flights = calloc(MEMBER_WINDOW_MAX, sizeof *member->flights);
    if (member->flights == NULL) {
        abort();
    }
    member->next = load_next(member);
    member->base = member->next;
    member->unsent = member->next;
    pace_begin(&member->pace, MEMBER_WINDOW_MAX, 0);
    load_cards(member, cards);
    return OK;
}

void member_close(struct member *member)
{
    if (member->client != NULL) {
        if (member->up) {
            presence_tell(member, GATEWAY_DISCONNECTED);
            mosquitto_disconnect(member->client);
        }
        mosquitto_destroy(member->client);
    }
    if (member->made > 0) {
        save_next(member);
    }
    free(member->flights);
    free(member->cards);
    free(member->path);
    credentials_wipe(&member->credentials);
}

void member_returns(struct member *member)
{
    uint32_t dice = 0;
    secret_random(&dice, sizeof dice);
    pace_begin(&member->pace, MEMBER_WINDOW_MAX, clock_mono_us() + dice % PACE_SPREAD_US);
}

bool member_has_room(const struct member *member)
{
    return member->next - member->base < member->window && !member->beyond;
}

int64_t member_in_flight(const struct member *member)
{
    return member->next - member->base;
}

static void publish(struct member *member, int64_t seq)
{
    struct member_flight *flight = &member->flights[seq % MEMBER_WINDOW_MAX];
    mosquitto_property *properties = presence_signed(flight->signature);
    int rc = mosquitto_publish_v5(member->client, NULL, member->topic, (int)flight->n, flight->payload, 1, false,
                                  properties);
    mosquitto_property_free_all(&properties);
    flight->sent_us = clock_mono_us();
    if (rc != MOSQ_ERR_SUCCESS) {
        member->failed = true;
    }
}

/* As a box does (gateway/publisher.c): what waits goes as fast as the receipts come. */
static void send_more(struct member *member)
{
    while (!member->failed && member->unsent < member->next &&
           pace_wait_us(&member->pace, member->unsent - member->base, clock_mono_us()) == 0) {
        member->progress_us = member->unsent == member->base ? clock_mono_us() : member->progress_us;
        publish(member, member->unsent);
        member->unsent++;
    }
    if (member->unsent == member->next) {
        pace_caught_up(&member->pace);
    }
}

void member_touch(struct member *member, int64_t touched_us)
{
    struct member_flight *flight = &member->flights[member->next % MEMBER_WINDOW_MAX];
    struct buf buf;
    struct tap tap = {.epoch = member->credentials.epoch,
                      .seq = member->next,
                      .time_ms = clock_now_ms(),
                      .reader = "fleet",
                      .said = PUNCH_KEPT,
                      .clock_synced = true};
    assert(member_has_room(member));
    memcpy(tap.site, member->credentials.site, sizeof tap.site);
    memcpy(tap.gateway, member->credentials.gateway, sizeof tap.gateway);
    memcpy(tap.card, member->cards[member->card_next], sizeof tap.card);
    member->card_next = (member->card_next + 1) % member->cards_n;
    buf_init(&buf, flight->payload, sizeof flight->payload);
    tap_encode(&tap, &buf);
    assert(!buf.overflow);
    flight->n = buf.n;
    flight->touched_us = touched_us;
    secret_sign(member->credentials.sign_secret, str_of(member->topic), buf_view(&buf), flight->signature);
    member->next++;
    member->made++;
    if (member->up) {
        send_more(member);
    }
}

static bool signature_of(const mosquitto_property *properties, unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    char *name = NULL;
    char *value = NULL;
    size_t n = 0;
    if (mosquitto_property_read_string_pair(properties, MQTT_PROP_USER_PROPERTY, &name, &value, false) == NULL) {
        return false;
    }
    bool good = strcmp(name, "sig") == 0 && str_unbase64(str_of(value), signature, SECRET_SIGNATURE_BYTES, &n) == OK &&
                n == SECRET_SIGNATURE_BYTES;
    free(name);
    free(value);
    return good;
}

static void land(struct member *member, int64_t through)
{
    int64_t now_us = clock_mono_us();
    pace_receipted(&member->pace, member->flights[through % MEMBER_WINDOW_MAX].sent_us, now_us);
    for (; member->base <= through; member->base++) {
        latency_add(member->latency, now_us - member->flights[member->base % MEMBER_WINDOW_MAX].touched_us);
        member->receipted++;
    }
    member->unsent = member->unsent > member->base ? member->unsent : member->base;
    member->progress_us = now_us;
}

static void on_message(struct mosquitto *client, void *context, const struct mosquitto_message *message,
                       const mosquitto_property *properties)
{
    struct member *member = context;
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct receipt receipt;
    struct json_faults faults;
    struct str payload = {message->payloadlen > 0 ? message->payload : "", (size_t)message->payloadlen};
    (void)client;
    if (!signature_of(properties, signature) ||
        !secret_verify(member->credentials.server_sign_public, str_of(message->topic), payload, signature) ||
        receipt_decode(payload, &receipt, &faults) != OK || receipt.epoch != member->credentials.epoch) {
        member->forged++;
        return;
    }
    if (receipt.through >= member->next) {
        member->beyond = true;
    } else if (receipt.through >= member->base) {
        land(member, receipt.through);
    }
}

static void on_connect(struct mosquitto *client, void *context, int reason, int flags,
                       const mosquitto_property *properties)
{
    struct member *member = context;
    (void)client;
    (void)flags;
    (void)properties;
    member->greeted = reason == 0;
    member->failed = reason != 0;
}

static void on_disconnect(struct mosquitto *client, void *context, int reason, const mosquitto_property *properties)
{
    struct member *member = context;
    (void)client;
    (void)reason;
    (void)properties;
    member->failed = true;
}

static void on_publish(struct mosquitto *client, void *context, int mid, int reason,
                       const mosquitto_property *properties)
{
    struct member *member = context;
    (void)client;
    (void)mid;
    (void)properties;
    member->refused += reason >= 128 ? 1 : 0;
}

static void fall(struct member *member)
{
    mosquitto_destroy(member->client);
    member->client = NULL;
    member->up = false;
    member->greeted = false;
    member->failed = false;
    member->try_at_us = clock_mono_us() + RETRY_US;
}

static void connect_now(struct member *member)
{
    mosquitto_property *session = NULL;
    member->client = mosquitto_new(member->credentials.gateway, false, member);
    if (member->client == NULL ||
        mosquitto_property_add_int32(&session, MQTT_PROP_SESSION_EXPIRY_INTERVAL, 86400) != MOSQ_ERR_SUCCESS) {
        abort(); /* no memory */
    }
    mosquitto_int_option(member->client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
    mosquitto_int_option(member->client, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_username_pw_set(member->client, member->credentials.username, member->credentials.password);
    mosquitto_connect_v5_callback_set(member->client, on_connect);
    mosquitto_disconnect_v5_callback_set(member->client, on_disconnect);
    mosquitto_publish_v5_callback_set(member->client, on_publish);
    mosquitto_message_v5_callback_set(member->client, on_message);
    presence_will(member);
    int rc = mosquitto_connect_bind_v5(member->client, member->credentials.host, member->credentials.port, KEEP_ALIVE_S,
                                       NULL, session);
    mosquitto_property_free_all(&session);
    if (rc != MOSQ_ERR_SUCCESS) {
        fall(member);
    }
}

/* On a new connection, or after a silence: everything without a receipt once more. */
static void send_again(struct member *member)
{
    member->progress_us = clock_mono_us();
    member->unsent = member->base;
    pace_silence(&member->pace);
    send_more(member);
}

static void begin(struct member *member)
{
    member->greeted = false;
    member->up = true;
    if (mosquitto_subscribe_v5(member->client, NULL, member->receipt_topic, 1, 0, NULL) != MOSQ_ERR_SUCCESS) {
        member->failed = true;
    }
    presence_tell(member, GATEWAY_READY);
    pace_begin(&member->pace, MEMBER_WINDOW_MAX, 0);
    send_again(member);
}

/* Reads what is there, writes what could not be written at once, and once in a while keeps the connection alive. */
static int serve(struct member *member, bool readable, int64_t now_us)
{
    int rc = readable ? mosquitto_loop_read(member->client, 1) : MOSQ_ERR_SUCCESS;
    if (rc == MOSQ_ERR_SUCCESS && mosquitto_want_write(member->client)) {
        rc = mosquitto_loop_write(member->client, 1);
    }
    if (rc == MOSQ_ERR_SUCCESS && !member->failed && now_us >= member->alive_at_us) {
        member->alive_at_us = now_us + ALIVE_US;
        rc = mosquitto_loop_misc(member->client);
    }
    return rc;
}

void member_turn(struct member *member, bool readable)
{
    int64_t now_us = clock_mono_us();
    if (member->client == NULL) {
        if (now_us >= member->try_at_us) {
            connect_now(member);
        }
        return;
    }
    if (serve(member, readable, now_us) != MOSQ_ERR_SUCCESS || member->failed) {
        fall(member);
    } else if (member->greeted) {
        begin(member);
    } else if (member->up && member->unsent > member->base && now_us - member->progress_us > RESEND_US) {
        send_again(member);
    } else if (member->up) {
        send_more(member);
        presence_turn(member, now_us);
    }
}

int member_socket(const struct member *member)
{
    return member->client == NULL ? -1 : mosquitto_socket(member->client);
}

bool member_wants_write(const struct member *member)
{
    return member->client != NULL && mosquitto_want_write(member->client);
}
