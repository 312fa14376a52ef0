/* See end_reservations.h. */
#include "actions/end_reservations.h"

#include "actions/audit_reservation.h"
#include "actions/promote_waiting.h"
#include "actions/tell_family.h"
#include "store/policy_store.h"
#include "store/reservation_later.h"

#include "base/banned.h"

enum { AT_ONCE = 64 };

static enum err tell(struct tx *tx, const struct reservation_row *row)
{
    const struct policy *policy = NULL;
    enum err err = policy_on(tx->db, row->site.v, row->day, &policy);
    struct telling telling = {.household_id = row->household_id, .reservation = row->id, .kind = MESSAGE_CANCELLED};
    if (err != OK) {
        return err;
    }
    telling.quiet = &policy->waiting;
    return tell_family(tx, &telling);
}

static enum err end_one(struct tx *tx, struct reservation_id id, int64_t account_id)
{
    struct reservation_kept kept;
    enum err err = reservation_by_id(tx->db, id, reservation_keep, &kept);
    if (err != OK) {
        return err;
    }
    struct reservation_move move = reservation_move_of(&kept.row, RESERVATION_CANCELLED, CAUSE_REGISTRATION,
                                                       tx->now_ms);
    move.reason = REASON_NOT_REGISTERED;
    move.account_id = account_id;
    err = reservation_move(tx->db, &move);
    err = err == OK ? audit_reservation(tx, account_id, "registration_ends", kept.row.public_id, "") : err;
    err = err == OK ? tell(tx, &kept.row) : err;
    tx_change(tx, CHANGE_VACANCY, kept.row.site.v, kept.row.day);
    return err == OK ? promote_later(tx, kept.row.site, kept.row.day) : err;
}

enum err end_reservations(struct tx *tx, struct child_id child, int32_t from_day, int64_t account_id, int32_t *ret_n)
{
    struct reservation_id list[AT_ONCE];
    size_t n = 0;
    enum err err = reservation_later(tx->db, child, from_day, list, AT_ONCE, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        err = end_one(tx, list[i], account_id);
    }
    *ret_n += (int32_t)n;
    return err;
}
