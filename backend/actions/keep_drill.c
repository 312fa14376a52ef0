/* See keep_drill.h. */
#include "actions/keep_drill.h"

#include "base/civil.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum err keep_drill(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_drill *in = arg;
    int32_t today = civil_day_of_ms(tx->now_ms);
    int64_t site_id = 0;
    int32_t first = in->drill.held ? today - KEEP_DRILL_BACK_DAYS : today;
    int32_t last = in->drill.held ? today : today + KEEP_DRILL_AHEAD_DAYS;
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &site_id);
    in->wrong_day = err == OK && (in->drill.day < first || in->drill.day > last);
    if (err != OK || in->wrong_day) {
        return err;
    }
    secret_public_id(tx->now_ms, in->public_id);
    err = drill_store_add(tx->db, site_id, &in->drill, in->public_id, caller->account_id, tx->now_ms);
    tx_change(tx, CHANGE_ALARM, site_id, today);
    return err == OK ? tx_audit_of(tx, caller->account_id, "keep_drill", "nursery", in->site,
                                   in->drill.held ? STR("held") : STR("planned"))
                     : err;
}
