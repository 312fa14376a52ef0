/* See suspend_absent.h. */
#include "actions/suspend_absent.h"

#include "actions/registration_sheets.h"
#include "actions/tell_family.h"
#include "base/civil.h"
#include "core/cancel.h"
#include "store/registration_store.h"
#include "store/visit_store.h"

#include "base/banned.h"

/* Staff may say it of yesterday after they have said it of today: every day that counts may be the one that makes it too many. */
static int32_t last_day(const struct policy_no_show *rule, int32_t *days, size_t n, int32_t day)
{
    int32_t to_day = cancel_suspended_to(rule, days, n, day);
    for (size_t i = 0; i < n; i++) {
        int32_t later = days[i];
        if (later <= day) {
            continue;
        }
        days[i] = day;
        int32_t then = cancel_suspended_to(rule, days, n, later);
        to_day = then > to_day ? then : to_day;
        days[i] = later;
    }
    return to_day;
}

static enum err count(struct tx *tx, const struct suspend_absent *of, int64_t scope, int32_t *ret_to_day)
{
    const struct policy_no_show *rule = &of->policy->no_show;
    int32_t days[VISIT_NO_SHOWS_MAX];
    size_t n = 0;
    const struct visit_no_shows which = {.child = of->row->child_id,
                                         .but = of->row->id,
                                         .site = {scope},
                                         .from_day = of->row->day - rule->within_days + 1,
                                         .to_day = of->row->day + rule->within_days - 1};
    enum err err = visit_no_shows(tx->db, &which, days, &n);
    *ret_to_day = err == OK ? last_day(rule, days, n, of->row->day) : 0;
    return err;
}

static enum err write(struct tx *tx, struct suspend_absent *of, struct registration_row *row,
                      enum registration_state to, enum registration_step step)
{
    const struct registration_happened happened = {
        .from = row->life.state, .step = step, .account_id = of->account_id, .reason = STR(""), .now_ms = tx->now_ms};
    const struct telling telling = {
        .household_id = row->household_id, .kind = MESSAGE_SUSPENDED, .quiet = &of->policy->waiting};
    row->life.state = to;
    row->life.suspended_to_day = of->to_day;
    enum err err = registration_change(tx->db, row, &happened);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, 0);
    err = err == OK
              ? registration_audit(tx, of->account_id, "suspend_absent", row->public_id, registration_step_word(step))
              : err;
    return err == OK ? tell_family(tx, &telling) : err;
}

enum err suspend_absent(struct tx *tx, struct suspend_absent *of)
{
    struct registration_row row;
    enum registration_state to = REGISTRATION_SUSPENDED;
    enum registration_step step = STEP_SUSPENDED;
    const struct policy *policy = of->policy;
    int32_t today = civil_day_of_ms(tx->now_ms);
    int32_t to_day = 0;
    int64_t scope = policy->registration.scope == SCOPE_FACILITY ? of->row->site.v : 0;
    of->to_day = 0;
    if (policy->no_show.count == 0) {
        return OK;
    }
    enum err err = count(tx, of, scope, &to_day);
    if (err != OK || to_day < today) {
        return err;
    }
    err = registration_of_child(tx->db, of->row->child_id.v, scope, &row);
    if (err == ERR_NOT_FOUND) {
        return OK; /* whoever is not registered has nothing that could rest */
    }
    if (err != OK || !registration_decide(&row.life, REGISTRATION_SUSPEND, today, &to, &step)) {
        return err;
    }
    of->to_day = to_day;
    return write(tx, of, &row, to, step);
}
