#include "actions/report_absence.h"

#include <assert.h>

#include "actions/absence_detail.h"
#include "actions/keep_return.h"
#include "base/civil.h"
#include "store/month_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, int64_t account_id, const struct report_absence *in)
{
    return tx_audit_of(tx, account_id, "report_absence", "absence", str_of(in->id), str_of(absence_word(in->kind)));
}

/* Tells whoever looks at the days; the far end of a long report is not on anybody's board yet. */
static void announce(struct tx *tx, const struct attendance_child *child, const struct report_absence *in)
{
    enum { ANNOUNCED_MAX = LANE_TX_CHANGES_MAX - 8 };
    int32_t today = civil_day_of_ms(tx->now_ms);
    int32_t n = 0;
    if (child->nursery_id != 0) {
        for (int32_t day = in->from_day; day <= in->to_day && n < ANNOUNCED_MAX; day++, n++) {
            tx_change(tx, CHANGE_ATTENDANCE, child->nursery_id, day);
        }
        if (in->from_day <= today && today <= in->to_day) {
            tx_change(tx, CHANGE_ROSTER, child->nursery_id, 0);
        }
    }
    tx_change(tx, CHANGE_HOUSEHOLD, child->household_id, 0);
}

static enum err judge(struct tx *tx, const struct attendance_child *child, struct report_absence *in)
{
    bool closed = false;
    enum err err = month_store_closed(tx->db, child->nursery_id, in->from_day, in->to_day, &closed);
    bool past = !child->as_staff && in->from_day < civil_day_of_ms(tx->now_ms);
    in->outcome = past ? REPORT_PAST : closed ? REPORT_CLOSED : REPORT_DONE;
    return err;
}

enum err report_absence_put(struct tx *tx, int64_t account_id, const struct attendance_child *child,
                            struct report_absence *in, int64_t *ret_id)
{
    struct absence absence = {
        .child_id = child->id,
        .from_day = in->from_day,
        .to_day = in->to_day,
        .kind = in->kind,
        .expected_ms = in->expected_ms,
        .account_id = account_id,
        .created_ms = tx->now_ms,
    };
    secret_public_id(tx->now_ms, absence.public_id);
    enum err err = str_copy(str_of(absence.public_id), in->id, sizeof in->id);
    assert(err == OK);
    err = absence_detail_seal(tx->keys, in->reason, in->diagnosis, &absence);
    err = err == OK ? absence_store_insert(tx->db, &absence) : err;
    *ret_id = absence.id;
    bool begins = absence_is_whole_day(in->kind) && !in->goes_on;
    err = err == OK && begins ? begin_return(tx, &absence, in->diagnosis, in->onset_day) : err;
    err = err == OK ? audit(tx, account_id, in) : err;
    if (err == OK) {
        announce(tx, child, in);
    }
    return err;
}

enum err report_absence(struct tx *tx, const struct caller *caller, void *arg)
{
    struct report_absence *in = arg;
    struct attendance_child child;
    int64_t id = 0;
    assert(in->to_day - in->from_day < REPORT_ABSENCE_DAYS_MAX);
    enum err err = attendance_store_child(tx->db, in->child, caller->account_id, &child);
    if (err != OK) {
        return err;
    }
    err = judge(tx, &child, in);
    if (err != OK || in->outcome != REPORT_DONE) {
        return err;
    }
    return report_absence_put(tx, caller->account_id, &child, in, &id);
}
