/* See publisher.h. Go-back-N over the outbox: a cursor runs at most 64 touches ahead of the receipts; on a new connection, or without a
 * receipt for a while, it starts again from the first touch without one. Sending twice is harmless: the server knows (gateway, epoch, seq). */
#include "publisher.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "broker.h"
#include "state.h"
#include "trouble.h"

#include "base/banned.h"

enum {
    TURN_MS = 1000,
    RESEND_MS_MAX = 10000,
    FLUSH_MS = 100, /* receipts are written down this much later, many at once */
    STOP_S = 2,
    PAYLOAD_BYTES = 512,
};

struct flight {
    int64_t epoch;
    int64_t seq;
};

struct publisher {
    struct publisher_options options;
    struct broker *broker;
    pthread_t thread;
    int wake_fd;
    atomic_bool stop;
    char tap[TOPICS_BYTES];
    char state[TOPICS_BYTES];
    struct flight cursor; /* the last one sent */
    struct flight flights[PUBLISHER_WINDOW];
    size_t flights_n;
    int64_t progress_ms; /* monotonic: when the oldest of them was sent, or the last receipt came */
    int64_t resend_ms;
    struct receipt seen;    /* the highest believed on this connection */
    struct receipt pending; /* believed, not yet written down; epoch 0 = none */
    int64_t pending_ms;
    struct receipt_state told;
    int64_t told_ms;
    struct trouble forged;
    struct trouble refused;
    struct trouble disk;
    _Atomic int64_t connects, downs, sent, receipts, stale, forged_n, refused_n, commands, rosters;
};

static void disbelieve(struct publisher *p, const char *what, const char *todo)
{
    p->forged_n++;
    trouble_forged(&p->forged, what, todo);
}

/* Writes down the receipts that were believed. */
static void flush(struct publisher *p)
{
    if (p->pending.epoch == 0) {
        return;
    }
    if (outbox_receipted(p->options.outbox, p->pending.epoch, p->pending.through, clock_now_ms()) == ERR_IO) {
        trouble_disk(&p->disk); /* the server will say it again when we send it again */
    }
    p->pending.epoch = 0;
}

static void start_over(struct publisher *p)
{
    flush(p);
    p->seen = (struct receipt){0, 0};
    p->cursor = (struct flight){0, 0};
    p->flights_n = 0;
}

static void on_will(void *context, struct buf *buf, unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    struct publisher *p = context;
    struct receipt_state state = state_now(p->options.outbox, p->options.credentials, p->options.version, GATEWAY_LOST);
    state_sign(&state, p->options.credentials, p->state, buf, signature);
}

static void tell_state(struct publisher *p, enum gateway_state word)
{
    char text[PAYLOAD_BYTES];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    p->told = state_now(p->options.outbox, p->options.credentials, p->options.version, word);
    p->told_ms = clock_mono_ms();
    state_sign(&p->told, p->options.credentials, p->state, &buf, signature);
    (void)broker_publish(p->broker, p->state, buf_view(&buf), signature, true);
}

static void tell_state_if_changed(struct publisher *p)
{
    if (clock_mono_ms() - p->told_ms < TURN_MS) {
        return;
    }
    struct receipt_state now = state_now(p->options.outbox, p->options.credentials, p->options.version, GATEWAY_READY);
    if (state_worth_telling(&p->told, &now, clock_mono_ms() - p->told_ms)) {
        tell_state(p, GATEWAY_READY);
    }
}

static void on_up(void *context)
{
    struct publisher *p = context;
    p->connects++;
    log_event(LOG_INFO, "connected", LOG_INT("backlog", outbox_backlog(p->options.outbox)));
    start_over(p);
    p->resend_ms = p->options.resend_ms;
    tell_state(p, GATEWAY_READY);
}

static void on_down(void *context)
{
    struct publisher *p = context;
    p->downs++;
    start_over(p);
}

static void on_published(void *context, int reason)
{
    struct publisher *p = context;
    if (reason >= 128) {
        p->refused_n++;
        trouble_refused(&p->refused, reason);
    }
}

/* Forgets the flights that a receipt covers; true when there was one. */
static bool land(struct publisher *p, const struct receipt *receipt)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->flights_n; i++) {
        struct flight flight = p->flights[i];
        if (flight.epoch != receipt->epoch || flight.seq > receipt->through) {
            p->flights[kept++] = flight;
        }
    }
    bool landed = kept < p->flights_n;
    p->flights_n = kept;
    return landed;
}

