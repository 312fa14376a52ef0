/* See read_readings.h. */
#include "actions/read_readings.h"

#include "store/attendance_store.h"

#include "base/banned.h"

enum { KEPT_DAYS = 400 };

static enum err run(struct tx *tx, void *arg)
{
    struct read_readings *in = arg;
    struct attendance_child child;
    enum err err = attendance_store_child(tx->db, in->child, in->caller->account_id, &child);
    err = err == OK && (child.as_staff || child.hidden) ? ERR_NOT_FOUND : err;
    if (err != OK) {
        return err;
    }
    err = reading_each(tx->db, child.id, tx->now_ms - (int64_t)KEPT_DAYS * 86400000, in->take, in->arg);
    return err == OK
               ? tx_audit_of(tx, in->caller->account_id, "read_readings", "child", str_of(child.public_id), STR(""))
               : err;
}

enum err read_readings(struct lane *lane, struct read_readings *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
