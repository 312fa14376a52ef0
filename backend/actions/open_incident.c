/* See open_incident.h. */
#include "actions/open_incident.h"

#include "actions/remind_incident.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/nap_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, const struct incident *incident)
{
    return tx_audit_of(tx, caller->account_id, action, "incident", str_of(incident->public_id),
                       str_of(incident_outcome_words[incident->harm.outcome - 1]));
}

/* Who it was; in->outcome says what is wrong. */
static enum err find_child(struct tx *tx, struct open_incident *in)
{
    struct nap_candidate child;
    if (in->child.n == 0) {
        in->outcome = in->harm.outcome == INCIDENT_NEAR_MISS ? OPEN_INCIDENT_DONE : OPEN_INCIDENT_NO_CHILD;
        return OK;
    }
    enum err err = nap_store_candidate(tx->db, in->child, in->incident.site_id, in->incident.course.day, &child);
    in->outcome = err == ERR_NOT_FOUND ? OPEN_INCIDENT_UNKNOWN : OPEN_INCIDENT_DONE;
    in->incident.child_id = err == OK ? child.child_id : 0;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err store(struct tx *tx, const struct caller *caller, struct open_incident *in)
{
    unsigned char sealed[INCIDENT_TEXT_BYTES_MAX];
    struct incident_new new = {.happened_ms = in->happened_ms,
                               .place = in->place,
                               .activity = in->activity,
                               .note = {(const char *)sealed, in->note.n + SECRET_SEAL_OVERHEAD},
                               .account_id = caller->account_id,
                               .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, in->incident.public_id);
    sealed_close(tx->keys, INCIDENT_NOTE_PLACE, in->incident.public_id, in->note, sealed);
    enum err err = incident_store_add(tx->db, &in->incident, &new);
    err = err == OK ? remind_incident(tx, &in->incident) : err;
    remind_incident_tell(tx, &in->incident);
    return err == OK ? audit(tx, caller, "open_incident", &in->incident) : err;
}

enum err open_incident(struct tx *tx, const struct caller *caller, void *arg)
{
    struct open_incident *in = arg;
    struct incident_rules rules;
    int32_t day = civil_day_of_ms(in->happened_ms);
    in->incident = (struct incident){.harm = in->harm, .course = {.day = day}};
    if (in->happened_ms > tx->now_ms || day < civil_day_of_ms(tx->now_ms) - OPEN_INCIDENT_BACK_DAYS) {
        in->outcome = OPEN_INCIDENT_WRONG_TIME;
        return OK;
    }
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &in->incident.site_id);
    err = err == OK ? find_child(tx, in) : err;
    if (err != OK || in->outcome != OPEN_INCIDENT_DONE) {
        return err;
    }
    err = incident_store_rules(tx->db, in->incident.site_id, day, &rules);
    if (err == OK && incident_is_serious(&rules, &in->harm)) {
        in->incident.course.known_day = day;
        in->incident.course.known_ms = tx->now_ms;
    }
    return err == OK ? store(tx, caller, in) : err;
}

enum err judge_incident(struct tx *tx, const struct caller *caller, void *arg)
{
    struct judge_incident *in = arg;
    struct incident_rules rules;
    struct incident_course *course = &in->incident.course;
    enum err err = incident_store_staff(tx->db, in->id, caller->account_id, &in->incident);
    in->no_child = err == OK && in->incident.child_id == 0 && in->harm.outcome != INCIDENT_NEAR_MISS;
    err = err == OK && !in->no_child ? incident_store_rules(tx->db, in->incident.site_id, course->day, &rules) : err;
    if (err != OK || in->no_child) {
        return err;
    }
    bool serious = incident_is_serious(&rules, &in->harm);
    bool sent = course->sent_ms[INCIDENT_FIRST] != 0;
    if (serious && course->known_day == 0) {
        course->known_day = civil_day_of_ms(tx->now_ms);
        course->known_ms = tx->now_ms;
    } else if (!serious && !sent) {
        course->known_day = 0; /* what was reported stays reported */
        course->known_ms = 0;
    }
    in->incident.harm = in->harm;
    err = incident_store_judge(tx->db, &in->incident, caller->account_id, tx->now_ms);
    err = err == OK ? remind_incident(tx, &in->incident) : err;
    remind_incident_tell(tx, &in->incident);
    return err == OK ? audit(tx, caller, "judge_incident", &in->incident) : err;
}
