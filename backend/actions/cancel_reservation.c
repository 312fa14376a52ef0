/* See cancel_reservation.h. */
#include "actions/cancel_reservation.h"

#include <string.h>

#include "actions/audit_reservation.h"
#include "actions/charge_fee.h"
#include "actions/promote_waiting.h"
#include "actions/tell_family.h"
#include "store/absence_store.h"
#include "store/offer_store.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"

#include "base/banned.h"

/* One request to cancel under way. */
struct cancelling {
    struct tx *tx;
    int64_t account_id;
    struct cancel_reservation *ask;
    const struct policy *policy; /* of the day that was named */
    bool as_staff;
};

static bool may_be_cancelled(const struct reservation_row *row)
{
    return reservation_may_become(row->state, RESERVATION_CANCELLED);
}

static enum cancel_by who(const struct cancelling *cancelling)
{
    if (!cancelling->as_staff) {
        return CANCEL_BY_FAMILY;
    }
    return cancelling->ask->by_facility ? CANCEL_BY_FACILITY : CANCEL_BY_STAFF_FOR_FAMILY;
}

static enum err view_of(const struct cancelling *cancelling, const struct reservation_row *row, struct cancel_view *ret)
{
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    struct cancel_facts facts = {row->day, cancelling->tx->now_ms,
                                 row->state == RESERVATION_CONFIRMED || row->state == RESERVATION_REQUESTED,
                                 who(cancelling)};
    enum err err = policy_on(cancelling->tx->db, row->site.v, row->day, &policy);
    err = err == OK ? reservation_calendar_read(cancelling->tx->db, row->site, policy,
                                                row->day - CALENDAR_LOOK_BACK_DAYS, row->day, &calendar)
                    : err;
    if (err == OK) {
        *ret = cancel_view(policy, &calendar.calendar, &facts);
    }
    return err;
}

static enum err cancel_one(const struct cancelling *cancelling, const struct reservation_row *row,
                           enum reservation_cause cause, struct cancel_view *view)
{
    struct tx *tx = cancelling->tx;
    enum err err = view_of(cancelling, row, view);
    struct reservation_move move = reservation_move_of(row, RESERVATION_CANCELLED, cause, tx->now_ms);
    move.late = view->late;
    move.account_id = cancelling->account_id;
    move.reason = cause == CAUSE_FACILITY ? REASON_FACILITY_CLOSED : REASON_NONE;
    err = err == OK ? reservation_move(tx->db, &move) : err;
    err = err == OK ? charge_late_cancellation(tx, row, view->fee_yen, cancelling->account_id) : err;
    if (err == OK && row->state == RESERVATION_OFFERED) {
        err = offer_answer(tx->db, row->id, OFFER_DECLINED, cancelling->account_id, tx->now_ms);
    }
    err = err == OK ? audit_reservation(tx, cancelling->account_id, "cancel", row->public_id,
                                        reservation_state_word(row->state))
                    : err;
    struct telling telling = {.household_id = row->household_id,
                              .reservation = row->id,
                              .kind = cause == CAUSE_FACILITY ? MESSAGE_FACILITY : MESSAGE_CANCELLED,
                              .quiet = &cancelling->policy->waiting};
    err = err == OK ? tell_family(tx, &telling) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
        tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    }
    return err;
}

/* R-CAN-04: the later days of the same request, child and room. */
static enum err later_days(const struct cancelling *cancelling, const struct reservation_row *row,
                           struct reservation_many *many, size_t *ret_n)
{
    size_t n = 0;
    *ret_n = 0;
    if (row->request_id == 0 || cancelling->policy->cancel.chain == CHAIN_NONE ||
        who(cancelling) == CANCEL_BY_FACILITY) {
        return OK;
    }
    enum err err = reservation_of_request(cancelling->tx->db, row->request_id, reservation_keep_many, many);
    for (size_t i = 0; err == OK && i < many->n; i++) {
        const struct reservation_row *other = &many->list[i].row;
        bool same = other->child_id.v == row->child_id.v && other->site.v == row->site.v && other->day > row->day;
        if (same && may_be_cancelled(other)) {
            reservation_keep(&many->list[n++], other);
        }
    }
    *ret_n = n;
    return err;
}

static enum err cancel_chain(const struct cancelling *cancelling, const struct reservation_row *row,
                             const struct reservation_kept *later, size_t n)
{
    struct cancel_reservation *ask = cancelling->ask;
    enum err err = OK;
    for (size_t i = 0; err == OK && i < n && ask->also_n < CANCEL_ALSO_MAX; i++) {
        struct cancel_view view;
        if (!cancel_takes(&cancelling->policy->cancel, ask->why, row->day, later[i].row.day)) {
            continue;
        }
        err = cancel_one(cancelling, &later[i].row, CAUSE_CHAIN, &view);
        if (err == OK && reservation_holds(later[i].row.state)) {
            err = promote_later(cancelling->tx, later[i].row.site, later[i].row.day); /* each day in its turn */
        }
        ask->also_days[ask->also_n] = later[i].row.day;
        memcpy(ask->also[ask->also_n++], later[i].public_id, SECRET_PUBLIC_ID_TEXT);
    }
    return err;
}

enum err cancel_reservation_row(struct tx *tx, int64_t account_id, const struct reservation_row *row,
                                struct cancel_reservation *ask)
{
    struct reservation_kept list[CANCEL_ALSO_MAX];
    struct reservation_many many = {.list = list, .max = CANCEL_ALSO_MAX};
    struct cancelling cancelling = {tx, account_id, ask, NULL, row->as_staff};
    size_t later_n = 0;
    ask->present_version = row->version;
    ask->state = row->state;
    ask->changed = ask->version != 0 && ask->version != row->version;
    /* Whoever read an older version is told so first: what it is now explains more than that this cannot be done to it. */
    ask->reason = ask->changed || may_be_cancelled(row) ? REASON_NONE : REASON_WRONG_STATE;
    if (ask->changed || ask->reason != REASON_NONE) {
        return OK;
    }
    enum err err = policy_on(tx->db, row->site.v, row->day, &cancelling.policy);
    err = err == OK ? later_days(&cancelling, row, &many, &later_n) : err;
    ask->why_needed = err == OK && later_n > 0 && ask->why == CANCEL_UNSAID &&
                      cancel_asks_why(&cancelling.policy->cancel);
    if (err != OK || ask->why_needed) {
        return err;
    }
    err = cancel_one(&cancelling, row, who(&cancelling) == CANCEL_BY_FACILITY ? CAUSE_FACILITY : CAUSE_CANCELLED,
                     &ask->view);
    err = err == OK ? cancel_chain(&cancelling, row, list, later_n) : err;
    if (err == OK && reservation_holds(row->state)) {
        err = promote_waiting(tx, row->site, row->day, PROMOTE_FREED);
    }
    err = err == OK ? absence_store_booked_stands(tx->db, row->public_id, &ask->absence_stands) : err;
    if (err == OK) {
        ask->state = RESERVATION_CANCELLED;
        ask->present_version = row->version + 1;
    }
    return err;
}

enum err cancel_reservation(struct tx *tx, const struct caller *caller, void *arg)
{
    struct cancel_reservation *ask = arg;
    struct reservation_kept kept;
    enum err err = reservation_read(tx->db, caller->account_id, ask->id, reservation_keep, &kept);
    if (err == OK && !kept.row.as_staff && !kept.row.as_guardian) {
        return ERR_NOT_FOUND; /* it was shown to another room: to look at, not to touch */
    }
    return err == OK ? cancel_reservation_row(tx, caller->account_id, &kept.row, ask) : err;
}
