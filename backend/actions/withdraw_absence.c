#include "actions/withdraw_absence.h"

#include "base/civil.h"
#include "store/absence_store.h"
#include "store/attendance_store.h"
#include "store/month_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, const struct caller *caller, const struct absence *absence)
{
    return tx_audit_of(tx, caller->account_id, "withdraw_absence", "absence", str_of(absence->public_id),
                       str_of(absence_word(absence->kind)));
}

static void announce(struct tx *tx, const struct attendance_child *child, const struct absence *absence)
{
    enum { ANNOUNCED_MAX = LANE_TX_CHANGES_MAX - 8 };
    int32_t today = civil_day_of_ms(tx->now_ms);
    int32_t n = 0;
    if (child->nursery_id != 0) {
        for (int32_t day = absence->from_day; day <= absence->to_day && n < ANNOUNCED_MAX; day++, n++) {
            tx_change(tx, CHANGE_ATTENDANCE, child->nursery_id, day);
        }
        if (absence->from_day <= today && today <= absence->to_day) {
            tx_change(tx, CHANGE_ROSTER, child->nursery_id, 0);
        }
    }
    tx_change(tx, CHANGE_HOUSEHOLD, child->household_id, 0);
}

enum err withdraw_absence(struct tx *tx, const struct caller *caller, void *arg)
{
    struct withdraw_absence *in = arg;
    struct attendance_child child;
    struct absence absence;
    enum err err = attendance_store_child(tx->db, in->child, caller->account_id, &child);
    err = err == OK ? absence_store_by_public_id(tx->db, in->absence, child.id, &absence) : err;
    err = err == OK ? month_store_closed(tx->db, child.nursery_id, absence.from_day, absence.to_day, &in->closed) : err;
    if (err != OK || in->closed) {
        return err;
    }
    err = absence_store_withdraw(tx->db, absence.id, tx->now_ms);
    if (err == ERR_CONFLICT) {
        return OK; /* withdrawn already */
    }
    err = err == OK ? audit(tx, caller, &absence) : err;
    if (err == OK) {
        announce(tx, &child, &absence);
    }
    return err;
}