static void hear_receipt(struct publisher *p, struct str payload)
{
    struct receipt receipt;
    struct json_faults faults;
    if (receipt_decode(payload, &receipt, &faults) != OK) {
        disbelieve(p, "receipt", "the server signs what this gateway cannot read: install the same version on both");
        return;
    }
    if (receipt.through > outbox_last(p->options.outbox, receipt.epoch)) {
        disbelieve(p, "receipt_beyond", "this box lost its memory, or another box uses its credentials: enrol it anew");
        return;
    }
    if (!land(p, &receipt) && receipt.epoch == p->seen.epoch && receipt.through <= p->seen.through) {
        p->stale++;
        return;
    }
    p->seen = receipt;
    p->receipts++;
    p->progress_ms = clock_mono_ms();
    p->resend_ms = p->options.resend_ms;
    if (p->pending.epoch != 0 && p->pending.epoch != receipt.epoch) {
        flush(p);
    }
    p->pending_ms = p->pending.epoch == 0 ? p->progress_ms : p->pending_ms;
    p->pending.through = p->pending.epoch != 0 && p->pending.through > receipt.through ? p->pending.through
                                                                                       : receipt.through;
    p->pending.epoch = receipt.epoch;
}

static void revoke_card(struct publisher *p, const struct receipt_command *command)
{
    unsigned char card[SECRET_CARD_HASH_BYTES];
    size_t n = 0;
    if (str_unbase64(str_of(command->card), card, sizeof card, &n) != OK ||
        roster_book_revoke(p->options.book, card) != OK) {
        trouble_disk(&p->disk);
    }
}

static void hear_command(struct publisher *p, struct str payload)
{
    struct receipt_command command;
    struct json_faults faults;
    int64_t n = 0;
    if (receipt_command_decode(payload, &command, &faults) != OK) {
        disbelieve(p, "command", "the server signs what this gateway cannot read: install the same version on both");
        return;
    }
    if (command.expires_ms <= clock_now_ms()) {
        disbelieve(p, "command_expired", "check the clocks of server and gateway, if this goes on");
        return;
    }
    switch (command.kind) {
    case COMMAND_RESEND:
        flush(p);
        if (outbox_resend(p->options.outbox, command.epoch, command.from, &n) != OK) {
            trouble_disk(&p->disk);
        }
        start_over(p);
        log_event(LOG_INFO, "resend", LOG_INT("epoch", command.epoch), LOG_INT("from", command.from),
                  LOG_INT("touches", n));
        break;
    case COMMAND_REVOKE_CARD:
        revoke_card(p, &command);
        log_plain(LOG_INFO, "card_revoked");
        break;
    }
    p->commands++;
}

static void hear_roster(struct publisher *p, struct str payload, const unsigned char *signature)
{
    enum err err = roster_book_offer(p->options.book, payload, signature);
    if (err == ERR_CONFLICT) {
        return; /* the retained one again */
    }
    if (err == ERR_DENIED || err == ERR_INVALID) {
        disbelieve(p, "roster", "the server signs or seals for another key: enrol this gateway anew, if this goes on");
        return;
    }
    if (err != OK) {
        trouble_disk(&p->disk);
    }
    p->rosters++;
    log_plain(LOG_INFO, "roster");
}

static void on_message(void *context, struct str topic, struct str payload, const unsigned char *signature)
{
    struct publisher *p = context;
    const struct credentials *mine = p->options.credentials;
    struct topics_parts parts;
    if (signature == NULL || !secret_verify(mine->server_sign_public, topic, payload, signature)) {
        disbelieve(p, "signature",
                   "somebody else than the server writes to this gateway: look at the broker's accounts");
        return;
    }
    if (topics_parse(topic, &parts) != OK || strcmp(parts.site, mine->site) != 0 ||
        strcmp(parts.gateway, mine->gateway) != 0) {
        disbelieve(p, "topic", "the broker delivers another gateway's messages here: look at its ACL");
        return;
    }
    switch (parts.kind) {
    case TOPICS_RECEIPT:
        hear_receipt(p, payload);
        break;
    case TOPICS_COMMAND:
        hear_command(p, payload);
        break;
    case TOPICS_ROSTER:
        hear_roster(p, payload, signature);
        break;
    case TOPICS_TAP:
    case TOPICS_STATE:
        break; /* our own; nobody asked for them */
    }
}

