#include "mqtt/tap_listener.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "mqtt/tap_parts.h"
#include "wire/credentials.h"
#include "wire/receipt.h"
#include "wire/tap.h"
#include "wire/topics.h"

#include "base/banned.h"

enum {
    READ_AGAIN_MS = 1000, /* strangers make the table be read no more often */
    READER_WAIT_MS = 1000,
};

static const char *const topics[] = {TOPICS_ALL_TAPS, TOPICS_ALL_STATES, NULL};

/* --- what comes in -------------------------------------------------------------------------------------------------- */

/* The gateways as the store has them now. */
static void read_entrances(struct tap_listener *listener)
{
    struct worker *worker = readers_borrow(listener->options.readers, READER_WAIT_MS);
    listener->read_ms = clock_mono_ms();
    if (worker == NULL) {
        listener->stale = true;
        return;
    }
    pthread_mutex_lock(&listener->lock);
    enum err err = entrances_read(&listener->entrances, worker->db, listener->read_ms);
    pthread_mutex_unlock(&listener->lock);
    readers_return(listener->options.readers, worker);
    if (err != OK) {
        log_event(LOG_ERROR, "gateways_unreadable", LOG_TEXT("why", err_word(err)),
                  LOG_TEXT("next", "run 'tsubame verify'; taps wait at the entrances meanwhile"));
    }
}

/* A stranger, or a signature that does not fit: perhaps it was enrolled a moment ago. */
static bool read_again(struct tap_listener *listener)
{
    if (clock_mono_ms() - listener->read_ms < READ_AGAIN_MS) {
        return false;
    }
    read_entrances(listener);
    return true;
}

/* It was away when it was revoked, and is back: it is told then. */
static void remind_of_end(struct tap_listener *listener, struct entrance *entrance,
                          const struct broker_message *message, const unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    if (entrance != NULL && secret_verify(entrance->sign_public, message->topic, message->payload, signature)) {
        pthread_mutex_lock(&listener->lock);
        entrances_end(&listener->entrances, entrance, clock_mono_ms());
        pthread_mutex_unlock(&listener->lock);
    }
}

/* Whose message this is, by topic and signature and nothing else. NULL: refused, *why says why. */
static struct entrance *verify(struct tap_listener *listener, const struct broker_message *message,
                               const struct topics_parts *parts, unsigned char signature[SECRET_SIGNATURE_BYTES],
                               enum tap_refusal *why)
{
    size_t n = 0;
    if (message->sig.n == 0) {
        *why = TAP_REFUSED_UNSIGNED;
        return NULL;
    }
    if (str_unbase64(message->sig, signature, SECRET_SIGNATURE_BYTES, &n) != OK || n != SECRET_SIGNATURE_BYTES) {
        *why = TAP_REFUSED_SIGNATURE;
        return NULL;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
        struct entrance *entrance = entrances_find(&listener->entrances, parts->gateway);
        if (entrance == NULL || entrance->revoked) {
            *why = TAP_REFUSED_GATEWAY;
            remind_of_end(listener, entrance, message, signature);
        } else if (strcmp(entrance->site, parts->site) != 0) {
            *why = TAP_REFUSED_TOPIC;
        } else if (secret_verify(entrance->sign_public, message->topic, message->payload, signature)) {
            return entrance;
        } else {
            *why = TAP_REFUSED_SIGNATURE;
        }
        if (attempt == 0 && !read_again(listener)) {
            return NULL;
        }
    }
    return NULL;
}

static void refuse(struct tap_listener *listener, const char *gateway, enum tap_refusal why, struct str payload)
{
    refusals_note(listener->refusals, gateway, why, payload);
    pthread_mutex_lock(&listener->lock);
    listener->figures.refused++;
    pthread_mutex_unlock(&listener->lock);
}

static void hear_tap(struct tap_listener *listener, struct entrance *entrance, const struct broker_message *message,
                     const unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    struct json_faults faults;
    struct record_tap in = {.gateway_id = entrance->id,
                            .site_id = entrance->site_id,
                            .received_ms = clock_now_ms(),
                            .payload = message->payload};
    enum err err = tap_decode(message->payload, &in.tap, &faults);
    if (err != OK && err != ERR_CONFLICT) {
        refuse(listener, entrance->name, TAP_REFUSED_MALFORMED, message->payload);
        return;
    }
    if (strcmp(in.tap.gateway, entrance->name) != 0 || strcmp(in.tap.site, entrance->site) != 0) {
        refuse(listener, entrance->name, TAP_REFUSED_TOPIC, message->payload);
        return;
    }
    in.readable = err == OK;
    memcpy(in.signature, signature, sizeof in.signature);
    pthread_mutex_lock(&listener->lock);
    entrances_exists(entrance, in.tap.epoch, in.tap.seq, clock_mono_ms());
    entrance->heard = true;
    pthread_mutex_unlock(&listener->lock);
    tap_slots_hand_over(listener, entrance, &in);
}

static void hear_state(struct tap_listener *listener, struct entrance *entrance, const struct broker_message *message)
{
    struct json_faults faults;
    struct receipt_state state;
    if (receipt_state_decode(message->payload, &state, &faults) != OK) {
        refuse(listener, entrance->name, TAP_REFUSED_MALFORMED, message->payload);
        return;
    }
    pthread_mutex_lock(&listener->lock);
    entrances_exists(entrance, state.epoch, state.last, clock_mono_ms());
    entrance->heard = entrance->heard || state.state == GATEWAY_READY;
    entrance->state = state;
    entrance->said = true;
    listener->entrances.news = true;
    pthread_mutex_unlock(&listener->lock);
}

