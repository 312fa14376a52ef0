#include "actions/record_tap.h"

#include <assert.h>
#include <string.h>

#include "actions/tap_people.h"
#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/card_store.h"
#include "store/chain_store.h"
#include "store/gateway_store.h"

#include "base/banned.h"

enum { CARD_TWICE_MS = 15 * 60000 };

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
    row->uncertainty_ms = in->tap.clock_uncertainty_ms;
    row->clock_doubt = time == ATTENDANCE_TIME_RECEIVED;
    row->day = civil_day_of_ms(row->event_ms);
    return time != ATTENDANCE_TIME_FAR_FUTURE;
}

/* The row as it will be stored, and whom it speaks for. */
static enum err fill_row(struct tx *tx, const struct record_tap *in, struct tap_row *row, struct tap_people *people)
{
    *people = (struct tap_people){.verdict = TAP_UNREADABLE};
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
    enum err err = OK;
    if (in->readable && !fix_time(in, row)) {
        people->verdict = TAP_FAR_FUTURE;
    } else if (in->readable) {
        err = tap_people_find(tx->db, in, row->event_ms, people);
    }
    row->verdict = people->verdict;
    row->card_id = people->card_id;
    row->child_id = people->n > 0 ? people->list[0].child_id : 0;
    return err;
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

static void tell(struct tx *tx, const struct tap_child *child, int32_t day)
{
    tx_change(tx, CHANGE_ATTENDANCE, child->nursery_id, day);
    tx_change(tx, CHANGE_HOUSEHOLD, child->household_id, 0);
}

/* One event for each child (R-ATT-05); the touch is what groups them. */
static enum err fold_days(struct tx *tx, const struct tap_row *row, int64_t tap_id, const struct tap_people *people)
{
    bool undone = false;
    struct tap_number number = {row->gateway_id, row->tap->epoch, row->tap->seq};
    enum err err = tap_store_is_undone(tx->db, &number, &undone);
    struct attendance_tap tap = tap_store_folded(row, tap_id, undone);
    for (size_t i = 0; i < people->n && err == OK; i++) {
        const struct tap_child *child = &people->list[i];
        struct attendance_key key = {.nursery_id = child->nursery_id, .day = row->day, .child_id = child->child_id};
        struct attendance_day day;
        bool changed = false;
        err = i == 0 ? OK : tap_store_add_child(tx->db, tap_id, child->child_id, row->day);
        err = err == OK ? attendance_store_follow(tx->db, &key, &tap, &day, &changed) : err;
        if (err == OK && changed) {
            tell(tx, child, row->day);
        }
        err = err == ERR_NOT_FOUND ? OK : err; /* a nursery without rules: the tap waits until it has some */
    }
    return err;
}

/* An earlier touch of this entrance is taken back: it stays, and counts for nobody any more. It may not have come yet. */
static enum err take_back(struct tx *tx, const struct record_tap *in, int64_t by_id)
{
    struct tap_child list[TAP_CHILDREN_MAX];
    size_t n = 0;
    struct tap_number number = {in->gateway_id, in->tap.epoch, in->tap.undoes};
    bool first = false;
    enum err err = tap_store_take_back(tx->db, &number, in->tap.seq, &first);
    err = err == OK && first ? chain_append(tx->db, CHAIN_UNDONE, by_id) : err;
    err = err == OK ? tap_store_people(tx->db, &number, list, &n) : err;
    for (size_t i = 0; i < n && err == OK; i++) {
        struct attendance_key key = {
            .nursery_id = list[i].nursery_id, .day = list[i].day, .child_id = list[i].child_id};
        struct attendance_day day;
        bool changed = false;
        err = attendance_store_refold(tx->db, &key, &day, &changed);
        if (err == OK && changed) {
            tell(tx, &list[i], list[i].day);
        }
        err = err == ERR_NOT_FOUND ? OK : err;
    }
    return err;
}

/* One card in two nurseries within a quarter of an hour: somebody may have copied it; the head is shown. */
static enum err note_card(struct tx *tx, const struct record_tap *in, const struct tap_row *row, int64_t card_id)
{
    struct card_touch touch = {.card_id = card_id, .site_id = in->site_id, .event_ms = row->event_ms};
    return card_id != 0 ? card_touched(tx->db, &touch, CARD_TWICE_MS) : OK;
}

enum err record_tap(struct tx *tx, void *arg)
{
    struct record_tap *in = arg;
    struct tap_row row;
    struct tap_people people;
    assert(in->tap.epoch >= 1);
    assert(in->tap.seq >= 1);
    enum err err = fill_row(tx, in, &row, &people);
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
    err = err == OK ? note_card(tx, in, &row, people.seen_id) : err;
    bool counts = row.verdict == TAP_OK || row.verdict == TAP_TAKES_BACK;
    if (row.verdict == TAP_UNKNOWN_CARD) {
        tx_change(tx, CHANGE_ATTENDANCE, in->site_id,
                  row.day); /* R-ATT-07: staff are told; it may be one to be given */
    }
    if (err == OK && row.verdict == TAP_OK) {
        err = fold_days(tx, &row, tap_id, &people);
    }
    err = err == OK ? chain_append(tx->db, CHAIN_TAP, tap_id) : err;
    return err == OK && counts && in->tap.undoes != 0 ? take_back(tx, in, tap_id) : err;
}
