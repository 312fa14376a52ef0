/* See staff_reservation.h. */
#include "actions/staff_reservation.h"

#include "actions/audit_reservation.h"
#include "store/policy_store.h"

#include "base/banned.h"

enum err staff_reservation(struct tx *tx, const struct caller *caller, struct str id, struct reservation_kept *kept,
                           const struct policy **ret_policy)
{
    enum err err = reservation_read(tx->db, caller->account_id, id, reservation_keep, kept);
    if (err == OK && !kept->row.as_staff) {
        return ERR_NOT_FOUND;
    }
    return err == OK ? policy_on(tx->db, kept->row.site.v, kept->row.day, ret_policy) : err;
}

enum err staff_moves(struct tx *tx, const struct caller *caller, const struct reservation_row *row,
                     enum reservation_state to, enum reservation_cause cause)
{
    struct reservation_move move = reservation_move_of(row, to, cause, tx->now_ms);
    move.account_id = caller->account_id;
    enum err err = reservation_move(tx->db, &move);
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    return err == OK ? audit_reservation(tx, caller->account_id, reservation_cause_word(cause), row->public_id,
                                         reservation_state_word(to))
                     : err;
}
