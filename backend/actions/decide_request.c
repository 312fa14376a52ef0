/* See decide_request.h. */
#include "actions/decide_request.h"

#include <assert.h>
#include <string.h>

#include "actions/audit_reservation.h"
#include "actions/promote_waiting.h"
#include "actions/room_day.h"
#include "actions/tell_family.h"
#include "store/policy_store.h"

#include "base/banned.h"

/* The reservation, when the caller works in its room, and the day it stands in. */
static enum err read_as_staff(struct tx *tx, const struct caller *caller, struct str id, struct reservation_kept *kept,
                              const struct policy **ret_policy)
{
    enum err err = reservation_read(tx->db, caller->account_id, id, reservation_keep, kept);
    if (err == OK && !kept->row.as_staff) {
        return ERR_NOT_FOUND;
    }
    return err == OK ? policy_on(tx->db, kept->row.site.v, kept->row.day, ret_policy) : err;
}

static enum err load_day(struct tx *tx, const struct reservation_row *row, const struct policy *policy,
                         struct room_day **ret)
{
    struct sick_day known;
    enum err err = sick_day_read(tx->db, row->site, row->day, policy, &known);
    return err == OK ? room_day_load(tx, row->site, row->day, policy, known.capacity, ret) : err;
}

static enum err announce(struct tx *tx, const struct reservation_row *row, const struct policy *policy,
                         enum message_kind kind)
{
    struct telling telling = {
        .household_id = row->household_id, .reservation = row->id, .kind = kind, .quiet = &policy->waiting};
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    return tell_family(tx, &telling);
}

/* Puts one of those who hold a place into a room for good, and all others around it. */
static enum err pin(struct tx *tx, struct room_day *room, struct reservation_id id, int32_t to, bool *ret_fits)
{
    unsigned char sealed[RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD];
    size_t i = 0;
    while (i < room->n && room->who[i].id.v != id.v) {
        i++;
    }
    assert(i < room->n);
    room_day_pin(room, i, to);
    *ret_fits = care_rooms_assign(&room->search, &room->rooms, room->children, room->n) == CARE_FITS;
    if (!*ret_fits) {
        return OK;
    }
    room_need_seal(tx->keys, room->who[i].public_id, &room->who[i].need, sealed);
    enum err err = reservation_set_need(tx->db, id, sealed);
    return err == OK ? room_day_settle(tx, room) : err;
}

static enum err pin_if_asked(struct tx *tx, const struct decide_request *ask, const struct reservation_row *row,
                             const struct policy *policy, bool *ret_fits)
{
    struct room_day *room = NULL;
    *ret_fits = true;
    if (ask->room.n == 0) {
        return OK;
    }
    enum err err = load_day(tx, row, policy, &room);
    return err == OK ? pin(tx, room, row->id, policy_room_find(policy, ask->room), ret_fits) : err;
}

static enum err move_to(struct tx *tx, const struct caller *caller, const struct decide_request *ask,
                        const struct reservation_row *row)
{
    static const enum reservation_state states[] = {[DECIDE_CONFIRM] = RESERVATION_CONFIRMED,
                                                    [DECIDE_WAITLIST] = RESERVATION_WAITLISTED,
                                                    [DECIDE_DECLINE] = RESERVATION_DECLINED};
    struct reservation_move move = reservation_move_of(row, states[ask->as], CAUSE_DECIDED, tx->now_ms);
    move.reason = ask->as == DECIDE_CONFIRM ? REASON_NONE : ask->reason;
    move.account_id = caller->account_id;
    enum err err = reservation_move(tx->db, &move);
    return err == OK ? audit_reservation(tx, caller->account_id, "decide", row->public_id,
                                         reservation_state_word(states[ask->as]))
                     : err;
}

enum err decide_request(struct tx *tx, const struct caller *caller, void *arg)
{
    static const enum message_kind kinds[] = {[DECIDE_CONFIRM] = MESSAGE_CONFIRMED,
                                              [DECIDE_WAITLIST] = MESSAGE_WAITLISTED,
                                              [DECIDE_DECLINE] = MESSAGE_DECLINED};
    struct decide_request *ask = arg;
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    bool fits = true;
    enum err err = read_as_staff(tx, caller, ask->id, &kept, &policy);
    if (err != OK) {
        return err;
    }
    ask->present_version = kept.row.version;
    ask->state = kept.row.state;
    ask->changed = ask->version != 0 && ask->version != kept.row.version;
    ask->refused = ask->changed || kept.row.state == RESERVATION_REQUESTED ? REASON_NONE : REASON_WRONG_STATE;
    ask->no_such_room = ask->room.n > 0 && policy_room_find(policy, ask->room) < 0;
    if (ask->changed || ask->refused != REASON_NONE || ask->no_such_room) {
        return OK;
    }
    err = pin_if_asked(tx, ask, &kept.row, policy, &fits);
    if (err != OK || !fits) {
        ask->refused = REASON_ISOLATION_FULL;
        return err;
    }
    err = move_to(tx, caller, ask, &kept.row);
    err = err == OK ? announce(tx, &kept.row, policy, kinds[ask->as]) : err;
    if (err == OK && ask->as != DECIDE_CONFIRM) {
        err = promote_waiting(tx, kept.row.site, kept.row.day, PROMOTE_FREED);
    }
    struct reservation_kept now;
    err = err == OK ? reservation_by_id(tx->db, kept.row.id, reservation_keep, &now) : err;
    if (err == OK) {
        ask->state = now.row.state;
        ask->present_version = now.row.version;
    }
    return err;
}

enum err place_child(struct tx *tx, const struct caller *caller, void *arg)
{
    struct place_child *ask = arg;
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    struct room_day *room = NULL;
    bool fits = true;
    enum err err = read_as_staff(tx, caller, ask->id, &kept, &policy);
    if (err != OK) {
        return err;
    }
    int32_t to = ask->room.n > 0 ? policy_room_find(policy, ask->room) : CARE_NO_ROOM;
    ask->no_such_room = ask->room.n > 0 && to < 0;
    ask->refused = reservation_holds(kept.row.state) ? REASON_NONE : REASON_WRONG_STATE;
    if (ask->no_such_room || ask->refused != REASON_NONE) {
        return OK;
    }
    err = load_day(tx, &kept.row, policy, &room);
    err = err == OK ? pin(tx, room, kept.row.id, to, &fits) : err;
    ask->refused = fits ? REASON_NONE : REASON_ISOLATION_FULL;
    if (err == OK && fits) {
        err = audit_reservation(tx, caller->account_id, "place", kept.row.public_id,
                                to == CARE_NO_ROOM ? "unpinned" : "pinned");
        tx_change(tx, CHANGE_VACANCY, kept.row.site.v, kept.row.day);
        /* Another room may be free now for somebody who waits. */
        err = err == OK ? promote_later(tx, kept.row.site, kept.row.day) : err;
    }
    return err;
}
