/* See plan_day.h. */
#include "actions/plan_day.h"

#include "actions/draw_opening.h"
#include "base/civil.h"
#include "core/window.h"
#include "store/agenda_store.h"
#include "store/reservation_facts.h"
#include "store/site_store.h"

#include "base/banned.h"

/* A moment that is over is not planned: nothing is to be done any more. */
static enum err add(struct tx *tx, struct site_id site, int32_t day, enum agenda_kind kind, int64_t at_ms)
{
    struct agenda agenda = {.at_ms = at_ms, .kind = kind, .site_id = site.v, .day = day};
    return at_ms > tx->now_ms ? agenda_add(tx->db, &agenda) : OK;
}

static enum err add_all(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy,
                        const struct calendar *calendar)
{
    int64_t at_ms = window_collected_until(policy, calendar, day);
    enum err err = at_ms != 0 ? add(tx, site, day, AGENDA_DRAW, at_ms) : OK;
    if (err == OK && policy->cancel.reminder_lead_min != POLICY_NONE &&
        policy_moment_ms(policy->cancel.deadline, calendar, day, &at_ms)) {
        err = add(tx, site, day, AGENDA_REMIND, at_ms - (int64_t)policy->cancel.reminder_lead_min * CIVIL_MS_PER_MIN);
    }
    for (size_t i = 0; err == OK && i < policy->decision.notices_n; i++) {
        if (policy_moment_ms(policy->decision.notices[i], calendar, day, &at_ms)) {
            err = add(tx, site, day, AGENDA_NOTICE, at_ms);
        }
    }
    if (err == OK && policy_moment_ms(policy->decision.final, calendar, day, &at_ms)) {
        err = add(tx, site, day, AGENDA_DECIDE, at_ms);
    }
    return err == OK ? add(tx, site, day, AGENDA_SUM_UP, civil_ms_at(day + 1, 0)) : err;
}

static enum err plan(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy)
{
    struct reservation_calendar calendar;
    enum err err = reservation_calendar_read(tx->db, site, policy, day - CALENDAR_LOOK_BACK_DAYS, day, &calendar);
    return err == OK ? add_all(tx, site, day, policy, &calendar.calendar) : err;
}

enum err plan_day(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy, struct sick_day *known)
{
    if (known->known) {
        return OK;
    }
    struct site row;
    enum err err = sick_day_ensure(tx->db, site, day, known);
    err = err == OK ? site_by_id(tx->db, site.v, &row) : err;
    /* The commitment stands before the first request even when nobody was there to publish it earlier. */
    err = err == OK ? commit_draw(tx, site, str_of(row.public_id), day) : err;
    return err == OK ? plan(tx, site, day, policy) : err;
}

enum err plan_day_again(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy)
{
    static const enum agenda_kind kinds[] = {AGENDA_DRAW, AGENDA_REMIND, AGENDA_NOTICE, AGENDA_DECIDE, AGENDA_SUM_UP};
    enum err err = OK;
    for (size_t i = 0; err == OK && i < sizeof kinds / sizeof kinds[0]; i++) {
        err = agenda_forget_day(tx->db, kinds[i], site.v, day);
    }
    return err == OK ? plan(tx, site, day, policy) : err;
}
