/* See registration.h. */
#include "core/registration.h"

#include <assert.h>
#include <stddef.h>

#include "base/civil.h"
#include "base/str.h"

#include "base/banned.h"

#define STATE(state) (1u << (unsigned)(state))

static bool known(enum registration_state state)
{
    return (int)state >= REGISTRATION_NONE && (int)state <= REGISTRATION_STATE_LAST;
}

bool registration_may_become(enum registration_state from, enum registration_state to)
{
    static const unsigned next[] = {
        [REGISTRATION_NONE] = STATE(REGISTRATION_DRAFT) | STATE(REGISTRATION_SUBMITTED),
        [REGISTRATION_DRAFT] = STATE(REGISTRATION_SUBMITTED) | STATE(REGISTRATION_CLOSED),
        [REGISTRATION_SUBMITTED] = STATE(REGISTRATION_APPROVED) | STATE(REGISTRATION_RETURNED) |
                                   STATE(REGISTRATION_REFUSED) | STATE(REGISTRATION_CLOSED),
        /* approved → approved: renewed before it ended */
        [REGISTRATION_APPROVED] = STATE(REGISTRATION_APPROVED) | STATE(REGISTRATION_SUSPENDED) |
                                  STATE(REGISTRATION_EXPIRED) | STATE(REGISTRATION_CLOSED),
        [REGISTRATION_RETURNED] = STATE(REGISTRATION_SUBMITTED) | STATE(REGISTRATION_CLOSED),
        [REGISTRATION_REFUSED] = STATE(REGISTRATION_SUBMITTED) | STATE(REGISTRATION_CLOSED),
        [REGISTRATION_SUSPENDED] = STATE(REGISTRATION_APPROVED) | STATE(REGISTRATION_EXPIRED) |
                                   STATE(REGISTRATION_CLOSED),
        [REGISTRATION_EXPIRED] = STATE(REGISTRATION_SUBMITTED) | STATE(REGISTRATION_APPROVED) |
                                 STATE(REGISTRATION_CLOSED),
        [REGISTRATION_CLOSED] = STATE(REGISTRATION_SUBMITTED),
    };
    assert(known(from));
    assert(known(to));
    return (next[from] & STATE(to)) != 0;
}

static int32_t march_31(int32_t fiscal_year)
{
    return civil_day_of_date((struct civil_date){fiscal_year + 1, 3, 31});
}

int32_t registration_valid_to(enum policy_renewal renewal, int32_t approved_day, int32_t valid_to_day)
{
    bool renewed = valid_to_day >= approved_day && valid_to_day != REGISTRATION_FOR_EVER;
    switch (renewal) {
    case RENEWAL_NONE:
        return REGISTRATION_FOR_EVER;
    case RENEWAL_FISCAL_YEAR:
        return march_31(calendar_fiscal_year(approved_day) + (renewed ? 1 : 0));
    case RENEWAL_ANNIVERSARY:
        return calendar_months_old_day(renewed ? valid_to_day + 1 : approved_day, 12) - 1;
    }
    return approved_day;
}

int32_t registration_remind_from(enum policy_renewal renewal, int32_t valid_to_day)
{
    if (renewal == RENEWAL_NONE || valid_to_day == REGISTRATION_FOR_EVER) {
        return CALENDAR_NEVER;
    }
    /* 1 March for a fiscal year; as long before, when it ends on another day. */
    return renewal == RENEWAL_FISCAL_YEAR ? valid_to_day - 30 : valid_to_day - 31;
}

bool registration_confirm_due(const struct policy_registration *rule, int32_t confirmed_day, int32_t today)
{
    return rule->confirm_every_months > 0 &&
           today >= calendar_months_old_day(confirmed_day, rule->confirm_every_months);
}

static bool remind_due(const struct policy_registration *rule, const struct registration_life *life, int32_t today)
{
    int32_t from_day = registration_remind_from(rule->renewal, life->valid_to_day);
    return from_day != CALENDAR_NEVER && today >= from_day && life->reminded_day != life->valid_to_day &&
           !life->renewal_asked;
}

static enum registration_turn turn_of_approved(const struct policy_registration *rule,
                                               const struct registration_life *life, int32_t today)
{
    if (rule->renewal == RENEWAL_NONE && life->valid_to_day != REGISTRATION_FOR_EVER) {
        return REGISTRATION_HOLDS_ON;
    }
    if (today > life->valid_to_day) {
        return REGISTRATION_RUNS_OUT;
    }
    return remind_due(rule, life, today) ? REGISTRATION_REMIND : REGISTRATION_STAYS;
}

enum registration_turn registration_turn(const struct policy_registration *rule, const struct registration_life *life,
                                         int32_t today)
{
    assert(known(life->state));
    if (life->state == REGISTRATION_NONE || life->state == REGISTRATION_CLOSED) {
        return REGISTRATION_STAYS;
    }
    if (today >= life->closed_day) {
        return REGISTRATION_MOVES_AWAY;
    }
    if (today > life->last_day) {
        return REGISTRATION_GRADUATES;
    }
    if (life->state == REGISTRATION_SUSPENDED && life->suspended_to_day != 0 && today > life->suspended_to_day) {
        return REGISTRATION_IS_LIFTED;
    }
    return life->state == REGISTRATION_APPROVED ? turn_of_approved(rule, life, today) : REGISTRATION_STAYS;
}

/* A renewal is decided while the registration goes on to hold. */
static bool decide_renewal(enum registration_decision decision, enum registration_step *ret_step)
{
    switch (decision) {
    case REGISTRATION_APPROVE:
        *ret_step = STEP_RENEWED;
        return true;
    case REGISTRATION_RETURN:
        *ret_step = STEP_RENEWAL_RETURNED;
        return true;
    case REGISTRATION_REFUSE:
        *ret_step = STEP_RENEWAL_REFUSED;
        return true;
    case REGISTRATION_SUSPEND:
    case REGISTRATION_LIFT:
        break;
    }
    return false;
}

