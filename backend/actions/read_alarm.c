/* See read_alarm.h. */
#include "actions/read_alarm.h"

#include <assert.h>

#include "actions/family_numbers.h"
#include "store/child_store.h"

#include "base/banned.h"

static void take_head(void *arg, const struct alarm_shown *shown)
{
    struct read_alarm *in = arg;
    enum err err = alarm_detail_open(in->tx->keys, ALARM_NOTE_PLACE, shown->public_id, shown->note, &in->detail);
    in->pen.head(in->pen.arg, shown, err == OK ? in->detail.note : "");
}

static enum err take_attempt(void *arg, const struct alarm_attempt *attempt)
{
    struct read_alarm *in = arg;
    enum err err = alarm_detail_open(in->tx->keys, ALARM_ATTEMPT_PLACE, attempt->public_id, attempt->detail,
                                     &in->detail);
    in->pen.attempt(in->pen.arg, attempt, err == OK ? &in->detail : NULL);
    return OK;
}

static enum err write_numbers(struct tx *tx, struct read_alarm *in, const struct alarm *alarm)
{
    struct child child;
    if (alarm->child_id == 0) {
        return OK;
    }
    enum err err = child_by_id(tx->db, alarm->child_id, &child);
    return err == OK ? family_numbers(tx, child.id, child.household_id, in->pen.number, in->pen.arg) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_alarm *in = arg;
    struct alarm alarm;
    in->tx = tx;
    enum err err = alarm_store_staff(tx->db, in->id, in->caller->account_id, &alarm);
    if (err != OK) {
        return err;
    }
    err = tx_audit_of(tx, in->caller->account_id, "read_alarm", "alarm", str_of(alarm.public_id), STR(""));
    err = err == OK ? alarm_store_one(tx->db, alarm.id, take_head, in) : err;
    err = err == OK ? write_numbers(tx, in, &alarm) : err;
    err = err == OK ? alarm_store_attempts(tx->db, alarm.id, take_attempt, in) : err;
    if (err == OK && alarm.kind == ALARM_ROLL_CALL && alarm.state == ALARM_OPEN) {
        err = alarm_store_to_call(tx->db, &alarm, in->pen.name, in->pen.arg);
    }
    return err;
}

enum err read_alarm(struct lane *lane, struct read_alarm *in)
{
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run, .arg = in};
    assert(in->pen.head != NULL);
    return lane_do(lane, &job);
}
