/* See decide_registration.h. */
#include "actions/decide_registration.h"

#include <string.h>

#include "actions/registration_rules.h"
#include "actions/registration_sheets.h"
#include "actions/tell_family.h"
#include "base/civil.h"

#include "base/banned.h"

/* 0: the family is not told. */
static enum message_kind told_as(enum registration_step step)
{
    static const enum message_kind kinds[REGISTRATION_STEP_LAST + 1] = {
        [STEP_APPROVED] = MESSAGE_REGISTERED,
        [STEP_RENEWED] = MESSAGE_REGISTERED,
        [STEP_LIFTED] = MESSAGE_REGISTERED,
        [STEP_RETURNED] = MESSAGE_RETURNED,
        [STEP_RENEWAL_RETURNED] = MESSAGE_RETURNED,
        [STEP_REFUSED] = MESSAGE_NOT_REGISTERED,
        [STEP_RENEWAL_REFUSED] = MESSAGE_NOT_REGISTERED,
        [STEP_SUSPENDED] = MESSAGE_SUSPENDED,
    };
    return kinds[step];
}

/* R-REG-05, R-REG-06: its number, and how long it holds from now on. */
static enum err approve(struct tx *tx, struct registration_row *row, const struct policy_registration *rule,
                        bool renewed)
{
    int32_t today = civil_day_of_ms(tx->now_ms);
    row->approved_day = today;
    row->life.valid_to_day = registration_valid_to(rule->renewal, today, renewed ? row->life.valid_to_day : 0);
    row->life.suspended_to_day = 0;
    if (row->serial != 0) {
        return OK;
    }
    enum err err = registration_next_serial(tx->db, row->site_id, &row->serial);
    if (err == OK) {
        registration_number(row->serial, row->site_id, row->number);
    }
    return err;
}

static enum err apply(struct tx *tx, const struct decide_registration *ask, struct registration_row *row,
                      const struct policy *policy, enum registration_step step)
{
    row->renewal_ms = 0;
    switch (ask->decision) {
    case REGISTRATION_APPROVE:
        return approve(tx, row, &policy->registration, step == STEP_RENEWED);
    case REGISTRATION_SUSPEND:
        row->life.suspended_to_day = ask->until_day;
        return OK;
    case REGISTRATION_LIFT:
        row->life.suspended_to_day = 0;
        return OK;
    case REGISTRATION_RETURN:
    case REGISTRATION_REFUSE:
        break;
    }
    return OK;
}

static enum err tell(struct tx *tx, const struct registration_row *row, enum registration_step step,
                     const struct policy *policy)
{
    struct telling telling = {.household_id = row->household_id, .kind = told_as(step), .quiet = &policy->waiting};
    return telling.kind == 0 ? OK : tell_family(tx, &telling);
}

static enum err write(struct tx *tx, const struct caller *caller, const struct decide_registration *ask,
                      struct registration_row *row, enum registration_step step)
{
    const struct registration_happened happened = {.from = row->life.state,
                                                   .step = step,
                                                   .account_id = caller->account_id,
                                                   .reason = registration_reason_seal(tx, row, step, ask->reason),
                                                   .now_ms = tx->now_ms};
    row->life.state = ask->state;
    enum err err = registration_change(tx->db, row, &happened);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, 0);
    return err == OK ? registration_audit(tx, caller->account_id, "decide_registration", row->public_id,
                                          registration_step_word(step))
                     : err;
}

static enum err decide(struct tx *tx, const struct caller *caller, struct decide_registration *ask,
                       struct registration_row *row)
{
    struct registration_scope scope;
    enum registration_step step;
    int32_t today = civil_day_of_ms(tx->now_ms);
    ask->state = row->life.state;
    ask->wrong_state = !registration_decide(&row->life, ask->decision, today, &ask->state, &step);
    ask->past = ask->until_day != 0 && ask->until_day < today;
    if (ask->wrong_state || ask->past) {
        return OK;
    }
    enum err err = registration_scope_of(tx->db, row->site_id, today, &scope);
    err = err == OK ? apply(tx, ask, row, scope.policy, step) : err;
    err = err == OK ? write(tx, caller, ask, row, step) : err;
    return err == OK ? tell(tx, row, step, scope.policy) : err;
}

enum err decide_registration(struct tx *tx, const struct caller *caller, void *arg)
{
    struct decide_registration *ask = arg;
    struct registration_row row;
    enum err err = registration_row(tx->db, caller->account_id, ask->id, civil_day_of_ms(tx->now_ms), &row);
    if (err != OK || !row.owner) {
        return err == OK ? ERR_NOT_FOUND : err;
    }
    ask->changed = ask->version != 0 && ask->version != row.version;
    if (!ask->changed) {
        err = decide(tx, caller, ask, &row);
    }
    ask->present_version = row.version;
    ask->valid_to_day = row.life.valid_to_day;
    memcpy(ask->number, row.number, sizeof ask->number);
    return err;
}
