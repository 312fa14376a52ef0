#include "actions/read_absences.h"

#include <assert.h>

#include "store/absence_store.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { LOOKED_AT_MAX = 400 };

static enum err take(void *arg, const struct absence *absence)
{
    struct read_absences *in = arg;
    if (in->list_n == READ_ABSENCES_MAX || absence->from_day > in->to_day || absence->to_day < in->from_day) {
        return OK;
    }
    struct read_absence *row = &in->list[in->list_n];
    *row = (struct read_absence){
        .from_day = absence->from_day,
        .to_day = absence->to_day,
        .kind = absence->kind,
        .expected_ms = absence->expected_ms,
        .withdrawn = absence->withdrawn_ms != 0,
        .booked = absence->booked,
    };
    enum err err = str_copy(str_of(absence->public_id), row->id, sizeof row->id);
    assert(err == OK);
    err = absence_detail_open(in->keys, absence, row->reason, row->diagnosis);
    if (err == OK) {
        in->list_n++;
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_absences *in = arg;
    struct attendance_child child;
    enum err err = attendance_store_child(tx->db, in->child, in->caller->account_id, &child);
    if (err != OK) {
        return err;
    }
    in->keys = tx->keys;
    in->list_n = 0;
    err = tx_audit_of(tx, in->caller->account_id, "read_absences", "child", str_of(child.public_id), STR(""));
    return err == OK && !child.hidden ? absence_store_each(tx->db, child.id, LOOKED_AT_MAX, take, in) : err;
}

enum err read_absences(struct lane *lane, struct read_absences *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
