/* See read_registration.h. */
#include "actions/read_registration.h"

#include "actions/registration_rules.h"
#include "base/civil.h"

#include "base/banned.h"

static void take_step(void *arg, const struct registration_event *event)
{
    struct read_registration *in = arg;
    struct read_registration_step *step = &in->steps[in->steps_n++];
    step->event = *event;
    step->event.reason = STR("");
    enum err err = registration_reason_open(in->keys, in->row.public_id, event, step->reason);
    in->err = in->err == OK ? err : in->err;
}

static enum err open_all(struct tx *tx, struct read_registration *in)
{
    struct registration_scope scope;
    int64_t whose = registration_sheet_whose(in->row.family ? in->row.hides : 0, in->caller->account_id);
    enum err err = registration_audit(tx, in->caller->account_id, "read_registration", in->row.public_id, "");
    err = err == OK ? registration_sheets_open(tx, &in->row, whose, &in->sheets) : err;
    err = err == OK ? registration_history(tx->db, in->row.id, READ_REGISTRATION_STEPS_MAX, take_step, in) : err;
    err = err == OK ? in->err : err;
    err = err == OK ? registration_scope_of(tx->db, in->row.site_id, in->today, &scope) : err;
    if (err == OK) {
        in->rule = scope.policy->registration;
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_registration *in = arg;
    in->keys = tx->keys;
    in->steps_n = 0;
    in->err = OK;
    in->today = civil_day_of_ms(tx->now_ms);
    enum err err = registration_row(tx->db, in->caller->account_id, in->id, in->today, &in->row);
    return err == OK ? open_all(tx, in) : err;
}

enum err read_registration(struct lane *lane, struct read_registration *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
