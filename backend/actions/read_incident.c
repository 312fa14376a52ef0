/* See read_incident.h. */
#include "actions/read_incident.h"

#include <assert.h>

#include "actions/sealed.h"
#include "base/civil.h"

#include "base/banned.h"

_Static_assert((int)INCIDENT_REPORT_BYTES_MAX <= (int)LANE_SCRATCH_BYTES, "a report is opened in the scratch memory");

/* A text that cannot be opened is empty: the rest of the record is still worth reading, and the nightly check finds the row. */
static struct str opened(struct tx *tx, const char *place, struct str public_id, struct str sealed)
{
    struct buf plain;
    buf_init(&plain, tx->scratch, INCIDENT_REPORT_BYTES_MAX);
    return sealed_open(tx->keys, place, public_id, sealed, &plain) == OK ? buf_view(&plain) : STR("");
}

static enum err take_head(void *arg, const struct incident_row *row)
{
    struct read_incident *in = arg;
    struct incident_rules rules;
    struct incident_row shown = *row;
    struct str note = STR("");
    enum err err = incident_store_rules(in->tx->db, in->incident.site_id, in->incident.course.day, &rules);
    if (err != OK) {
        return err;
    }
    if (in->staff) {
        note = opened(in->tx, INCIDENT_NOTE_PLACE, row->public_id, row->note);
    } else {
        shown.child = STR("");
        shown.name = STR("");
        shown.class_name = STR("");
        shown.by = STR("");
    }
    in->pen.head(in->pen.arg, &shown, &rules, note);
    return OK;
}

static enum err take_report(void *arg, const struct incident_report_row *row)
{
    struct read_incident *in = arg;
    struct incident_fields fields = {0};
    struct json_in json;
    enum err err = incident_detail_open(in->tx->keys, row, in->tx->scratch, &json, &fields);
    in->pen.report(in->pen.arg, row, &fields);
    if (err == OK) {
        json_drop(&json);
    }
    return OK;
}

static enum err take_telling(void *arg, const struct incident_telling_row *row)
{
    struct read_incident *in = arg;
    in->pen.telling(in->pen.arg, row, opened(in->tx, INCIDENT_TOLD_PLACE, row->public_id, row->text));
    return OK;
}

static enum err find(struct tx *tx, struct read_incident *in)
{
    enum err err = incident_store_staff(tx->db, in->id, in->caller->account_id, &in->incident);
    in->staff = err == OK;
    return err == ERR_NOT_FOUND ? incident_store_ward(tx->db, in->id, in->caller->account_id, &in->incident) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_incident *in = arg;
    in->tx = tx;
    in->now_ms = tx->now_ms;
    enum err err = find(tx, in);
    if (err != OK) {
        return err;
    }
    int64_t id = in->incident.id;
    err = tx_audit_of(tx, in->caller->account_id, "read_incident", "incident", in->id, STR(""));
    err = err == OK ? incident_store_one(tx->db, id, take_head, in) : err;
    if (err == OK && in->staff) {
        err = incident_store_judgements(tx->db, id, in->pen.judgement, in->pen.arg);
    }
    err = err == OK ? incident_store_reports(tx->db, id, in->staff, take_report, in) : err;
    err = err == OK && in->staff ? incident_store_tellings(tx->db, id, take_telling, in) : err;
    return err == OK ? incident_store_reminders(tx->db, id, in->pen.reminder, in->pen.arg) : err;
}

enum err read_incident(struct lane *lane, struct read_incident *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    assert(in->pen.head != NULL);
    return lane_do(lane, &job);
}

/* --- the family ---------------------------------------------------------------------------------------------------------- */

static enum err take_own(void *arg, const struct incident_telling_row *row)
{
    struct read_family_incidents *in = arg;
    in->telling(in->arg, row, opened(in->tx, INCIDENT_TOLD_PLACE, row->public_id, row->text));
    return OK;
}

static enum err run_family(struct tx *tx, void *arg)
{
    struct read_family_incidents *in = arg;
    int64_t child_id = 0;
    int32_t from_day = civil_day_of_ms(tx->now_ms) - READ_INCIDENT_FAMILY_DAYS;
    in->tx = tx;
    enum err err = incident_store_family_child(tx->db, in->child, in->caller->account_id, &child_id);
    err = err == OK ? tx_audit_of(tx, in->caller->account_id, "read_incidents", "child", in->child, STR("")) : err;
    return err == OK ? incident_store_for_family(tx->db, child_id, from_day, take_own, in) : err;
}

enum err read_family_incidents(struct lane *lane, struct read_family_incidents *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run_family, .arg = in};
    return lane_do(lane, &job);
}
