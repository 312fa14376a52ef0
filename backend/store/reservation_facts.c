/* See reservation_facts.h. */
#include "store/reservation_facts.h"

#include <assert.h>
#include <string.h>

#include "store/fact_store.h"
#include "store/policy_store.h"
#include "store/registration_store.h"

#include "base/banned.h"

enum { DAYS_AROUND = 31 };

enum err reservation_calendar_read(struct db *db, struct site_id site, const struct policy *policy, int32_t from_day,
                                   int32_t to_day, struct reservation_calendar *ret)
{
    enum { HOLIDAY = 1, OPEN = 3 };
    ret->holidays_n = 0;
    ret->own_n = 0;
    QUERY(q, db, SQL_RESERVATION_CALENDAR);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        int32_t day = (int32_t)query_col_int(&q, 0);
        int64_t kind = query_col_int(&q, 1);
        if (kind == HOLIDAY && ret->holidays_n < RESERVATION_CALENDAR_MAX) {
            ret->holidays[ret->holidays_n++] = day;
        } else if (kind != HOLIDAY && ret->own_n < RESERVATION_CALENDAR_MAX) {
            ret->own[ret->own_n++] = (struct calendar_exception){day, kind == OPEN};
        }
    }
    reservation_calendar_under(ret, policy);
    return query_err(&q);
}

void reservation_calendar_under(struct reservation_calendar *calendar, const struct policy *policy)
{
    calendar->calendar = policy_calendar(policy, calendar->holidays, calendar->holidays_n, calendar->own,
                                         calendar->own_n, &calendar->storage);
}

enum err reservation_rooms_each(struct db *db, void (*row)(void *arg, struct site_id site, struct str public_id),
                                void *arg)
{
    QUERY(q, db, SQL_RESERVATION_ROOMS_OF_DAY);
    while (query_row(&q)) {
        row(arg, (struct site_id){query_col_int(&q, 0)}, query_col_text(&q, 1));
    }
    return query_err(&q);
}

static enum err read_child(struct db *db, const struct reservation_ask *ask, struct reservation_case *ret)
{
    QUERY(q, db, SQL_RESERVATION_FACTS);
    query_text(&q, ":child", ask->child);
    query_text(&q, ":room", ask->room);
    query_int(&q, ":day", ask->day);
    query_int(&q, ":account_id", ask->account_id);
    query_int(&q, ":staff", ask->staff ? 1 : 0);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->child.v = query_col_int(&q, 0);
    ret->household_id = query_col_int(&q, 2);
    ret->site.v = query_col_int(&q, 3);
    query_col_copy(&q, 4, ret->phone, sizeof ret->phone);
    ret->facts = (struct reservation_facts){
        .day = ask->day,
        .now_ms = ask->now_ms,
        .by_staff = query_col_int(&q, 7) != 0,
        .child = {.birth_day = (int32_t)query_col_int(&q, 1), .enrolled = query_col_int(&q, 5) != 0},
    };
    if (query_col_int(&q, 6) <= ask->day) {
        ret->facts.child.registration = REGISTRATION_CLOSED; /* R-REG-12 */
    }
    return OK;
}

/* A household of which nothing is known lives here: the municipality imports who does not. */
static enum err read_standing(struct db *db, struct reservation_case *ret)
{
    struct facts facts;
    struct registration_standing standing;
    struct eligibility *child = &ret->facts.child;
    int64_t scope = ret->policy->registration.scope == SCOPE_FACILITY ? ret->site.v : 0;
    enum err err = fact_on(db, ret->household_id, ret->child.v, ret->facts.day, &facts);
    err = err == OK ? registration_standing(db, ret->child.v, scope, ret->facts.day, &standing) : err;
    if (err != OK) {
        return err;
    }
    child->resident = !facts.residence_known || facts.residence[0] == '\0';
    child->works_here = facts.works_here;
    child->work_proved = facts.work;
    child->entitled = facts.entitled;
    child->parental_leave = facts.parental_leave;
    if (child->registration != REGISTRATION_CLOSED) {
        child->registration = standing.state;
        child->valid_to_day = standing.valid_to_day;
    }
    return OK;
}

/* R-RSV-02, R-RSV-15, A9: what the child already has on that day and around it. */
static enum err read_days(struct db *db, struct reservation_case *ret)
{
    int32_t used[2 * DAYS_AROUND + 1];
    size_t used_n = 0;
    struct reservation_facts *facts = &ret->facts;
    QUERY(q, db, SQL_RESERVATION_CHILD_DAYS);
    query_int(&q, ":child_id", ret->child.v);
    query_int(&q, ":from_day", facts->day - DAYS_AROUND);
    query_int(&q, ":to_day", facts->day + DAYS_AROUND);
    while (query_row(&q)) {
        int32_t day = (int32_t)query_col_int(&q, 0);
        bool here = query_col_int(&q, 1) == ret->site.v;
        enum reservation_state state = (enum reservation_state)query_col_int(&q, 2);
        if (day == facts->day) {
            facts->active_here = facts->active_here || here;
            facts->has_place = facts->has_place || reservation_holds(state);
            facts->waits += state == RESERVATION_WAITLISTED ? 1 : 0;
        } else if (here && reservation_holds(state) && used_n < sizeof used / sizeof used[0]) {
            used[used_n++] = day;
        }
    }
    facts->episode_allowed = episode_allows(&ret->policy->episode, facts->calendar, used, used_n, facts->day);
    facts->continuing = waiting_continuing(&ret->policy->waiting,
                                           episode_days_before(facts->calendar, used, used_n, facts->day));
    return query_err(&q);
}

static int slot_of(const struct policy *policy, struct str slot)
{
    if (slot.n > 0) {
        return policy_slot_find(policy, slot);
    }
    int day = policy_slot_find(policy, STR(RESERVATION_DAY_SLOT));
    return day < 0 && policy->slots_n == 1 ? 0 : day;
}

enum err reservation_case_read(struct db *db, const struct reservation_ask *ask, struct reservation_case *ret)
{
    enum err err = read_child(db, ask, ret);
    err = err == OK ? policy_on(db, ret->site.v, ask->day, &ret->policy) : err;
    if (err != OK) {
        return err;
    }
    ret->slot = slot_of(ret->policy, ask->slot);
    ret->facts.policy = ret->policy;
    ret->facts.calendar = &ret->calendar.calendar;
    err = sick_day_read(db, ret->site, ask->day, ret->policy, &ret->sick_day);
    err = err == OK ? reservation_calendar_read(db, ret->site, ret->policy, ask->day - CALENDAR_LOOK_BACK_DAYS,
                                                ask->day + DAYS_AROUND, &ret->calendar)
                    : err;
    err = err == OK ? read_standing(db, ret) : err;
    ret->facts.drawn = ret->sick_day.drawn_ms != 0;
    return err == OK ? read_days(db, ret) : err;
}
