/* See remind_families.h. */
#include "actions/remind_families.h"

#include "actions/tell_family.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"

#include "base/banned.h"

struct reminding {
    struct reservation_kept list[CARE_CHILDREN_MAX];
    struct reservation_many many;
};

static enum err remind(struct tx *tx, const struct reservation_row *row, int64_t deadline_ms)
{
    struct telling telling = {
        .household_id = row->household_id, .reservation = row->id, .kind = MESSAGE_REMINDER, .ends_ms = deadline_ms};
    enum err err = tell_family(tx, &telling);
    return err == OK ? reservation_reminded(tx->db, row->id, tx->now_ms) : err;
}

enum err remind_families(struct tx *tx, struct site_id site, int32_t day)
{
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    struct reminding *reminding = tx->scratch;
    int64_t deadline_ms = 0;
    _Static_assert(sizeof *reminding <= LANE_SCRATCH_BYTES, "those to be reminded fit into the scratch memory");
    enum err err = policy_on(tx->db, site.v, day, &policy);
    err = err == OK ? reservation_calendar_read(tx->db, site, policy, day - CALENDAR_LOOK_BACK_DAYS, day, &calendar)
                    : err;
    if (err != OK || !policy_moment_ms(policy->cancel.deadline, &calendar.calendar, day, &deadline_ms) ||
        tx->now_ms >= deadline_ms) {
        return err; /* too late to be of use */
    }
    reminding->many = (struct reservation_many){.list = reminding->list,
                                                .max = sizeof reminding->list / sizeof reminding->list[0]};
    err = reservation_to_remind(tx->db, site, day, reservation_keep_many, &reminding->many);
    for (size_t i = 0; err == OK && i < reminding->many.n; i++) {
        err = remind(tx, &reminding->list[i].row, deadline_ms);
    }
    return err;
}
