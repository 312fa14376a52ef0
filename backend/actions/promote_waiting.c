/* See promote_waiting.h. First the walk, which only looks; then what it found is done. */
#include "actions/promote_waiting.h"

#include <assert.h>
#include <string.h>

#include "actions/absent_for_room.h"
#include "actions/audit_reservation.h"
#include "actions/release_others.h"
#include "actions/room_day.h"
#include "actions/tell_family.h"
#include "store/agenda_store.h"
#include "store/offer_store.h"
#include "store/policy_store.h"

#include "base/banned.h"

enum { TAKERS_MAX = CARE_CHILDREN_MAX, PARTY_MAX = ROOM_DAY_PARTY, PARTIES_MAX = 32, RUNS_MAX = 64 };

/* One entry as the walk keeps it. */
struct taker {
    struct reservation_row row; /* only what a move needs */
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char slot[RESERVATION_SLOT_BYTES];
    struct room_day_member member;
    int64_t auto_until_ms;
    bool stays;
    int32_t rank;
    enum waiting_turn turn;
};

struct party {
    int64_t request_id;
    struct taker members[PARTY_MAX];
    size_t n;
};

struct run {
    int32_t rank_from;
    int32_t rank_to;
    enum reservation_reason reason;
};

struct walk {
    struct tx *tx;
    struct room_day *room;
    enum promote_why why;
    int64_t final_ms;
    int32_t rank;
    struct room_day_memory memory; /* needs that found no place */
    struct taker takers[TAKERS_MAX];
    size_t takers_n;
    struct party parties[PARTIES_MAX];
    size_t parties_n;
    struct run runs[RUNS_MAX];
    size_t runs_n;
    int32_t free;
};

/* --- looking --------------------------------------------------------------------------------------------------------- */

static void pass_over(struct walk *walk, int32_t rank, enum reservation_reason reason)
{
    struct run *last = walk->runs_n > 0 ? &walk->runs[walk->runs_n - 1] : NULL;
    if (last != NULL && last->reason == reason && last->rank_to + 1 == rank) {
        last->rank_to = rank;
    } else if (walk->runs_n < RUNS_MAX) {
        walk->runs[walk->runs_n++] = (struct run){rank, rank, reason};
    }
}

static enum reservation_reason reason_of(enum care_fit fit)
{
    static const enum reservation_reason reasons[] = {[CARE_FITS] = REASON_FULL,
                                                      [CARE_FULL] = REASON_FULL,
                                                      [CARE_STAFF_SHORT] = REASON_STAFF_SHORT,
                                                      [CARE_NO_ASSIGNMENT] = REASON_ISOLATION_FULL};
    return reasons[fit];
}

static void take_entry(const struct walk *walk, const struct reservation_queued *queued, struct taker *taker)
{
    memset(taker, 0, sizeof *taker);
    enum err err = str_copy(queued->public_id, taker->public_id, sizeof taker->public_id);
    err = err == OK ? str_copy(queued->slot, taker->slot, sizeof taker->slot) : err;
    assert(err == OK);
    taker->row = (struct reservation_row){
        .id = queued->id,
        .day = walk->room->day,
        .site = walk->room->site,
        .state = RESERVATION_WAITLISTED,
        .version = queued->version,
        .child_id = queued->child,
        .household_id = queued->household_id,
        .class = queued->class,
        .wish = queued->wish,
        .rank = walk->rank,
    };
    taker->rank = walk->rank;
    taker->auto_until_ms = queued->auto_until_ms;
    taker->stays = queued->stays;
    room_need_open(walk->room->keys, taker->public_id, queued->need, &taker->member.need);
    taker->member.wish = room_day_wish_of(walk->room, &taker->member.need, queued->birth_day, queued->segments);
}

static enum care_fit place_all(struct walk *walk, struct taker *members, size_t n)
{
    struct room_day_member *list[PARTY_MAX];
    for (size_t i = 0; i < n; i++) {
        list[i] = &members[i].member;
    }
    return room_day_add_party(walk->room, &walk->memory, list, n);
}

static void look_at(struct walk *walk, struct taker *members, size_t n)
{
    enum waiting_turn turn = TURN_GIVE;
    if (walk->why == PROMOTE_FREED) {
        turn = waiting_turn(&walk->room->policy->waiting, walk->tx->now_ms, members[0].auto_until_ms, walk->final_ms,
                            members[0].stays);
    }
    enum care_fit fit = turn == TURN_DECIDED || walk->takers_n + n > TAKERS_MAX ? CARE_FULL
                                                                                : place_all(walk, members, n);
    for (size_t i = 0; i < n; i++) {
        if (fit != CARE_FITS) {
            pass_over(walk, members[i].rank, reason_of(fit));
            continue;
        }
        members[i].turn = turn;
        walk->takers[walk->takers_n++] = members[i];
    }
}

