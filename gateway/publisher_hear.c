/* What the publisher hears: receipts, commands, rosters. Nothing is believed that the server has not signed for this box. See publisher_parts.h. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "publisher_parts.h"

#include "base/banned.h"

static void disbelieve(struct publisher *p, const char *what, const char *todo)
{
    p->forged_n++;
    trouble_forged(&p->forged, what, todo);
}

/* Forgets the flights that a receipt covers; true when there was one. */
static bool land(struct publisher *p, const struct receipt *receipt)
{
    size_t kept = 0;
    int64_t sent_us = 0;
    for (size_t i = 0; i < p->flights_n; i++) {
        struct flight flight = p->flights[i];
        if (flight.epoch != receipt->epoch || flight.seq > receipt->through) {
            p->flights[kept++] = flight;
        } else {
            sent_us = flight.sent_us;
        }
    }
    bool landed = kept < p->flights_n;
    p->flights_n = kept;
    if (landed) {
        pace_receipted(&p->pace, sent_us, clock_mono_us());
    }
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
    if (receipt.epoch == p->cursor.epoch && receipt.through > p->cursor.seq) {
        p->cursor.seq = receipt.through; /* what was sent before we started over has arrived after all */
    }
    p->receipts++;
    p->progress_ms = clock_mono_ms();
    p->resend_ms = p->options.resend_ms;
    if (p->pending.epoch != 0 && p->pending.epoch != receipt.epoch) {
        publisher_flush(p);
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

/* This box is no entrance any more: the children are forgotten first, then the program ends (R-SEC-04). */
static void end(struct publisher *p, const struct receipt_command *command)
{
    if (command->epoch != p->options.credentials->epoch) {
        return; /* of an enrolment before this one */
    }
    if (roster_book_forget(p->options.book) != OK) {
        trouble_disk(&p->disk);
    }
    p->revoked = true;
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
        publisher_flush(p);
        if (outbox_resend(p->options.outbox, command.epoch, command.from, &n) != OK) {
            trouble_disk(&p->disk);
        }
        publisher_start_over(p);
        log_event(LOG_INFO, "resend", LOG_INT("epoch", command.epoch), LOG_INT("from", command.from),
                  LOG_INT("touches", n));
        break;
    case COMMAND_REVOKE_CARD:
        revoke_card(p, &command);
        log_plain(LOG_INFO, "card_revoked");
        break;
    case COMMAND_REVOKE_GATEWAY:
        end(p, &command);
        break;
    }
    p->commands++;
}

static void hear_roster(struct publisher *p, struct str payload, const unsigned char *signature)
{
    if (payload.n == 0) {
        return; /* the broker keeps none for us any more */
    }
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

void publisher_hear(void *context, struct str topic, struct str payload, const unsigned char *signature)
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