static void send_more(struct publisher *p)
{
    struct outbox_tap tap;
    while (p->flights_n < PUBLISHER_WINDOW && broker_is_up(p->broker)) {
        enum err err = outbox_after(p->options.outbox, p->cursor.epoch, p->cursor.seq, &tap);
        if (err == ERR_NOT_FOUND) {
            return;
        }
        if (err != OK) {
            trouble_disk(&p->disk);
            return;
        }
        struct str payload = {tap.payload, tap.payload_n};
        if (tap.epoch != p->options.credentials->epoch) { /* the server knows the keys of the last enrolment only */
            secret_sign(p->options.credentials->sign_secret, str_of(p->tap), payload, tap.signature);
        }
        if (!broker_publish(p->broker, p->tap, payload, tap.signature, false)) {
            return;
        }
        p->progress_ms = p->flights_n == 0 ? clock_mono_ms() : p->progress_ms;
        p->cursor = (struct flight){tap.epoch, tap.seq};
        p->flights[p->flights_n++] = p->cursor;
        p->sent++;
    }
}

/* Sends again when the server has been silent too long. */
static void send_again(struct publisher *p)
{
    if (p->flights_n == 0 || clock_mono_ms() - p->progress_ms < p->resend_ms) {
        return;
    }
    start_over(p);
    p->resend_ms = p->resend_ms * 2 > RESEND_MS_MAX ? RESEND_MS_MAX : p->resend_ms * 2;
}

static int turn_ms(const struct publisher *p)
{
    int64_t wait_ms = p->pending.epoch != 0 ? FLUSH_MS : TURN_MS;
    if (p->flights_n > 0) {
        int64_t left_ms = p->progress_ms + p->resend_ms - clock_mono_ms();
        wait_ms = left_ms < wait_ms ? left_ms : wait_ms;
    }
    return wait_ms < 1 ? 1 : (int)wait_ms;
}

static void *work(void *context)
{
    struct publisher *p = context;
    while (!p->stop) {
        broker_turn(p->broker, p->wake_fd, turn_ms(p));
        if (p->pending.epoch != 0 && clock_mono_ms() - p->pending_ms >= FLUSH_MS) {
            flush(p);
        }
        if (broker_is_up(p->broker)) {
            send_again(p);
            send_more(p);
            tell_state_if_changed(p);
        }
    }
    start_over(p);
    tell_state(p, GATEWAY_DISCONNECTED);
    broker_close(p->broker);
    flush(p);
    return NULL;
}

struct publisher *publisher_start(const struct publisher_options *options)
{
    struct publisher *p = calloc(1, sizeof *p);
    if (p == NULL) {
        abort();
    }
    p->options = *options;
    p->resend_ms = options->resend_ms;
    const struct credentials *mine = options->credentials;
    bool made = topics_write(mine->site, mine->gateway, TOPICS_TAP, p->tap) == OK &&
                topics_write(mine->site, mine->gateway, TOPICS_STATE, p->state) == OK;
    assert(made);
    p->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    p->broker = broker_open(options->credentials,
                            &(struct broker_events){p, on_will, on_up, on_down, on_message, on_published});
    if (p->wake_fd < 0 || pthread_create(&p->thread, NULL, work, p) != 0) {
        abort();
    }
    return p;
}

void publisher_wake(struct publisher *p)
{
    uint64_t one = 1;
    ssize_t ignored = write(p->wake_fd, &one, sizeof one);
    (void)ignored; /* a full counter wakes as well */
}

struct publisher_counts publisher_counts(struct publisher *p)
{
    return (struct publisher_counts){.connects = p->connects,
                                     .downs = p->downs,
                                     .sent = p->sent,
                                     .receipts = p->receipts,
                                     .stale = p->stale,
                                     .forged = p->forged_n,
                                     .refused = p->refused_n,
                                     .commands = p->commands,
                                     .rosters = p->rosters};
}

bool publisher_stop(struct publisher *p)
{
    struct timespec until;
    if (p == NULL) {
        return true;
    }
    p->stop = true;
    publisher_wake(p);
    int rc = clock_gettime(CLOCK_REALTIME, &until);
    assert(rc == 0);
    until.tv_sec += STOP_S;
    if (pthread_timedjoin_np(p->thread, NULL, &until) != 0) {
        return false; /* inside a blocking connect to a broker that does not answer */
    }
    close(p->wake_fd);
    free(p);
    return true;
}