static void on_message(void *arg, const struct broker_message *message)
{
    struct tap_listener *listener = arg;
    struct topics_parts parts;
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    enum tap_refusal why = TAP_REFUSED_TOPIC;
    if (atomic_exchange(&listener->stale, false)) {
        read_entrances(listener);
    }
    if (topics_parse(message->topic, &parts) != OK || (parts.kind != TOPICS_TAP && parts.kind != TOPICS_STATE)) {
        refuse(listener, "", TAP_REFUSED_TOPIC, message->payload);
        return;
    }
    if (parts.kind == TOPICS_STATE && message->payload.n == 0) {
        return; /* a retained state was removed at the broker */
    }
    if (message->payload.n > TAP_BYTES_MAX) {
        refuse(listener, parts.gateway, TAP_REFUSED_TOO_LARGE, message->payload);
        return;
    }
    struct entrance *entrance = verify(listener, message, &parts, signature, &why);
    if (entrance == NULL) {
        refuse(listener, parts.gateway, why, message->payload);
    } else if (parts.kind == TOPICS_TAP) {
        hear_tap(listener, entrance, message, signature);
    } else {
        hear_state(listener, entrance, message);
    }
}

/* After every wake-up of the link. */
static int64_t on_turn(void *arg)
{
    struct tap_listener *listener = arg;
    if (atomic_exchange(&listener->stale, false)) {
        read_entrances(listener);
    }
    refusals_turn(listener->refusals);
    return tap_answers_turn(listener);
}

/* --- life ----------------------------------------------------------------------------------------------------------- */

static enum err refuse_start(struct tap_listener *listener, char failure[256], const char *sentence, enum err err)
{
    struct buf buf;
    buf_init(&buf, failure, 256);
    buf_puts(&buf, sentence);
    tap_listener_stop(listener);
    return err;
}

static enum err fill_link(struct tap_listener *listener, struct broker_link_options *ret, char failure[256])
{
    struct credentials broker = {.port = 0};
    const struct tap_listener_options *options = &listener->options;
    if (credentials_broker(str_of(options->url), &broker) != OK) {
        return refuse_start(listener, failure, "The broker's address is not mqtt://HOST:PORT; correct it.",
                            ERR_INVALID);
    }
    if (broker.tls) {
        return refuse_start(listener, failure, "mqtts:// is not built yet; put the broker on loopback and use mqtt://.",
                            ERR_INVALID);
    }
    if (str_copy(str_of(options->username), listener->username, sizeof listener->username) != OK ||
        str_copy(str_of(options->password), listener->password, sizeof listener->password) != OK) {
        return refuse_start(listener, failure, "The broker's user name or password is too long.", ERR_INVALID);
    }
    *ret = (struct broker_link_options){.port = broker.port,
                                        .client_id = "tsubame-server",
                                        .username = listener->username,
                                        .password = listener->password,
                                        .topics = topics,
                                        .message = on_message,
                                        .turn = on_turn,
                                        .arg = listener};
    _Static_assert(sizeof ret->host == sizeof broker.host, "a host fits");
    memcpy(ret->host, broker.host, sizeof ret->host);
    return OK;
}

static void init_lock(struct tap_listener *listener)
{
    pthread_mutex_init(&listener->lock, NULL);
    wait_cond_init(&listener->slot_back);
}

enum err tap_listener_start(const struct tap_listener_options *options, struct tap_listener **ret, char failure[256])
{
    struct broker_link_options link;
    struct tap_listener *listener = calloc(1, sizeof *listener);
    if (listener == NULL) {
        abort();
    }
    listener->options = *options;
    listener->stale = true;
    init_lock(listener);
    entrances_open(&listener->entrances);
    listener->slots = calloc(TAP_SLOTS, sizeof listener->slots[0]);
    enum err err = fill_link(listener, &link, failure);
    if (err != OK) {
        return err;
    }
    if (listener->slots == NULL || refusals_open(options->lane, &listener->refusals) != OK ||
        heard_open(options->lane, &listener->heard) != OK || broker_link_start(&link, &listener->link) != OK) {
        return refuse_start(listener, failure, "The connection to the broker could not be prepared; is memory short?",
                            ERR_IO);
    }
    *ret = listener;
    return OK;
}

void tap_listener_stop(struct tap_listener *listener)
{
    if (listener == NULL) {
        return;
    }
    pthread_mutex_lock(&listener->lock);
    struct broker_link *link = listener->link;
    pthread_mutex_unlock(&listener->lock);
    broker_link_end(link);
    tap_slots_drain(listener);
    broker_link_stop(link);
    refusals_close(listener->refusals);
    heard_close(listener->heard);
    entrances_close(&listener->entrances);
    free(listener->slots);
    pthread_cond_destroy(&listener->slot_back);
    pthread_mutex_destroy(&listener->lock);
    secret_wipe(listener->password, sizeof listener->password);
    free(listener);
}

struct broker_link *tap_listener_link(struct tap_listener *listener)
{
    return listener->link;
}

void tap_listener_refresh(struct tap_listener *listener)
{
    listener->stale = true;
    broker_link_wake(listener->link);
}

void tap_listener_figures(struct tap_listener *listener, struct tap_listener_figures *ret)
{
    pthread_mutex_lock(&listener->lock);
    *ret = listener->figures;
    pthread_mutex_unlock(&listener->lock);
}
