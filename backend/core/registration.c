/* See registration.h. */
#include "core/registration.h"

#include <assert.h>
#include <stddef.h>

#include "base/civil.h"

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
