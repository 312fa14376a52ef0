/* Giving a place back, or not coming (A10). Pure.
 *
 * R-CAN-01  before the deadline: free and immediate.
 * R-CAN-02  after it: allowed, marked late, with the fee the policy says; the place is still released at once.
 * R-CAN-04  chain: cancelling one day may take all later days of the same request with it; later_days_unless_home keeps them when the child
 *           rests at home (fixture F11).
 * R-CAN-05  not there and not cancelled after_min after the planned arrival → staff are asked; only staff set no_show.
 * R-CAN-06  n no-shows within w days suspend the registration for b days; default off.
 * R-CAN-07  cancelled by the family on the day of use (00:00 or after) is a same-day cancellation.
 * R-CAN-08  what the facility cancels never counts against the family and never costs.
 * R-WL-10   a waiting entry has no deadline and no fee. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/policy.h"

enum cancel_by { CANCEL_BY_FAMILY, CANCEL_BY_STAFF_FOR_FAMILY, CANCEL_BY_FACILITY };

struct cancel_facts {
    int32_t day;
    int64_t now_ms;
    bool holds_place; /* not a waiting entry */
    enum cancel_by by;
};

struct cancel_view {
    bool late;
    bool same_day;
    int32_t fee_yen;
};

struct cancel_view cancel_view(const struct policy *policy, const struct calendar *calendar,
                               const struct cancel_facts *facts);

/* What the family said when it cancelled one of several days. */
enum cancel_why { CANCEL_UNSAID, CANCEL_TO_NURSERY, CANCEL_RESTS_AT_HOME };
/* Must it be asked before a day with later ones is cancelled? */
bool cancel_asks_why(const struct policy_cancel *rule);
/* Does cancelling `day` also take `other`, another day of the same request? */
bool cancel_takes(const struct policy_cancel *rule, enum cancel_why why, int32_t day, int32_t other);

/* R-CAN-05: from when staff are asked about a child that was to come at planned_min of the day. */
int64_t cancel_no_show_due_ms(const struct policy *policy, int32_t day, int32_t planned_min);
/* R-CAN-06: with this no-show, does the registration rest, and until which day (inclusive)? 0: no. earlier: days of the other no-shows. */
int32_t cancel_suspended_to(const struct policy_no_show *rule, const int32_t *earlier, size_t n, int32_t day);
