/* See share_reservation.h. */
#include "actions/share_reservation.h"

#include "actions/audit_reservation.h"
#include "store/site_store.h"
#include "store/transfer_store.h"

#include "base/banned.h"

static enum err find_room(struct tx *tx, struct share_reservation *ask, const struct reservation_row *row,
                          struct site *ret)
{
    enum err err = site_by_public_id(tx->db, ask->room, ret);
    ask->unknown_room = err == ERR_NOT_FOUND || (err == OK && (ret->kind != SITE_SICKROOM || ret->id == row->site.v));
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err share_reservation(struct tx *tx, const struct caller *caller, void *arg)
{
    struct share_reservation *ask = arg;
    struct reservation_kept kept;
    struct site site;
    enum err err = reservation_read(tx->db, caller->account_id, ask->id, reservation_keep, &kept);
    if (err == OK && !kept.row.as_guardian) {
        return ERR_NOT_FOUND;
    }
    err = err == OK ? find_room(tx, ask, &kept.row, &site) : err;
    if (err != OK) {
        return err;
    }
    ask->reason = ask->end || reservation_active(kept.row.state) ? REASON_NONE : REASON_WRONG_STATE;
    if (ask->unknown_room || ask->reason != REASON_NONE) {
        return OK;
    }
    const struct transfer transfer = {kept.row.id, {site.id}, caller->account_id, tx->now_ms};
    err = ask->end ? transfer_end(tx->db, &transfer) : transfer_agree(tx->db, &transfer);
    tx_change(tx, CHANGE_VACANCY, site.id, kept.row.day);
    tx_change(tx, CHANGE_HOUSEHOLD, kept.row.household_id, kept.row.day);
    return err == OK ? audit_reservation(tx, caller->account_id, ask->end ? "share_ended" : "share", kept.row.public_id,
                                         site.public_id)
                     : err;
}
