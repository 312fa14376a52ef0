/* See close_alarm.h. */
#include "actions/close_alarm.h"

#include <assert.h>

#include "actions/climb_alarm.h"
#include "base/civil.h"
#include "store/attendance_store.h"

#include "base/banned.h"

static enum err audit_alarm(struct tx *tx, const struct caller *caller, const char *action, const struct alarm *alarm,
                            const char *word)
{
    return tx_audit_of(tx, caller->account_id, action, "alarm", str_of(alarm->public_id), str_of(word));
}

/* --- the end ----------------------------------------------------------------------------------------------------------- */

static enum close_alarm_outcome judge(const struct close_alarm *in, int64_t now_ms)
{
    bool on_the_way = in->whereabouts == ALARM_ON_THE_WAY;
    if (in->alarm.state != ALARM_OPEN) {
        return CLOSE_ALARM_OVER;
    }
    if (in->version != 0 && in->version != in->alarm.version) {
        return CLOSE_ALARM_CHANGED;
    }
    if (!alarm_may_close(in->alarm.kind, in->whereabouts)) {
        return CLOSE_ALARM_NOT_SO;
    }
    if (alarm_needs_note(in->whereabouts) && in->note.n == 0) {
        return CLOSE_ALARM_NOTE;
    }
    bool fits = in->expected_ms > now_ms && in->expected_ms < civil_ms_at(in->alarm.day + 1, 0);
    return (on_the_way ? fits : in->expected_ms == 0) ? CLOSE_ALARM_DONE : CLOSE_ALARM_WRONG_TIME;
}

enum err close_alarm(struct tx *tx, const struct caller *caller, void *arg)
{
    struct close_alarm *in = arg;
    unsigned char sealed[ALARM_DETAIL_BYTES_MAX];
    struct alarm_detail detail = {.note = in->note};
    struct alarm_ending ending = {.state = ALARM_CLOSED,
                                  .account_id = caller->account_id,
                                  .whereabouts = in->whereabouts,
                                  .again_ms = in->expected_ms,
                                  .now_ms = tx->now_ms};
    enum err err = alarm_store_staff(tx->db, in->id, caller->account_id, &in->alarm);
    if (err != OK) {
        return err;
    }
    in->outcome = judge(in, tx->now_ms);
    if (in->outcome != CLOSE_ALARM_DONE) {
        return OK;
    }
    err = alarm_detail_close(tx->keys, ALARM_NOTE_PLACE, in->alarm.public_id, &detail, sealed, &ending.note);
    err = err == OK ? alarm_store_end(tx->db, in->alarm.id, &ending) : err;
    err = err == OK ? alarm_store_get(tx->db, in->alarm.id, &in->alarm) : err;
    if (err != OK) {
        return err;
    }
    climb_alarm_tell(tx, &in->alarm);
    return audit_alarm(tx, caller, "close_alarm", &in->alarm, alarm_where_words[in->whereabouts - 1]);
}

/* --- attempts ---------------------------------------------------------------------------------------------------------- */

enum err attempt_alarm(struct tx *tx, const struct caller *caller, void *arg)
{
    struct attempt_alarm *in = arg;
    struct alarm alarm;
    unsigned char sealed[ALARM_DETAIL_BYTES_MAX];
    struct alarm_attempt_new new = {
        .channel = in->channel, .result = in->result, .account_id = caller->account_id, .now_ms = tx->now_ms};
    assert(alarm_person_may(in->channel, in->result));
    enum err err = alarm_store_staff(tx->db, in->id, caller->account_id, &alarm);
    in->over = err == OK && alarm.state != ALARM_OPEN;
    if (err != OK || in->over) {
        return err;
    }
    new.alarm_id = alarm.id;
    secret_public_id(tx->now_ms, new.public_id);
    err = alarm_detail_close(tx->keys, ALARM_ATTEMPT_PLACE, new.public_id, &in->detail, sealed, &new.detail);
    err = err == OK ? alarm_store_attempt(tx->db, &new) : err;
    err = err == OK ? str_copy(str_of(new.public_id), in->attempt, sizeof in->attempt) : err;
    if (err != OK) {
        return err;
    }
    in->at_ms = tx->now_ms;
    climb_alarm_tell(tx, &alarm);
    return audit_alarm(tx, caller, "attempt_alarm", &alarm, alarm_result_words[in->result - 1]);
}

/* --- the roll ---------------------------------------------------------------------------------------------------------- */

/* All of them are known before the first is written down. */
static enum err find_names(struct tx *tx, struct call_roll *in)
{
    for (size_t i = 0; i < in->names_n; i++) {
        enum err err = alarm_store_child(tx->db, &in->alarm, in->names[i].child, &in->names[i].child_id);
        if (err == ERR_NOT_FOUND) {
            in->unknown = i + 1;
            return OK;
        }
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

static enum err call_names(struct tx *tx, const struct caller *caller, const struct call_roll *in)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < in->names_n; i++) {
        err = alarm_store_call(tx->db, &in->alarm, in->names[i].child_id, in->names[i].present, caller->account_id,
                               tx->now_ms);
    }
    return err;
}

struct counting {
    bool closing; /* those who are inside are in question; else those who are not */
    size_t missing;
};

static void count_missing(void *arg, const struct alarm_called *called)
{
    struct counting *counting = arg;
    counting->missing += called->here == counting->closing && called->said == ALARM_SAID_NOTHING ? 1 : 0;
}

static enum err finish(struct tx *tx, const struct caller *caller, struct call_roll *in)
{
    struct attendance_rules rules;
    struct counting counting = {.missing = 0};
    struct alarm_ending ending = {.state = ALARM_CLOSED,
                                  .account_id = caller->account_id,
                                  .whereabouts = ALARM_ROLL_CALLED,
                                  .now_ms = tx->now_ms};
    enum err err = attendance_store_rules(tx->db, in->alarm.site_id, in->alarm.day, &rules);
    counting.closing = err == OK && in->alarm.opened_ms >= rules.policy.closing_ms;
    err = err == OK ? alarm_store_to_call(tx->db, &in->alarm, count_missing, &counting) : err;
    in->missing = counting.missing;
    if (err == OK && counting.missing == 0) {
        err = alarm_store_end(tx->db, in->alarm.id, &ending);
    }
    return err == OK ? alarm_store_get(tx->db, in->alarm.id, &in->alarm) : err;
}

enum err call_roll(struct tx *tx, const struct caller *caller, void *arg)
{
    struct call_roll *in = arg;
    enum err err = alarm_store_staff(tx->db, in->id, caller->account_id, &in->alarm);
    if (err != OK) {
        return err;
    }
    in->not_a_one = in->alarm.kind != ALARM_ROLL_CALL;
    in->over = in->alarm.state != ALARM_OPEN;
    err = in->not_a_one || in->over ? OK : find_names(tx, in);
    if (err != OK || in->not_a_one || in->over || in->unknown != 0) {
        return err;
    }
    err = call_names(tx, caller, in);
    err = err == OK ? finish(tx, caller, in) : err;
    if (err != OK) {
        return err;
    }
    climb_alarm_tell(tx, &in->alarm);
    return audit_alarm(tx, caller, "call_roll", &in->alarm, in->missing == 0 ? "complete" : "in part");
}