/* Collects siblings until all of them have been met. */
static struct party *party_of(struct walk *walk, int64_t request_id)
{
    for (size_t i = 0; i < walk->parties_n; i++) {
        if (walk->parties[i].request_id == request_id) {
            return &walk->parties[i];
        }
    }
    if (walk->parties_n == PARTIES_MAX) {
        return NULL;
    }
    walk->parties[walk->parties_n] = (struct party){.request_id = request_id};
    return &walk->parties[walk->parties_n++];
}

static void look_at_party(struct walk *walk, const struct reservation_queued *queued)
{
    struct party *party = party_of(walk, queued->request_id);
    if (party == NULL || party->n == PARTY_MAX) {
        pass_over(walk, walk->rank, REASON_FULL);
        return;
    }
    take_entry(walk, queued, &party->members[party->n++]);
    if ((int32_t)party->n == queued->party_n) {
        look_at(walk, party->members, party->n);
    }
}

static bool look(void *arg, const struct reservation_queued *queued)
{
    struct walk *walk = arg;
    walk->rank++;
    bool placed = queued->placed_wish != 0 && (!queued->keep || queued->wish >= queued->placed_wish);
    if (placed) {
        pass_over(walk, walk->rank, REASON_ALREADY_BOOKED);
    } else if (queued->party_n > 1) {
        look_at_party(walk, queued);
    } else {
        struct taker taker;
        take_entry(walk, queued, &taker);
        look_at(walk, &taker, 1);
    }
    return !room_day_full(walk->room);
}

/* --- doing ----------------------------------------------------------------------------------------------------------- */

static enum err give(struct walk *walk, struct taker *taker)
{
    struct tx *tx = walk->tx;
    enum reservation_cause cause = walk->why == PROMOTE_DRAWN ? CAUSE_DRAWN : CAUSE_GIVEN;
    struct reservation_move move = reservation_move_of(&taker->row, RESERVATION_OFFERED, cause, tx->now_ms);
    enum err err = reservation_move(tx->db, &move);
    /* The lesser place goes first: two places of one child on one day are refused by the schema. */
    err = err == OK ? release_others(tx, taker->row.child_id, taker->row.day, taker->row.id, taker->row.wish) : err;
    if (err == OK) {
        move.version++;
        move.from = RESERVATION_OFFERED;
        move.to = RESERVATION_CONFIRMED;
        move.rank = 0;
        err = reservation_move(tx->db, &move);
    }
    struct telling telling = {.household_id = taker->row.household_id,
                              .reservation = taker->row.id,
                              .kind = MESSAGE_GIVEN,
                              .quiet = &walk->room->policy->waiting};
    err = err == OK ? tell_family(tx, &telling) : err;
    err = err == OK ? absent_for_place(tx, 0, &taker->row) : err;
    return err == OK ? audit_reservation(tx, 0, "promote", taker->row.public_id, "next in line") : err;
}

static enum err ask(struct walk *walk, struct taker *taker, int64_t promotion_id)
{
    struct tx *tx = walk->tx;
    int64_t ends_ms = waiting_offer_ends_ms(&walk->room->policy->waiting, tx->now_ms);
    struct reservation_move move = reservation_move_of(&taker->row, RESERVATION_OFFERED, CAUSE_OFFERED, tx->now_ms);
    move.offer_ends_ms = ends_ms;
    enum err err = reservation_move(tx->db, &move);
    struct offer_new offer = {taker->row.id, promotion_id, taker->rank, tx->now_ms, ends_ms};
    err = err == OK ? offer_add(tx->db, &offer) : err;
    /* R-WL-05: the last instant still counts. */
    struct agenda agenda = {ends_ms + 1, AGENDA_OFFER_END, walk->room->site.v, walk->room->day, taker->row.id.v};
    err = err == OK ? agenda_add(tx->db, &agenda) : err;
    struct telling telling = {.household_id = taker->row.household_id,
                              .reservation = taker->row.id,
                              .kind = MESSAGE_OFFER,
                              .ends_ms = ends_ms};
    err = err == OK ? tell_family(tx, &telling) : err;
    return err == OK ? audit_reservation(tx, 0, "offer", taker->row.public_id, "next in line") : err;
}

