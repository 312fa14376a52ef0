/* The ratio of a nursery now and for the rest of the day (R-SHEET-02): the children who are here until they are planned to leave, those who are to
 * come, and the staff likewise. Planned times are taken to the quarter of an hour, to the safe side. Whoever is here beyond the planned time stays
 * until closing: nobody knows better. */
#pragma once

#include "base/err.h"
#include "core/staffing.h"
#include "store/staff_store.h"

enum { READ_STAFFING_PEOPLE_MAX = 640, READ_STAFFING_QUARTER_MIN = 15 };

struct read_staffing {
    int64_t site_id;
    int32_t day;
    int32_t now_min;
    /* Out. */
    struct staffing_role role;
    int32_t closes_min;
    bool staffed; /* somebody is known to work here: without that nothing can be said of a shortage */
    struct staffing_person people[READ_STAFFING_PEOPLE_MAX];
    size_t people_n;
    struct staffing_step steps[STAFFING_STEPS_MAX];
    size_t steps_n;
    int32_t children[STAFFING_AGES]; /* here now */
};
/* Too large for a stack. ERR_NOT_FOUND: no rules hold there on that day. */
enum err read_staffing(struct db *db, struct read_staffing *in) NODISCARD;
