/* See settle_fee.h. */
#include "actions/settle_fee.h"

#include "actions/audit_reservation.h"
#include "actions/staff_reservation.h"

#include "base/banned.h"

/* R-FEE-03: where a part was offered back, that part goes back. */
static int32_t step_yen(const struct fee_row *fee, enum fee_state to)
{
    return to == FEE_REFUNDED && fee->refund_offered > 0 ? fee->refund_offered : fee->yen;
}

enum err settle_fee(struct tx *tx, const struct caller *caller, void *arg)
{
    struct settle_fee *ask = arg;
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    enum err err = staff_reservation(tx, caller, ask->id, &kept, &policy);
    err = err == OK ? fee_of_reservation(tx->db, kept.row.id, &ask->fee) : err;
    if (err != OK) {
        return err;
    }
    ask->wrong_state = !fee_may_become(ask->fee.state, ask->to);
    if (ask->wrong_state) {
        return OK;
    }
    const struct fee_step step = {.row = &ask->fee,
                                  .to = ask->to,
                                  .method = ask->method,
                                  .yen = step_yen(&ask->fee, ask->to),
                                  .reason = ask->reason,
                                  .account_id = caller->account_id,
                                  .now_ms = tx->now_ms};
    err = fee_settle(tx->db, &step);
    err = err == OK
              ? audit_reservation(tx, caller->account_id, "settle_fee", kept.row.public_id, fee_state_word(ask->to))
              : err;
    tx_change(tx, CHANGE_VACANCY, kept.row.site.v, kept.row.day);
    tx_change(tx, CHANGE_HOUSEHOLD, kept.row.household_id, kept.row.day);
    return err == OK ? fee_of_reservation(tx->db, kept.row.id, &ask->fee) : err;
}
