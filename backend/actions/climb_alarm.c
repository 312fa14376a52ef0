/* See climb_alarm.h. */
#include "actions/climb_alarm.h"

#include <assert.h>

#include "base/civil.h"
#include "core/hidden.h"
#include "store/agenda_store.h"
#include "store/child_store.h"
#include "store/message_store.h"
#include "store/push_store.h"

#include "base/banned.h"

void climb_alarm_tell(struct tx *tx, const struct alarm *alarm)
{
    tx_change(tx, CHANGE_ALARM, alarm->site_id, alarm->day);
}

static enum err note_attempt(struct tx *tx, const struct alarm *alarm, struct alarm_attempt_new *new)
{
    new->alarm_id = alarm->id;
    new->now_ms = tx->now_ms;
    secret_public_id(tx->now_ms, new->public_id);
    return alarm_store_attempt(tx->db, new);
}

/* One mail to one address, and the attempt that names it; what becomes of it the outbox knows. */
static enum err mail_one(struct tx *tx, const struct alarm *alarm, const struct message_contact *contact)
{
    struct message_new message = {
        .contact_id = contact->id,
        .kind = MESSAGE_MISSING,
        .language = str_of(contact->language),
        .alarm_id = alarm->id,
        .not_before_ms = tx->now_ms,
        .ends_ms = civil_ms_at(alarm->day + 1, 0),
        .now_ms = tx->now_ms,
    };
    enum err err = message_add(tx->db, &message);
    struct alarm_attempt_new attempt = {.step = ALARM_STEP_GUARDIANS,
                                        .channel = ALARM_BY_MAIL,
                                        .result = ALARM_RESULT_QUEUED,
                                        .message_id = db_inserted(tx->db)};
    return err == OK ? note_attempt(tx, alarm, &attempt) : err;
}

/* Every address of the household that may know, and the household's open pages. */
static enum err tell_guardians(struct tx *tx, const struct alarm *alarm)
{
    struct message_contact contacts[MESSAGE_CONTACTS_MAX];
    struct child child;
    size_t n = 0;
    enum err err = child_by_id(tx->db, alarm->child_id, &child);
    const struct message_reach reach = {
        .household_id = child.household_id, .child_id = alarm->child_id, .hides = HIDDEN_TIMES};
    err = err == OK ? message_contacts(tx->db, &reach, contacts, &n) : err;
    for (size_t i = 0; err == OK && i < n; i++) {
        err = mail_one(tx, alarm, &contacts[i]);
    }
    const struct push_new push = {push_kind_of(MESSAGE_MISSING), tx->now_ms, civil_ms_at(alarm->day + 1, 0),
                                  tx->now_ms};
    err = err == OK ? push_tell_household(tx->db, &push, child.household_id, alarm->child_id, reach.hides) : err;
    if (err == OK && n == 0) {
        struct alarm_attempt_new none = {
            .step = ALARM_STEP_GUARDIANS, .channel = ALARM_BY_MAIL, .result = ALARM_RESULT_NO_ADDRESS};
        err = note_attempt(tx, alarm, &none);
    }
    if (err == OK) {
        tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, alarm->day);
    }
    return err;
}

static enum err take_step(struct tx *tx, const struct alarm *alarm, enum alarm_step step)
{
    struct alarm_attempt_new shown = {.step = step, .channel = ALARM_BY_PAGE, .result = ALARM_RESULT_SHOWN};
    enum err err = step == ALARM_STEP_GUARDIANS ? tell_guardians(tx, alarm) : OK;
    return err == OK ? note_attempt(tx, alarm, &shown) : err;
}

static enum err plan_next(struct tx *tx, const struct alarm *alarm, int64_t at_ms)
{
    struct agenda agenda = {
        .at_ms = at_ms, .kind = AGENDA_ALARM, .site_id = alarm->site_id, .day = alarm->day, .subject = alarm->id};
    return at_ms == INT64_MAX ? OK : agenda_add(tx->db, &agenda);
}

enum err climb_alarm(struct tx *tx, struct alarm *alarm)
{
    struct alarm_rules rules;
    if (alarm->state != ALARM_OPEN) {
        return OK;
    }
    enum err err = alarm_store_rules(tx->db, alarm->site_id, alarm->day, &rules);
    bool changed = err == OK && alarm_mend(&rules, alarm->kind, tx->now_ms, &alarm->climb);
    int64_t next_ms = err == OK ? alarm_next_ms(&rules, alarm->kind, &alarm->climb) : INT64_MAX;
    while (err == OK && next_ms <= tx->now_ms) {
        alarm->climb.step = alarm_step_after(alarm->kind, alarm->climb.step);
        alarm->climb.stepped_ms = tx->now_ms;
        changed = true;
        err = take_step(tx, alarm, alarm->climb.step);
        next_ms = alarm_next_ms(&rules, alarm->kind, &alarm->climb);
    }
    if (err == OK && changed) {
        err = alarm_store_climb(tx->db, alarm->id, &alarm->climb);
        climb_alarm_tell(tx, alarm);
    }
    return err == OK ? plan_next(tx, alarm, next_ms) : err;
}

enum err climb_alarm_due(struct tx *tx, int64_t alarm_id)
{
    struct alarm alarm;
    enum err err = alarm_store_get(tx->db, alarm_id, &alarm);
    return err == OK ? climb_alarm(tx, &alarm) : err;
}
