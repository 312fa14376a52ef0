/* See release_others.h. */
#include "actions/release_others.h"

#include "actions/audit_reservation.h"
#include "actions/promote_waiting.h"
#include "actions/tell_family.h"
#include "store/offer_store.h"

#include "base/banned.h"

enum { OTHERS_MAX = 16 }; /* rooms one child can be active in on one day */

static enum err release(struct tx *tx, const struct reservation_row *row)
{
    struct reservation_move move = reservation_move_of(row, RESERVATION_CANCELLED, CAUSE_RELEASED, tx->now_ms);
    enum err err = reservation_move(tx->db, &move);
    if (err == OK && row->state == RESERVATION_OFFERED) {
        err = offer_answer(tx->db, row->id, OFFER_WITHDRAWN, 0, tx->now_ms);
    }
    err = err == OK ? audit_reservation(tx, 0, "release", row->public_id, "placed elsewhere") : err;
    struct telling telling = {.household_id = row->household_id, .reservation = row->id, .kind = MESSAGE_RELEASED};
    err = err == OK ? tell_family(tx, &telling) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    }
    return err == OK && reservation_holds(row->state) ? promote_later(tx, row->site, row->day) : err;
}

enum err release_others(struct tx *tx, struct child_id child, int32_t day, struct reservation_id got, int32_t wish)
{
    struct reservation_kept list[OTHERS_MAX] = {0};
    struct reservation_many many = {.list = list, .max = OTHERS_MAX};
    enum err err = reservation_of_child_day(tx->db, child, day, got, reservation_keep_many, &many);
    for (size_t i = 0; err == OK && i < many.n; i++) {
        const struct reservation_row *row = &list[i].row;
        bool better = row->keep && row->wish < wish;
        bool open = row->state == RESERVATION_WAITLISTED || row->state == RESERVATION_OFFERED ||
                    row->state == RESERVATION_CONFIRMED || row->state == RESERVATION_REQUESTED;
        if (open && !better) {
            err = release(tx, row);
        }
    }
    return err;
}
