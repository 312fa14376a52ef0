/* See answer_offer.h. */
#include "actions/answer_offer.h"

#include "actions/absent_for_room.h"
#include "actions/audit_reservation.h"
#include "actions/promote_waiting.h"
#include "actions/release_others.h"
#include "actions/tell_family.h"
#include "store/offer_store.h"
#include "store/policy_store.h"

#include "base/banned.h"

enum { PARTY_MAX = 4, RUN_OUTS_MAX = 2 };

/* The siblings who were offered places with it, itself first. */
struct party {
    struct reservation_kept members[PARTY_MAX];
    size_t n;
    const struct reservation_row *of;
};

static void take_member(void *arg, const struct reservation_row *row)
{
    struct party *party = arg;
    bool with = row->id.v != party->of->id.v && row->site.v == party->of->site.v && row->day == party->of->day &&
                row->state == RESERVATION_OFFERED;
    if (with && party->n < PARTY_MAX) {
        reservation_keep(&party->members[party->n++], row);
    }
}

static enum err party_read(struct tx *tx, const struct reservation_row *row, struct party *party)
{
    party->of = row;
    party->n = 1;
    reservation_keep(&party->members[0], row);
    return row->together ? reservation_of_request(tx->db, row->request_id, take_member, party) : OK;
}

static void announce(struct tx *tx, const struct reservation_row *row)
{
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
}

static enum err tell(struct tx *tx, const struct reservation_row *row, enum message_kind kind)
{
    const struct policy *policy = NULL;
    enum err err = policy_on(tx->db, row->site.v, row->day, &policy);
    if (err != OK) {
        return err;
    }
    struct telling telling = {
        .household_id = row->household_id, .reservation = row->id, .kind = kind, .quiet = &policy->waiting};
    return tell_family(tx, &telling);
}

static enum err accept(struct tx *tx, int64_t account_id, const struct reservation_row *row)
{
    /* The lesser place goes first: the schema allows a child one place a day. */
    enum err err = release_others(tx, row->child_id, row->day, row->id, row->wish);
    struct reservation_move move = reservation_move_of(row, RESERVATION_CONFIRMED, CAUSE_ACCEPTED, tx->now_ms);
    move.account_id = account_id;
    err = err == OK ? reservation_move(tx->db, &move) : err;
    err = err == OK ? offer_answer(tx->db, row->id, OFFER_ACCEPTED, account_id, tx->now_ms) : err;
    err = err == OK ? audit_reservation(tx, account_id, "accept", row->public_id, "offered") : err;
    err = err == OK ? absent_for_place(tx, account_id, row) : err;
    err = err == OK ? tell(tx, row, MESSAGE_CONFIRMED) : err;
    if (err == OK) {
        announce(tx, row);
    }
    return err;
}

/* Back onto the list, behind everybody of its class. */
static enum err wait_again(struct tx *tx, const struct reservation_row *row, struct reservation_move *move)
{
    int64_t last_ms = 0;
    move->to = RESERVATION_WAITLISTED;
    move->reason = REASON_FULL;
    enum err err = reservation_queue_last(tx->db, row->site, row->day, row->class, &last_ms);
    err = err == OK ? reservation_move(tx->db, move) : err;
    struct reservation_requeue requeue = {
        .id = row->id,
        .site = row->site,
        .day = row->day,
        .slot = row->slot,
        .from_class = row->class,
        .class = row->class,
        /* Of one time the older reservation comes first: it has to be later. */
        .queue_ms = last_ms >= tx->now_ms ? last_ms + 1 : tx->now_ms,
        .reason = REASON_FULL,
        .now_ms = tx->now_ms,
    };
    return err == OK ? reservation_requeue(tx->db, &requeue) : err;
}

static enum err decline(struct tx *tx, int64_t account_id, const struct reservation_row *row, bool keep_waiting)
{
    struct reservation_move move = reservation_move_of(row, RESERVATION_CANCELLED, CAUSE_REFUSED, tx->now_ms);
    move.account_id = account_id;
    enum err err = keep_waiting ? wait_again(tx, row, &move) : reservation_move(tx->db, &move);
    err = err == OK ? offer_answer(tx->db, row->id, OFFER_DECLINED, account_id, tx->now_ms) : err;
    err = err == OK ? audit_reservation(tx, account_id, "decline", row->public_id, "offered") : err;
    if (err == OK) {
        announce(tx, row);
    }
    return err;
}

