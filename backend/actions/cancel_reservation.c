/* See cancel_reservation.h. */
#include "actions/cancel_reservation.h"

#include <string.h>

#include "actions/promote_waiting.h"
#include "store/reservation_store.h"

#include "base/banned.h"

/* What the row callback keeps: the views of a row end with the query. */
struct present {
    struct reservation_row row;
    char slot[RESERVATION_SLOT_BYTES];
};

static void keep(void *arg, const struct reservation_row *row)
{
    struct present *present = arg;
    present->row = *row;
    enum err err = str_copy(row->slot, present->slot, sizeof present->slot);
    present->row.slot = str_of(err == OK ? present->slot : RESERVATION_DAY_SLOT);
}

static enum err audit_line(struct tx *tx, const struct caller *caller, struct str id, enum reservation_state from)
{
    char storage[64];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "reservation:");
    buf_str(&object, id);
    return tx_audit(tx, caller->account_id, "cancel", buf_view(&object), str_of(reservation_state_word(from)));
}

enum err cancel_reservation(struct tx *tx, const struct caller *caller, void *arg)
{
    struct cancel_reservation *ask = arg;
    struct present present;
    enum err err = reservation_read(tx->db, caller->account_id, ask->id, keep, &present);
    if (err != OK) {
        return err;
    }
    const struct reservation_row *row = &present.row;
    ask->present_version = row->version;
    ask->state = row->state;
    ask->changed = ask->version != 0 && ask->version != row->version;
    ask->reason = reservation_may_become(row->state, RESERVATION_CANCELLED) ? REASON_NONE : REASON_WRONG_STATE;
    if (ask->changed || ask->reason != REASON_NONE) {
        return OK;
    }
    struct reservation_move move = {
        .id = row->id,
        .version = row->version,
        .site = row->site,
        .day = row->day,
        .slot = row->slot,
        .from = row->state,
        .to = RESERVATION_CANCELLED,
        .account_id = caller->account_id,
        .now_ms = tx->now_ms,
    };
    err = reservation_move(tx->db, &move);
    err = err == OK ? audit_line(tx, caller, ask->id, row->state) : err;
    if (err == OK && reservation_holds(row->state)) {
        err = promote_waiting(tx, row->site, row->day, row->slot);
    }
    if (err == OK) {
        ask->state = RESERVATION_CANCELLED;
        ask->present_version = row->version + 1;
        tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
        tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    }
    return err;
}
