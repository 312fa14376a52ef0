/* The registration of a child with the sick-care rooms (A3): its states and how long it holds. Pure.
 *
 * R-REG-06  renewal = fiscal_year: expired at 00:00 on 1 April; the reminder begins on 1 March; history is kept.
 * R-REG-07  renewal = none: never expires, but address, employer and allergies are to be confirmed every confirm_every_months: a question,
 *           never a refusal.
 * R-REG-08  draft → submitted → approved | returned | refused; approved → suspended | expired. Only the owner's staff approve.
 * R-REG-12  leaving the municipality or graduating closes it on the date. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/policy.h"

enum registration_state {
    REGISTRATION_NONE = 0,
    REGISTRATION_DRAFT = 1,
    REGISTRATION_SUBMITTED,
    REGISTRATION_APPROVED,
    REGISTRATION_RETURNED, /* with a reason: to be completed and submitted again */
    REGISTRATION_REFUSED,
    REGISTRATION_SUSPENDED,
    REGISTRATION_EXPIRED,
    REGISTRATION_CLOSED, /* moved away, graduated */
};
enum { REGISTRATION_STATE_LAST = REGISTRATION_CLOSED, REGISTRATION_FOR_EVER = INT32_MAX };

/* The only transitions there are; an expired or refused one is submitted again. */
bool registration_may_become(enum registration_state from, enum registration_state to);
/* The last day on which a registration approved on a day holds. One that is renewed while it still holds (valid_to_day, 0: it is new) gets
 * the next period, as when it is renewed in March for the new fiscal year. */
int32_t registration_valid_to(enum policy_renewal renewal, int32_t approved_day, int32_t valid_to_day);
/* From when the family is reminded to renew; CALENDAR_NEVER: it need not. */
int32_t registration_remind_from(enum policy_renewal renewal, int32_t valid_to_day);
/* Is the soft question due, when everything was last confirmed on a day? */
bool registration_confirm_due(const struct policy_registration *rule, int32_t confirmed_day, int32_t today);

const char *registration_state_word(enum registration_state state); /* "draft" … */
