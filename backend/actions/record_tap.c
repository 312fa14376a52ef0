#include "actions/record_tap.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/gateway_store.h"

#include "base/banned.h"

/* When it happened, for the row (R-ATT-08). False: no time at all. */
static bool fix_time(const struct record_tap *in, struct tap_row *row)
{
    struct attendance_clock clock = {
        .device_ms = in->tap.time_ms,
        .received_ms = in->received_ms,
        .synced = in->tap.clock_synced,
        .offset_ms = in->tap.clock_offset_ms,
    };
    enum attendance_time time = attendance_time(&clock, &row->event_ms);
    row->device_ms = in->tap.time_ms;
    row->clock_doubt = time == ATTENDANCE_TIME_RECEIVED;
    row->day = civil_day_of_ms(row->event_ms);
    return time != ATTENDANCE_TIME_FAR_FUTURE;
}

/* A family may name the child at the entrance: the card's own one. Several at once are for later versions. */
static bool names_the_child(const struct tap *tap, const struct tap_card *card)
{
    return tap->children_n == 0 || (tap->children_n == 1 && strcmp(tap->children[0], card->child) == 0);
}

static enum tap_verdict judge(const struct record_tap *in, const struct tap_row *row, const struct tap_card *card)
{
    if (card->revoked) {
        return TAP_REVOKED_CARD;
    }
    if (card->nursery_id != in->site_id) {
        return TAP_OTHER_SITE;
    }
    if (row->day < card->enrolled_from_day || (card->enrolled_to_day != 0 && row->day > card->enrolled_to_day)) {
        return TAP_NOT_ENROLLED;
    }
    return names_the_child(&in->tap, card) ? TAP_OK : TAP_UNKNOWN_CHILD;
}

/* The row as it will be stored; whose card it was is kept only where it may count (R-ATT-07). */
static enum err fill_row(struct tx *tx, const struct record_tap *in, struct tap_row *row, struct tap_card *card)
{
    *row = (struct tap_row){
        .gateway_id = in->gateway_id,
        .tap = &in->tap,
        .device_ms = in->received_ms,
        .received_ms = in->received_ms,
        .event_ms = in->received_ms,
        .day = civil_day_of_ms(in->received_ms),
        .payload = in->payload,
        .signature = in->signature,
    };
    if (!in->readable) {
        row->verdict = TAP_UNREADABLE;
        return OK;
    }
    if (!fix_time(in, row)) {
        row->verdict = TAP_FAR_FUTURE;
        return OK;
    }
    enum err err = tap_store_card(tx->db, in->tap.card, card);
    if (err == ERR_NOT_FOUND) {
        row->verdict = TAP_UNKNOWN_CARD;
        return OK;
    }
    if (err != OK) {
        return err;
    }
    row->verdict = judge(in, row, card);
    if (row->verdict == TAP_OK) {
        row->card_id = card->card_id;
        row->child_id = card->child_id;
    }
    return OK;
}

/* The number is used: a repeat, or a replay with another content, which is only recorded. */
static enum err seen_before(struct tx *tx, struct record_tap *in, const struct tap_row *row)
{
    bool same = false;
    enum err err = tap_store_same(tx->db, row, &same);
    if (err != OK) {
        return err;
    }
    if (same) {
        in->outcome = RECORD_TAP_AGAIN;
        return gateway_through(tx->db, in->gateway_id, in->tap.epoch, &in->through);
    }
    struct tap_refused refused = {.at_ms = in->received_ms, .why = TAP_REFUSED_REPLAY, .times = 1};
    memcpy(refused.gateway, in->tap.gateway, sizeof refused.gateway);
    secret_hash(in->payload.p, in->payload.n, refused.payload_hash);
    in->outcome = RECORD_TAP_REFUSED;
    return tap_store_refused(tx->db, &refused);
}

/* How far this epoch is stored without a gap, this one included. */
static enum err advance(struct tx *tx, struct record_tap *in)
{
    int64_t through = 0;
    enum err err = gateway_through(tx->db, in->gateway_id, in->tap.epoch, &through);
    if (err != OK || in->tap.seq != through + 1) {
        in->through = through;
        return err;
    }
    err = tap_store_without_gap(tx->db, in->gateway_id, in->tap.epoch, in->tap.seq, &through);
    if (err != OK) {
        return err;
    }
    in->through = through;
    return gateway_through_put(tx->db, in->gateway_id, in->tap.epoch, through);
}

static enum err fold_day(struct tx *tx, const struct tap_row *row, int64_t tap_id, const struct tap_card *card)
{
    struct attendance_key key = {.nursery_id = card->nursery_id, .day = row->day, .child_id = row->child_id};
    struct attendance_tap tap = tap_store_folded(row, tap_id);
    struct attendance_day day;
    bool changed = false;
    enum err err = attendance_store_follow(tx->db, &key, &tap, &day, &changed);
    if (err == OK && changed) {
        tx_change(tx, CHANGE_ATTENDANCE, card->nursery_id, row->day);
        tx_change(tx, CHANGE_HOUSEHOLD, card->household_id, 0);
    }
    return err == ERR_NOT_FOUND ? OK : err; /* a nursery without rules: the tap waits until it has some */
}

enum err record_tap(struct tx *tx, void *arg)
{
    struct record_tap *in = arg;
    struct tap_row row;
    struct tap_card card;
    assert(in->tap.epoch >= 1);
    assert(in->tap.seq >= 1);
    enum err err = fill_row(tx, in, &row, &card);
    if (err != OK) {
        return err;
    }
    err = tap_store_insert(tx->db, &row);
    if (err == ERR_CONFLICT) {
        return seen_before(tx, in, &row);
    }
    if (err != OK) {
        return err;
    }
    int64_t tap_id = db_inserted(tx->db);
    in->outcome = RECORD_TAP_NEW;
    in->verdict = row.verdict;
    err = advance(tx, in);
    if (err == OK && row.verdict == TAP_OK) {
        err = fold_day(tx, &row, tap_id, &card);
    }
    return err;
}
