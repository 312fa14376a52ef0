/* See remind_incident.h. */
#include "actions/remind_incident.h"

#include "base/civil.h"
#include "store/agenda_store.h"

#include "base/banned.h"

void remind_incident_tell(struct tx *tx, const struct incident *incident)
{
    tx_change(tx, CHANGE_ALARM, incident->site_id, civil_day_of_ms(tx->now_ms));
}

/* Several may have passed while nobody looked: of each stage the latest is written down. */
static struct incident_reminder pass(const struct tx *tx, const struct incident_rules *rules,
                                     const struct incident *incident, int64_t last_ms,
                                     struct incident_reminder due[INCIDENT_STAGES + 1])
{
    struct incident_reminder next = incident_next_reminder(rules, &incident->course, last_ms);
    while (next.at_ms <= tx->now_ms) {
        due[next.stage] = next;
        next = incident_next_reminder(rules, &incident->course, next.at_ms);
    }
    return next;
}

static enum err plan(struct tx *tx, const struct incident *incident, int64_t at_ms)
{
    struct agenda agenda = {.at_ms = at_ms,
                            .kind = AGENDA_INCIDENT,
                            .site_id = incident->site_id,
                            .day = incident->course.day,
                            .subject = incident->id};
    return at_ms == INT64_MAX ? OK : agenda_add(tx->db, &agenda);
}

enum err remind_incident(struct tx *tx, const struct incident *incident)
{
    struct incident_rules rules;
    struct incident_reminder due[INCIDENT_STAGES + 1] = {0};
    struct incident_reminder next = {.at_ms = INT64_MAX};
    int64_t last_ms = 0;
    enum err err = incident_store_rules(tx->db, incident->site_id, incident->course.day, &rules);
    err = err == OK ? incident_store_reminded(tx->db, incident->id, &last_ms) : err;
    if (err == OK) {
        next = pass(tx, &rules, incident, last_ms, due);
    }
    for (int stage = INCIDENT_FIRST; err == OK && stage <= INCIDENT_STAGES; stage++) {
        if (due[stage].at_ms != 0) {
            err = incident_store_remind(tx->db, incident->id, &due[stage], tx->now_ms);
            remind_incident_tell(tx, incident);
        }
    }
    return err == OK ? plan(tx, incident, next.at_ms) : err;
}

enum err remind_incident_due(struct tx *tx, int64_t incident_id)
{
    struct incident incident;
    enum err err = incident_store_get(tx->db, incident_id, &incident);
    return err == OK ? remind_incident(tx, &incident) : err;
}