/* R-WL-04: to the end of the list, or off it; who let two offers pass is off it in any case. */
static enum err run_out(struct tx *tx, const struct reservation_row *row)
{
    const struct policy *policy = NULL;
    int32_t before = 0;
    enum err err = policy_on(tx->db, row->site.v, row->day, &policy);
    err = err == OK ? offer_ran_out(tx->db, row->id, &before) : err;
    if (err != OK) {
        return err;
    }
    bool again = policy->waiting.on_expiry == EXPIRY_TO_END && before + 1 < RUN_OUTS_MAX;
    struct reservation_move move = reservation_move_of(row, RESERVATION_EXPIRED, CAUSE_RAN_OUT, tx->now_ms);
    err = again ? wait_again(tx, row, &move) : reservation_move(tx->db, &move);
    err = err == OK ? offer_answer(tx->db, row->id, OFFER_RAN_OUT, 0, tx->now_ms) : err;
    err = err == OK ? audit_reservation(tx, 0, "offer_ended", row->public_id, again ? "to the end" : "dropped") : err;
    err = err == OK ? tell(tx, row, MESSAGE_OFFER_OVER) : err;
    if (err == OK) {
        announce(tx, row);
    }
    return err;
}

static enum err run_out_all(struct tx *tx, const struct party *party)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < party->n; i++) {
        err = run_out(tx, &party->members[i].row);
    }
    return err == OK ? promote_waiting(tx, party->of->site, party->of->day, PROMOTE_FREED) : err;
}

static enum err answer_all(struct tx *tx, int64_t account_id, const struct party *party, const struct answer_offer *ask)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < party->n; i++) {
        const struct reservation_row *row = &party->members[i].row;
        err = ask->accept ? accept(tx, account_id, row) : decline(tx, account_id, row, ask->keep_waiting);
    }
    return err == OK && !ask->accept ? promote_waiting(tx, party->of->site, party->of->day, PROMOTE_FREED) : err;
}

static enum err now_is(struct tx *tx, struct reservation_id id, struct answer_offer *ask)
{
    struct reservation_kept kept;
    enum err err = reservation_by_id(tx->db, id, reservation_keep, &kept);
    if (err == OK) {
        ask->state = kept.row.state;
        ask->present_version = kept.row.version;
    }
    return err;
}

enum err answer_offer_row(struct tx *tx, int64_t account_id, const struct reservation_row *row,
                          struct answer_offer *ask)
{
    struct party party;
    ask->present_version = row->version;
    ask->state = row->state;
    ask->reason = REASON_NONE;
    if (row->state != RESERVATION_OFFERED) {
        bool was_offered = row->state == RESERVATION_EXPIRED || row->state == RESERVATION_WAITLISTED;
        ask->reason = was_offered && ask->accept ? REASON_OFFER_EXPIRED : REASON_WRONG_STATE;
        return OK;
    }
    ask->changed = ask->version != 0 && ask->version != row->version;
    if (ask->changed) {
        return OK;
    }
    enum err err = party_read(tx, row, &party);
    if (err == OK && !waiting_in_time(row->offer_ends_ms, tx->now_ms)) {
        ask->reason = REASON_OFFER_EXPIRED; /* R-WL-05: the clock's own look at it is still to come */
        err = run_out_all(tx, &party);
    } else if (err == OK) {
        err = answer_all(tx, account_id, &party, ask);
    }
    return err == OK ? now_is(tx, row->id, ask) : err;
}

enum err answer_offer(struct tx *tx, const struct caller *caller, void *arg)
{
    struct answer_offer *ask = arg;
    struct reservation_kept kept;
    enum err err = reservation_read(tx->db, caller->account_id, ask->id, reservation_keep, &kept);
    if (err == OK && !kept.row.as_staff && !kept.row.as_guardian) {
        return ERR_NOT_FOUND; /* it was shown to another room: to look at, not to touch */
    }
    return err == OK ? answer_offer_row(tx, caller->account_id, &kept.row, ask) : err;
}

enum err end_offer(struct tx *tx, struct reservation_id id)
{
    struct reservation_kept kept;
    struct party party;
    enum err err = reservation_by_id(tx->db, id, reservation_keep, &kept);
    bool over = err == OK && kept.row.state == RESERVATION_OFFERED &&
                !waiting_in_time(kept.row.offer_ends_ms, tx->now_ms);
    err = over ? party_read(tx, &kept.row, &party) : err;
    return over && err == OK ? run_out_all(tx, &party) : err;
}