static enum err do_turn(struct walk *walk, struct taker *taker, int64_t promotion_id)
{
    enum promotion_outcome outcome = PROMOTION_GIVEN;
    enum err err = OK;
    taker->row.slot = str_of(taker->slot);
    taker->row.public_id = str_of(taker->public_id);
    switch (taker->turn) {
    case TURN_GIVE:
        err = give(walk, taker);
        break;
    case TURN_OFFER:
        outcome = PROMOTION_OFFERED;
        err = ask(walk, taker, promotion_id);
        break;
    case TURN_LATER: {
        struct agenda agenda = {waiting_quiet_ends_ms(&walk->room->policy->waiting, walk->tx->now_ms), AGENDA_PROMOTE,
                                walk->room->site.v, walk->room->day, 0};
        outcome = PROMOTION_LATER;
        err = agenda_add(walk->tx->db, &agenda);
        break;
    }
    case TURN_DECIDED:
        break; /* who is no longer asked is no taker */
    }
    struct promotion_step step = {promotion_id, taker->rank, taker->rank, taker->row.id.v, outcome, REASON_NONE};
    err = err == OK ? offer_step_add(walk->tx->db, &step) : err;
    if (err == OK) {
        tx_change(walk->tx, CHANGE_HOUSEHOLD, taker->row.household_id, taker->row.day);
    }
    return err;
}

static enum err write_down(struct walk *walk)
{
    int64_t promotion_id = 0;
    enum err err = offer_promotion_add(walk->tx->db, walk->room->site, walk->room->day, walk->free, walk->tx->now_ms,
                                       &promotion_id);
    for (size_t i = 0; err == OK && i < walk->runs_n; i++) {
        const struct run *run = &walk->runs[i];
        struct promotion_step step = {promotion_id,          run->rank_from, run->rank_to, 0,
                                      PROMOTION_PASSED_OVER, run->reason};
        err = offer_step_add(walk->tx->db, &step);
    }
    for (size_t i = 0; err == OK && i < walk->takers_n; i++) {
        err = do_turn(walk, &walk->takers[i], promotion_id);
    }
    if (err == OK) {
        tx_change(walk->tx, CHANGE_VACANCY, walk->room->site.v, walk->room->day);
    }
    return err;
}

/* --- the walk ----------------------------------------------------------------------------------------------------------- */

/* What the walk needs to know of the day; *ret_go false: nobody is to be asked now. */
static enum err begin(struct walk *walk, struct site_id site, int32_t day, bool *ret_go)
{
    struct tx *tx = walk->tx;
    struct reservation_calendar calendar;
    struct sick_day known;
    const struct policy *policy = NULL;
    int32_t waiting = 0;
    *ret_go = false;
    enum err err = sick_queue_ahead(tx->db, site, day, WAITING_CLASSES - 1, &waiting);
    if (err != OK || waiting == 0) {
        return err;
    }
    err = policy_on(tx->db, site.v, day, &policy);
    err = err == OK ? sick_day_read(tx->db, site, day, policy, &known) : err;
    err = err == OK ? reservation_calendar_read(tx->db, site, policy, day - CALENDAR_LOOK_BACK_DAYS, day, &calendar)
                    : err;
    if (err != OK) {
        return err;
    }
    bool collected = known.drawn_ms == 0 && tx->now_ms < window_collected_until(policy, &calendar.calendar, day);
    if (!policy_moment_ms(policy->decision.final, &calendar.calendar, day, &walk->final_ms)) {
        walk->final_ms = 0;
    }
    *ret_go = !collected || walk->why == PROMOTE_DRAWN;
    return *ret_go ? room_day_load(tx, site, day, policy, known.capacity, &walk->room) : OK;
}

enum err promote_waiting(struct tx *tx, struct site_id site, int32_t day, enum promote_why why)
{
    _Static_assert(sizeof(struct room_day) + sizeof(struct walk) + _Alignof(max_align_t) <= LANE_SCRATCH_BYTES,
                   "a walk and the day it walks fit into the scratch memory");
    /* Behind the day: both live as long as the action. */
    struct walk *walk = (struct walk *)((char *)tx->scratch + (sizeof(struct room_day) + 63) / 64 * 64);
    bool go = false;
    memset(walk, 0, offsetof(struct walk, takers));
    walk->takers_n = 0;
    walk->parties_n = 0;
    walk->runs_n = 0;
    walk->tx = tx;
    walk->why = why;
    enum err err = begin(walk, site, day, &go);
    if (err != OK || !go || room_day_full(walk->room)) {
        return err;
    }
    walk->free = walk->room->rooms.capacity - (int32_t)walk->room->n;
    err = reservation_queue_each(tx->db, site, day, look, walk);
    return err == OK && walk->takers_n + walk->runs_n > 0 ? write_down(walk) : err;
}

enum err promote_later(struct tx *tx, struct site_id site, int32_t day)
{
    struct agenda agenda = {tx->now_ms, AGENDA_PROMOTE, site.v, day, 0};
    return agenda_add(tx->db, &agenda);
}
