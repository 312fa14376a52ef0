/* See set_wishes.h. */
#include "actions/set_wishes.h"

#include "actions/audit_reservation.h"
#include "actions/promote_waiting.h"
#include "store/reservation_store.h"

#include "base/banned.h"

enum err set_wishes(struct tx *tx, const struct caller *caller, void *arg)
{
    struct set_wishes *ask = arg;
    struct reservation_kept kept;
    enum err err = reservation_read(tx->db, caller->account_id, ask->id, reservation_keep, &kept);
    if (err == OK && !kept.row.as_staff && !kept.row.as_guardian) {
        return ERR_NOT_FOUND;
    }
    if (err != OK) {
        return err;
    }
    ask->present_version = kept.row.version;
    ask->changed = ask->version != 0 && ask->version != kept.row.version;
    ask->reason = ask->changed || kept.row.state == RESERVATION_WAITLISTED ? REASON_NONE : REASON_WRONG_STATE;
    if (ask->changed || ask->reason != REASON_NONE) {
        return OK;
    }
    err = reservation_set_wishes(tx->db, kept.row.id, kept.row.version, ask->auto_until_ms, ask->stays, tx->now_ms);
    err = err == OK ? audit_reservation(tx, caller->account_id, "set_wishes", kept.row.public_id,
                                        ask->auto_until_ms != 0 ? "accepts beforehand" : "asks")
                    : err;
    if (err == OK) {
        ask->present_version++;
        tx_change(tx, CHANGE_HOUSEHOLD, kept.row.household_id, kept.row.day);
        tx_change(tx, CHANGE_VACANCY, kept.row.site.v, kept.row.day);
    }
    /* A place that lies free until the morning may be taken at once now. */
    return err == OK ? promote_waiting(tx, kept.row.site, kept.row.day, PROMOTE_FREED) : err;
}
