/* See mark_no_show.h. */
#include "actions/mark_no_show.h"

#include "actions/promote_waiting.h"
#include "actions/staff_reservation.h"
#include "actions/suspend_absent.h"
#include "core/cancel.h"

#include "base/banned.h"

enum err mark_no_show(struct tx *tx, const struct caller *caller, void *arg)
{
    struct mark_no_show *ask = arg;
    struct reservation_kept kept;
    const struct policy *policy = NULL;
    enum err err = staff_reservation(tx, caller, ask->id, &kept, &policy);
    if (err != OK) {
        return err;
    }
    ask->present_version = kept.row.version;
    ask->state = kept.row.state;
    ask->changed = ask->version != 0 && ask->version != kept.row.version;
    ask->reason = kept.row.state == RESERVATION_CONFIRMED ? REASON_NONE : REASON_WRONG_STATE;
    ask->prompt_ms = cancel_no_show_due_ms(policy, kept.row.day, kept.row.planned_min);
    ask->too_early = tx->now_ms < ask->prompt_ms;
    if (ask->changed || ask->reason != REASON_NONE || ask->too_early) {
        return OK;
    }
    err = staff_moves(tx, caller, &kept.row, RESERVATION_NO_SHOW, CAUSE_DID_NOT_COME);
    struct suspend_absent rest = {.row = &kept.row, .policy = policy, .account_id = caller->account_id};
    err = err == OK ? suspend_absent(tx, &rest) : err;
    ask->suspended_to_day = rest.to_day;
    err = err == OK ? promote_waiting(tx, kept.row.site, kept.row.day, PROMOTE_FREED) : err;
    if (err == OK) {
        ask->state = RESERVATION_NO_SHOW;
        ask->present_version = kept.row.version + 1;
    }
    return err;
}
