/* The dated rules of nurseries and sick-care rooms: the row with the greatest valid_from_day at or before a day holds. The only
 * writer of nursery_policy and sickroom_policy. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/reservation.h"
#include "store/db.h"

enum { POLICY_REFUSED_BYTES = 256 };

struct policy_nursery {
    int64_t site_id;
    int32_t valid_from_day;
    uint32_t weekday_mask; /* bit 0 Monday */
    int32_t opens_min;
    int32_t closes_min;
    int32_t cutoff_min;     /* R-ABS-03 */
    int64_t debounce_ms;    /* R-ATT-02 */
    int32_t lock_min;       /* R-ATT-03 */
    int32_t late_first_min; /* R-ATT-04: before closing */
    int32_t grace_min;      /* R-ATT-13 */
};

struct policy_sickroom {
    int64_t site_id;
    int32_t valid_from_day;
    int32_t capacity;
    uint32_t weekday_mask; /* bit 0 Monday */
    int32_t opens_min;
    int32_t closes_min;
    enum reservation_basis open_basis; /* R-RSV-04 */
    int32_t window_open_min;           /* of the basis day */
    bool window_close_before;          /* true: on the basis day, false: on the day of use */
    int32_t window_close_min;
    int32_t days_ahead; /* with BASIS_ALWAYS */
    int32_t age_low_months;
    enum calendar_limit age_high;
    char refused[POLICY_REFUSED_BYTES]; /* disease codes separated by spaces */
    int32_t max_days;
    int32_t waiting_max;
};

/* ERR_CONFLICT: that site has rules from that day already. */
enum err policy_nursery_create(struct db *db, const struct policy_nursery *policy) NODISCARD;
enum err policy_sickroom_create(struct db *db, const struct policy_sickroom *policy) NODISCARD;
