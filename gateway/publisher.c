/* See publisher.h. Go-back-N over the outbox: a cursor runs at most 64 touches ahead of the receipts, and fewer while these are slow; on a new
 * connection, or without a receipt for a while, it starts again from the first touch without one. Sending twice is harmless: the server knows (gateway, epoch, seq). */
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
#include "publisher_parts.h"
#include "state.h"

#include "base/banned.h"

enum {
    TURN_MS = 1000,
    RESEND_MS_MAX = 10000,
    FLUSH_MS = 100, /* receipts are written down this much later, many at once */
    STOP_S = 2,
    PAYLOAD_BYTES = 512,
};

/* Writes down the receipts that were believed. */
void publisher_flush(struct publisher *p)
{
    if (p->pending.epoch == 0) {
        return;
    }
    if (outbox_receipted(p->options.outbox, p->pending.epoch, p->pending.through, clock_now_ms()) == ERR_IO) {
        trouble_disk(&p->disk); /* the server will say it again when we send it again */
    }
    p->pending.epoch = 0;
}

void publisher_start_over(struct publisher *p)
{
    publisher_flush(p);
    p->seen = (struct receipt){0, 0};
    p->cursor = (struct flight){.epoch = 0};
    p->flights_n = 0;
}

static struct receipt_state how(struct publisher *p, enum gateway_state word)
{
    struct receipt_state state = state_now(p->options.outbox, p->options.credentials, p->options.version, word);
    state.reader = p->reader;
    return state;
}

static void on_will(void *context, struct buf *buf, unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    struct publisher *p = context;
    struct receipt_state state = how(p, GATEWAY_LOST);
    state_sign(&state, p->options.credentials, p->state, buf, signature);
}

static void tell_state(struct publisher *p, enum gateway_state word)
{
    char text[PAYLOAD_BYTES];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    p->told = how(p, word);
    p->told_ms = clock_mono_ms();
    state_sign(&p->told, p->options.credentials, p->state, &buf, signature);
    (void)broker_publish(p->broker, p->state, buf_view(&buf), signature, true);
}

static void tell_state_if_changed(struct publisher *p)
{
    if (clock_mono_ms() - p->told_ms < TURN_MS) {
        return;
    }
    struct receipt_state now = how(p, GATEWAY_READY);
    if (state_worth_telling(&p->told, &now, clock_mono_ms() - p->told_ms)) {
        tell_state(p, GATEWAY_READY);
    }
}

/* What waited begins a little later than at every other box that the broker lets in at this instant; a single touch does not. */
static void begin(struct publisher *p, int64_t backlog)
{
    uint32_t dice = 0;
    secret_random(&dice, sizeof dice);
    publisher_start_over(p);
    pace_begin(&p->pace, PUBLISHER_WINDOW, backlog > 1 ? clock_mono_us() + dice % PACE_SPREAD_US : 0);
}

static void on_up(void *context)
{
    struct publisher *p = context;
    int64_t backlog = outbox_backlog(p->options.outbox);
    p->connects++;
    log_event(LOG_INFO, "connected", LOG_INT("backlog", backlog));
    begin(p, backlog);
    p->resend_ms = p->options.resend_ms;
    tell_state(p, GATEWAY_READY);
}

static void on_down(void *context)
{
    struct publisher *p = context;
    p->downs++;
    publisher_start_over(p);
}

static void on_published(void *context, int reason)
{
    struct publisher *p = context;
    if (reason >= 128) {
        p->refused_n++;
        trouble_refused(&p->refused, reason);
    }
}

static void send_more(struct publisher *p)
{
    struct outbox_tap tap;
    while (broker_is_up(p->broker) && pace_wait_us(&p->pace, (int64_t)p->flights_n, clock_mono_us()) == 0) {
        enum err err = outbox_after(p->options.outbox, p->cursor.epoch, p->cursor.seq, &tap);
        if (err == ERR_NOT_FOUND) {
            pace_caught_up(&p->pace);
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
        p->cursor = (struct flight){tap.epoch, tap.seq, clock_mono_us()};
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
    publisher_start_over(p);
    pace_silence(&p->pace);
    p->resend_ms = p->resend_ms * 2 > RESEND_MS_MAX ? RESEND_MS_MAX : p->resend_ms * 2;
}

static int turn_ms(const struct publisher *p)
{
    int64_t wait_ms = p->pending.epoch != 0 ? FLUSH_MS : TURN_MS;
    if (p->flights_n > 0) {
        int64_t left_ms = p->progress_ms + p->resend_ms - clock_mono_ms();
        wait_ms = left_ms < wait_ms ? left_ms : wait_ms;
    }
    int64_t rest_us = pace_wait_us(&p->pace, (int64_t)p->flights_n, clock_mono_us());
    if (rest_us > 0 && rest_us / 1000 < wait_ms) {
        wait_ms = rest_us / 1000;
    }
    return wait_ms < 1 ? 1 : (int)wait_ms;
}

static void *work(void *context)
{
    struct publisher *p = context;
    while (!p->stop) {
        broker_turn(p->broker, p->wake_fd, turn_ms(p));
        if (p->pending.epoch != 0 && clock_mono_ms() - p->pending_ms >= FLUSH_MS) {
            publisher_flush(p);
        }
        if (broker_is_up(p->broker)) {
            send_again(p);
            send_more(p);
            tell_state_if_changed(p);
        }
    }
    publisher_start_over(p);
    tell_state(p, GATEWAY_DISCONNECTED);
    broker_close(p->broker);
    publisher_flush(p);
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
                            &(struct broker_events){p, on_will, on_up, on_down, publisher_hear, on_published});
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

void publisher_reader(struct publisher *p, bool there)
{
    p->reader = there;
    publisher_wake(p);
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
                                     .rosters = p->rosters,
                                     .revoked = p->revoked};
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
