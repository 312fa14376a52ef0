/* What the listener says and notes by the clock: see tap_parts.h. */
#include "base/clock.h"
#include "base/log.h"
#include "mqtt/signed_letter.h"
#include "mqtt/tap_parts.h"
#include "wire/receipt.h"

#include "base/banned.h"

enum {
    RECEIPT_GAP_MS = 5, /* a gateway's receipts are at least this far apart, */
    RECEIPT_GAP_BUSY_MS = 20,
    RECEIPT_BUSY = 8, /* and further when so many have some: a rush hour */
    GAPS_EVERY_MS = 500,
    COMMAND_LIFE_MS = 3600 * 1000,
    IDLE_MS = 500,
    HEARD_LOOK = 48, /* of HEARD_AT_ONCE: what a frame holds */
};

static bool publish_receipt(struct tap_listener *listener, const struct entrance *entrance,
                            const struct receipt *receipt)
{
    char json[96];
    struct buf buf;
    buf_init(&buf, json, sizeof json);
    receipt_encode(receipt, &buf);
    struct signed_letter letter = {entrance->site, entrance->name, TOPICS_RECEIPT, buf_view(&buf), false};
    return signed_letter_publish(listener->link, listener->options.keys, &letter) == OK;
}

/* What the lane has committed since: one receipt per gateway and epoch, however many taps it covers. */
static void send_receipts(struct tap_listener *listener)
{
    struct entrances *entrances = &listener->entrances;
    pthread_mutex_lock(&listener->lock);
    size_t n = entrances->due_n;
    listener->receipt_gap_ms = n > RECEIPT_BUSY ? RECEIPT_GAP_BUSY_MS : RECEIPT_GAP_MS;
    for (size_t i = 0; i < n; i++) {
        struct entrance *entrance = entrances->due[0];
        struct receipt due[2] = {entrance->due[0], entrance->due[1]};
        bool is_due[2] = {entrance->is_due[0], entrance->is_due[1]};
        entrances->due[0] = entrances->due[--entrances->due_n];
        entrance->listed = entrance->is_due[0] = entrance->is_due[1] = false;
        pthread_mutex_unlock(&listener->lock);
        int64_t sent = 0;
        for (size_t which = 0; which < 2; which++) {
            sent += is_due[which] && publish_receipt(listener, entrance, &due[which]) ? 1 : 0;
        }
        pthread_mutex_lock(&listener->lock);
        listener->figures.receipts += sent; /* what was not sent is asked for by the tap that comes again */
    }
    pthread_mutex_unlock(&listener->lock);
}

static bool publish_command(struct tap_listener *listener, const struct entrance *entrance,
                            struct receipt_command *command)
{
    char json[256];
    struct buf buf;
    command->expires_ms = clock_now_ms() + COMMAND_LIFE_MS;
    secret_public_id(clock_now_ms(), command->id);
    buf_init(&buf, json, sizeof json);
    receipt_command_encode(command, &buf);
    struct signed_letter letter = {entrance->site, entrance->name, TOPICS_COMMAND, buf_view(&buf), false};
    return signed_letter_publish(listener->link, listener->options.keys, &letter) == OK;
}

/* Those that are no entrances any more: they forget the children (R-SEC-04). */
static void tell_ends(struct tap_listener *listener, int64_t now_ms)
{
    if (!listener->entrances.ends_due || !broker_link_connected(listener->link)) {
        return;
    }
    pthread_mutex_lock(&listener->lock);
    listener->entrances.ends_due = false;
    for (size_t i = 0; i < listener->entrances.n; i++) {
        struct entrance *entrance = &listener->entrances.list[i];
        if (!entrance->end_due) {
            continue;
        }
        struct receipt_command command = {.kind = COMMAND_REVOKE_GATEWAY, .epoch = entrance->epoch};
        entrance->end_due = false;
        entrance->ended_ms = now_ms;
        pthread_mutex_unlock(&listener->lock);
        bool sent = publish_command(listener, entrance, &command);
        pthread_mutex_lock(&listener->lock);
        if (!sent) {
            entrance->end_due = true;
            listener->entrances.ends_due = true;
        }
    }
    pthread_mutex_unlock(&listener->lock);
}

static void ask_again(struct tap_listener *listener, const struct entrance *entrance, int64_t epoch, int64_t from)
{
    struct receipt_command command = {.kind = COMMAND_RESEND, .epoch = epoch, .from = from};
    if (publish_command(listener, entrance, &command)) {
        log_event(LOG_INFO, "tap_resend_asked", LOG_TEXT("gateway", entrance->name), LOG_INT("epoch", epoch),
                  LOG_INT("from", from));
    }
}

/* A gap that stays, or numbers that the gateway says it gave out and that are not here (a restored server). */
static void ask_for_gaps(struct tap_listener *listener, int64_t now_ms)
{
    if (now_ms - listener->gaps_ms < GAPS_EVERY_MS || !broker_link_connected(listener->link)) {
        return;
    }
    listener->gaps_ms = now_ms;
    pthread_mutex_lock(&listener->lock);
    for (size_t i = 0; i < listener->entrances.n; i++) {
        struct entrance *entrance = &listener->entrances.list[i];
        if (!entrances_ask(entrance, now_ms)) {
            continue;
        }
        int64_t epoch = entrance->epoch;
        int64_t from = entrance->through + 1;
        listener->figures.resends++;
        pthread_mutex_unlock(&listener->lock);
        ask_again(listener, entrance, epoch, from);
        pthread_mutex_lock(&listener->lock);
    }
    pthread_mutex_unlock(&listener->lock);
}

/* Who was heard of since the last time and what they say of themselves, for `tsubame gateway list` and the head's page. */
static void note_heard(struct tap_listener *listener, int64_t now_ms)
{
    struct entrances *entrances = &listener->entrances;
    struct heard_gateway list[HEARD_LOOK];
    size_t n = 0;
    pthread_mutex_lock(&listener->lock);
    bool due = heard_due(listener->heard, entrances->news, now_ms);
    entrances->news = entrances->news && !due;
    for (size_t i = 0; due && i < entrances->n; i++) {
        struct entrance *entrance = &entrances->list[i];
        if (!entrance->heard && !entrance->said) {
            continue;
        }
        if (n == HEARD_LOOK) {
            entrances->news = true; /* the rest at the next turn */
            break;
        }
        list[n++] = (struct heard_gateway){entrance->id, entrance->said, entrance->state};
        entrance->heard = entrance->said = false;
    }
    pthread_mutex_unlock(&listener->lock);
    if (due) {
        heard_note(listener->heard, list, n, now_ms);
    }
}

int64_t tap_answers_turn(struct tap_listener *listener)
{
    int64_t now_ms = clock_mono_ms();
    ask_for_gaps(listener, now_ms);
    note_heard(listener, now_ms);
    tell_ends(listener, now_ms);
    pthread_mutex_lock(&listener->lock);
    bool due = listener->entrances.due_n > 0;
    pthread_mutex_unlock(&listener->lock);
    if (!due) {
        return IDLE_MS;
    }
    int64_t wait_ms = listener->receipts_ms + listener->receipt_gap_ms - now_ms;
    if (wait_ms > 0) {
        return wait_ms;
    }
    listener->receipts_ms = now_ms;
    send_receipts(listener);
    return 0;
}
