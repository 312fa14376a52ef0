/* The registration of a child with the sick-care rooms (A3): its states, what happens to it by itself, how long it holds. Pure.
 *
 * R-REG-04  per child; what is the household's is entered once (registration_sheet.h).
 * R-REG-05  one number for all rooms of the municipality, or one approval and number per room.
 * R-REG-06  renewal = fiscal_year: expired at 00:00 on 1 April; the reminder begins on 1 March; history is kept. What is renewed in March
 *           holds for the next year too.
 * R-REG-07  renewal = none: never expires, but address, employer and allergies are to be confirmed every confirm_every_months: a question,
 *           never a refusal.
 * R-REG-08  draft → submitted → approved | returned | refused; approved → suspended | expired. Only the owner's staff approve. Each change has
 *           actor, time and reason.
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

/* What was done: stored with every entry of the history. Numbers are stored: new ones are added at the end. */
enum registration_step {
    STEP_IMPORTED,
    STEP_BEGUN, /* the first draft */
    STEP_SUBMITTED,
    STEP_APPROVED,
    STEP_RETURNED,
    STEP_REFUSED,
    STEP_SUSPENDED,
    STEP_LIFTED,        /* the suspension is over */
    STEP_CHANGED,       /* what it says is different, its state is not */
    STEP_CONFIRMED,     /* the family says that all of it is still right (R-REG-07) */
    STEP_RENEWAL_ASKED, /* while it still holds (R-REG-06) */
    STEP_RENEWED,
    STEP_RENEWAL_RETURNED, /* … is to be completed and asked for again */
    STEP_RENEWAL_REFUSED,
    STEP_RAN_OUT,
    STEP_MOVED_AWAY,
    STEP_GRADUATED,
    STEP_RULES, /* the municipality no longer renews: it holds on */
};
enum { REGISTRATION_STEP_LAST = STEP_RULES };

/* The only transitions there are; an expired or refused one is submitted again. */
bool registration_may_become(enum registration_state from, enum registration_state to);
/* The last day on which a registration approved on a day holds. One that is renewed while it still holds (valid_to_day, 0: it is new) gets
 * the next period, as when it is renewed in March for the new fiscal year. */
int32_t registration_valid_to(enum policy_renewal renewal, int32_t approved_day, int32_t valid_to_day);
/* From when the family is reminded to renew; CALENDAR_NEVER: it need not. */
int32_t registration_remind_from(enum policy_renewal renewal, int32_t valid_to_day);
/* Is the soft question due, when everything was last confirmed on a day? */
bool registration_confirm_due(const struct policy_registration *rule, int32_t confirmed_day, int32_t today);

/* As it stands in the database; days that are not known are 0. */
struct registration_life {
    enum registration_state state;
    int32_t valid_to_day;
    int32_t suspended_to_day; /* 0: until it is lifted */
    int32_t reminded_day;     /* the valid_to_day of which the family was reminded */
    bool renewal_asked;
    int32_t closed_day; /* from when the household lives elsewhere; INT32_MAX: it does not */
    int32_t last_day;   /* of the rooms' age limits: after it the child is too old for all of them */
};

/* What the calendar does to a registration, one thing at a time: to be asked again until it is REGISTRATION_STAYS. */
enum registration_turn {
    REGISTRATION_STAYS,
    REGISTRATION_REMIND,
    REGISTRATION_RUNS_OUT,
    REGISTRATION_IS_LIFTED,
    REGISTRATION_MOVES_AWAY,
    REGISTRATION_GRADUATES,
    REGISTRATION_HOLDS_ON, /* the rules of today no longer let it end */
};
enum registration_turn registration_turn(const struct policy_registration *rule, const struct registration_life *life,
                                         int32_t today);

/* What the owner's staff decide. */
enum registration_decision {
    REGISTRATION_APPROVE,
    REGISTRATION_RETURN,
    REGISTRATION_REFUSE,
    REGISTRATION_SUSPEND,
    REGISTRATION_LIFT
};
enum { REGISTRATION_DECISIONS = REGISTRATION_LIFT + 1 };
/* The state and step that a decision makes of it. false: not in this state. A renewal that is returned or refused leaves it as it is. */
bool registration_decide(const struct registration_life *life, enum registration_decision decision, int32_t today,
                         enum registration_state *ret_state, enum registration_step *ret_step);
/* What a submission makes of it: submitted, or a renewal asked for. false: not in this state, or too early. */
bool registration_submit(enum policy_renewal renewal, const struct registration_life *life, int32_t today,
                         enum registration_state *ret_state, enum registration_step *ret_step);

/* The number families quote: T000001 … in the municipality, R12-000001 … of the room with the number 12. */
enum { REGISTRATION_NUMBER_BYTES = 24 };
void registration_number(int64_t serial, int64_t site_id, char out[REGISTRATION_NUMBER_BYTES]);

const char *registration_state_word(enum registration_state state);          /* "draft" … */
const char *registration_step_word(enum registration_step step);             /* "imported" … */
const char *registration_decision_word(enum registration_decision decision); /* "approve" … */
const char *registration_renewal_word(enum policy_renewal renewal);          /* "none" "fiscal_year" "anniversary" */