bool registration_decide(const struct registration_life *life, enum registration_decision decision, int32_t today,
                         enum registration_state *ret_state, enum registration_step *ret_step)
{
    static const struct {
        enum registration_state from;
        enum registration_state to;
        enum registration_step step;
    } rows[REGISTRATION_DECISIONS] = {
        [REGISTRATION_APPROVE] = {REGISTRATION_SUBMITTED, REGISTRATION_APPROVED, STEP_APPROVED},
        [REGISTRATION_RETURN] = {REGISTRATION_SUBMITTED, REGISTRATION_RETURNED, STEP_RETURNED},
        [REGISTRATION_REFUSE] = {REGISTRATION_SUBMITTED, REGISTRATION_REFUSED, STEP_REFUSED},
        [REGISTRATION_SUSPEND] = {REGISTRATION_APPROVED, REGISTRATION_SUSPENDED, STEP_SUSPENDED},
        [REGISTRATION_LIFT] = {REGISTRATION_SUSPENDED, REGISTRATION_APPROVED, STEP_LIFTED},
    };
    assert((size_t)decision < REGISTRATION_DECISIONS);
    if (life->state == REGISTRATION_APPROVED && life->renewal_asked && decide_renewal(decision, ret_step)) {
        *ret_state = REGISTRATION_APPROVED;
        return true;
    }
    if (life->state != rows[decision].from) {
        return false;
    }
    *ret_step = rows[decision].step;
    *ret_state = rows[decision].to;
    if (decision == REGISTRATION_LIFT && today > life->valid_to_day) {
        *ret_state = REGISTRATION_EXPIRED; /* it ran out while it was suspended */
    }
    assert(registration_may_become(life->state, *ret_state));
    return true;
}

bool registration_submit(enum policy_renewal renewal, const struct registration_life *life, int32_t today,
                         enum registration_state *ret_state, enum registration_step *ret_step)
{
    if (life->state == REGISTRATION_APPROVED) {
        int32_t from_day = registration_remind_from(renewal, life->valid_to_day);
        *ret_state = REGISTRATION_APPROVED;
        *ret_step = STEP_RENEWAL_ASKED;
        return from_day != CALENDAR_NEVER && today >= from_day && !life->renewal_asked;
    }
    *ret_state = REGISTRATION_SUBMITTED;
    *ret_step = STEP_SUBMITTED;
    return registration_may_become(life->state, REGISTRATION_SUBMITTED);
}

void registration_number(int64_t serial, int64_t site_id, char out[REGISTRATION_NUMBER_BYTES])
{
    struct buf buf;
    assert(serial > 0);
    buf_init(&buf, out, REGISTRATION_NUMBER_BYTES);
    if (site_id == 0) {
        buf_char(&buf, 'T');
    } else {
        buf_char(&buf, 'R');
        buf_int(&buf, site_id);
        buf_char(&buf, '-');
    }
    buf_padded(&buf, serial, 6);
    assert(!buf.overflow);
}

const char *registration_state_word(enum registration_state state)
{
    static const char *const words[] = {
        [REGISTRATION_NONE] = "none",           [REGISTRATION_DRAFT] = "draft",
        [REGISTRATION_SUBMITTED] = "submitted", [REGISTRATION_APPROVED] = "approved",
        [REGISTRATION_RETURNED] = "returned",   [REGISTRATION_REFUSED] = "refused",
        [REGISTRATION_SUSPENDED] = "suspended", [REGISTRATION_EXPIRED] = "expired",
        [REGISTRATION_CLOSED] = "closed",
    };
    assert(known(state));
    return words[state];
}

const char *registration_step_word(enum registration_step step)
{
    static const char *const words[] = {
        [STEP_IMPORTED] = "imported",
        [STEP_BEGUN] = "begun",
        [STEP_SUBMITTED] = "submitted",
        [STEP_APPROVED] = "approved",
        [STEP_RETURNED] = "returned",
        [STEP_REFUSED] = "refused",
        [STEP_SUSPENDED] = "suspended",
        [STEP_LIFTED] = "lifted",
        [STEP_CHANGED] = "changed",
        [STEP_CONFIRMED] = "confirmed",
        [STEP_RENEWAL_ASKED] = "renewal_asked",
        [STEP_RENEWED] = "renewed",
        [STEP_RENEWAL_RETURNED] = "renewal_returned",
        [STEP_RENEWAL_REFUSED] = "renewal_refused",
        [STEP_RAN_OUT] = "ran_out",
        [STEP_MOVED_AWAY] = "moved_away",
        [STEP_GRADUATED] = "graduated",
        [STEP_RULES] = "rules",
    };
    assert((size_t)step <= REGISTRATION_STEP_LAST);
    return words[step];
}

const char *registration_decision_word(enum registration_decision decision)
{
    static const char *const words[REGISTRATION_DECISIONS] = {"approve", "return", "refuse", "suspend", "lift"};
    assert((size_t)decision < REGISTRATION_DECISIONS);
    return words[decision];
}

const char *registration_renewal_word(enum policy_renewal renewal)
{
    static const char *const words[] = {
        [RENEWAL_NONE] = "none", [RENEWAL_FISCAL_YEAR] = "fiscal_year", [RENEWAL_ANNIVERSARY] = "anniversary"};
    assert((int)renewal >= RENEWAL_NONE);
    assert((int)renewal <= RENEWAL_ANNIVERSARY);
    return words[renewal];
}
