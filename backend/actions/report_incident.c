/* See report_incident.h. */
#include "actions/report_incident.h"

#include "actions/remind_incident.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "store/child_store.h"

#include "base/banned.h"

_Static_assert(2 * (int)INCIDENT_REPORT_BYTES_MAX <= (int)LANE_SCRATCH_BYTES,
               "a report fits into the scratch memory twice");

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, const struct incident *incident,
                      const char *word)
{
    return tx_audit_of(tx, caller->account_id, action, "incident", str_of(incident->public_id), str_of(word));
}

/* --- a version ----------------------------------------------------------------------------------------------------------- */

static enum err write_version(struct tx *tx, const struct caller *caller, const struct incident *incident,
                              const struct report_incident *in)
{
    struct incident_report_new new = {.incident_id = incident->id,
                                      .stage = in->stage,
                                      .version = in->now_version,
                                      .children = in->children,
                                      .staff = in->staff,
                                      .filled = incident_detail_filled(&in->fields),
                                      .account_id = caller->account_id,
                                      .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, new.public_id);
    enum err err = incident_detail_close(tx->keys, new.public_id, &in->fields, tx->scratch, &new.detail);
    err = err == OK ? incident_store_report(tx->db, &new) : err;
    remind_incident_tell(tx, incident);
    return err == OK ? audit(tx, caller, "report_incident", incident, incident_stage_words[in->stage - 1]) : err;
}

enum err report_incident(struct tx *tx, const struct caller *caller, void *arg)
{
    struct report_incident *in = arg;
    struct incident incident;
    struct incident_last last;
    enum err err = incident_store_staff(tx->db, in->id, caller->account_id, &incident);
    err = err == OK ? incident_store_last(tx->db, incident.id, in->stage, &last) : err;
    if (err != OK) {
        return err;
    }
    in->now_version = last.version + 1;
    if (incident.course.known_day == 0) {
        in->outcome = REPORT_INCIDENT_NOT_ASKED;
        return OK;
    }
    if (in->version != last.version) {
        in->outcome = REPORT_INCIDENT_CHANGED;
        return OK;
    }
    in->outcome = REPORT_INCIDENT_DONE;
    return write_version(tx, caller, &incident, in);
}

/* --- handing in ---------------------------------------------------------------------------------------------------------- */

static enum report_incident_outcome judge(const struct incident *incident, const struct incident_last *last,
                                          struct send_incident *in)
{
    if (incident->course.known_day == 0) {
        return REPORT_INCIDENT_NOT_ASKED;
    }
    if (in->stage != INCIDENT_FIRST && incident->course.sent_ms[in->stage - 1] == 0) {
        return REPORT_INCIDENT_BEFORE;
    }
    if (last->id == 0 || last->sent) {
        return REPORT_INCIDENT_NOTHING;
    }
    in->missing = incident_missing_field(in->stage, last->filled);
    return in->missing == INCIDENT_FIELDS ? REPORT_INCIDENT_DONE : REPORT_INCIDENT_MISSING;
}

enum err send_incident(struct tx *tx, const struct caller *caller, void *arg)
{
    struct send_incident *in = arg;
    struct incident incident;
    struct incident_last last;
    bool head = false;
    enum err err = incident_store_staff(tx->db, in->id, caller->account_id, &incident);
    err = err == OK ? incident_store_is_head(tx->db, &incident, caller->account_id, &head) : err;
    err = err == OK && !head ? ERR_DENIED : err;
    err = err == OK ? incident_store_last(tx->db, incident.id, in->stage, &last) : err;
    if (err != OK) {
        return err;
    }
    in->outcome = judge(&incident, &last, in);
    if (in->outcome != REPORT_INCIDENT_DONE) {
        return OK;
    }
    in->at_ms = tx->now_ms;
    err = incident_store_send(tx->db, incident.id, in->stage, last.id, caller->account_id, tx->now_ms);
    remind_incident_tell(tx, &incident);
    return err == OK ? audit(tx, caller, "send_incident", &incident, incident_stage_words[in->stage - 1]) : err;
}

/* --- the family ---------------------------------------------------------------------------------------------------------- */

static enum err write_telling(struct tx *tx, const struct caller *caller, const struct incident *incident,
                              const struct tell_incident *in)
{
    unsigned char sealed[INCIDENT_TEXT_BYTES_MAX];
    struct child child;
    struct incident_telling_new new = {.incident_id = incident->id,
                                       .how = in->how,
                                       .text = {(const char *)sealed, in->text.n + SECRET_SEAL_OVERHEAD},
                                       .account_id = caller->account_id,
                                       .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, INCIDENT_TOLD_PLACE, new.public_id, in->text, sealed);
    enum err err = child_by_id(tx->db, incident->child_id, &child);
    err = err == OK ? incident_store_tell(tx->db, &new) : err;
    if (err != OK) {
        return err;
    }
    remind_incident_tell(tx, incident);
    tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, civil_day_of_ms(tx->now_ms));
    return audit(tx, caller, "tell_incident", incident, incident_told_words[in->how - 1]);
}

enum err tell_incident(struct tx *tx, const struct caller *caller, void *arg)
{
    struct tell_incident *in = arg;
    struct incident incident;
    enum err err = incident_store_staff(tx->db, in->id, caller->account_id, &incident);
    in->nobody = err == OK && incident.child_id == 0;
    if (err != OK || in->nobody) {
        return err;
    }
    in->at_ms = tx->now_ms;
    err = incident_store_names_other(tx->db, &incident, in->text, &in->names_others);
    return err == OK && !in->names_others ? write_telling(tx, caller, &incident, in) : err;
}
