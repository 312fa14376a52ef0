/* See spot_place.h. */
#include "core/spot_place.h"

#include <assert.h>
#include <stddef.h>

#include "base/civil.h"

#include "base/banned.h"

const char *const spot_age_words[SPOT_AGES] = {"age0", "age1", "age2", "age3"};
const char *const spot_state_words[] = {"none", "applied", "granted", "waiting", "cancelled", NULL};
const char *const spot_phase_words[] = {"before", "collecting", "drawing", "first_come", NULL};

void spot_rules_init(struct spot_rules *rules)
{
    *rules = (struct spot_rules){
        .first_day = 15, .last_day = 20, .draw_min = 9 * 60, .days_max = 4, .before_days = 1, .lottery = true};
}

int32_t spot_age_of(int32_t class_age)
{
    assert(class_age >= 0);
    return class_age < SPOT_AGES ? class_age : SPOT_AGES - 1;
}

bool spot_offered(const struct spot_rules *rules)
{
    int32_t sum = 0;
    for (int i = 0; i < SPOT_AGES; i++) {
        sum += rules->places[i];
    }
    return sum > 0;
}

enum spot_state spot_next(enum spot_state state, enum spot_event event)
{
    static const struct {
        enum spot_state from;
        enum spot_event event;
        enum spot_state to;
    } rows[] = {
        {SPOT_NONE, SPOT_ASKED, SPOT_APPLIED},
        {SPOT_NONE, SPOT_TAKEN, SPOT_GRANTED},
        {SPOT_NONE, SPOT_FULL, SPOT_WAITING},
        {SPOT_APPLIED, SPOT_TAKEN, SPOT_GRANTED},
        {SPOT_APPLIED, SPOT_FULL, SPOT_WAITING},
        {SPOT_WAITING, SPOT_TAKEN, SPOT_GRANTED},
        {SPOT_APPLIED, SPOT_GIVEN_BACK, SPOT_CANCELLED},
        {SPOT_GRANTED, SPOT_GIVEN_BACK, SPOT_CANCELLED},
        {SPOT_WAITING, SPOT_GIVEN_BACK, SPOT_CANCELLED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].from == state && rows[i].event == event) {
            return rows[i].to;
        }
    }
    return SPOT_NONE;
}

int32_t spot_month_of(int32_t day)
{
    return day - civil_date_of_day(day).day + 1;
}

int32_t spot_month_after(int32_t month_day, int32_t months)
{
    int32_t found = spot_month_of(month_day);
    for (int32_t i = 0; i < months; i++) {
        found = spot_month_of(found + 31);
    }
    for (int32_t i = 0; i > months; i--) {
        found = spot_month_of(found - 1);
    }
    return found;
}

/* Midnight at which this day of the month before begins. */
static int64_t midnight(int32_t month_day, int32_t day_of_month)
{
    return civil_ms_at(spot_month_after(month_day, -1) + day_of_month - 1, 0);
}

int64_t spot_opens_ms(const struct spot_rules *rules, int32_t month_day)
{
    return midnight(month_day, rules->first_day);
}

int64_t spot_closes_ms(const struct spot_rules *rules, int32_t month_day)
{
    return midnight(month_day, rules->last_day + 1);
}

int64_t spot_draws_ms(const struct spot_rules *rules, int32_t month_day)
{
    return spot_closes_ms(rules, month_day) + (int64_t)rules->draw_min * 60000;
}

enum spot_phase spot_phase(const struct spot_rules *rules, int32_t month_day, bool drawn, int64_t now_ms)
{
    if (now_ms < spot_opens_ms(rules, month_day)) {
        return SPOT_BEFORE;
    }
    if (drawn || !rules->lottery) {
        return SPOT_FIRST;
    }
    return now_ms < spot_closes_ms(rules, month_day) ? SPOT_COLLECT : SPOT_DRAWING;
}

static enum spot_refusal judge_day(const struct spot_rules *rules, const struct spot_ask *ask)
{
    if (civil_day_of_ms(ask->now_ms) > ask->day - rules->before_days) {
        return SPOT_TOO_LATE;
    }
    if (!ask->open) {
        return SPOT_CLOSED_DAY;
    }
    if (ask->has != SPOT_NONE && ask->has != SPOT_CANCELLED) {
        return SPOT_ASKED_ALREADY;
    }
    return ask->days >= rules->days_max ? SPOT_TOO_MANY : SPOT_OK;
}

enum spot_refusal spot_judge(const struct spot_rules *rules, const struct spot_ask *ask)
{
    if (rules->places[spot_age_of(ask->class_age)] == 0) {
        return SPOT_NOT_OFFERED;
    }
    switch (ask->phase) {
    case SPOT_BEFORE:
        return SPOT_TOO_EARLY;
    case SPOT_DRAWING:
        return SPOT_BEING_DRAWN;
    case SPOT_COLLECT:
    case SPOT_FIRST:
        break;
    }
    return judge_day(rules, ask);
}

enum spot_state spot_decide(const struct spot_rules *rules, const struct spot_ask *ask)
{
    assert(spot_judge(rules, ask) == SPOT_OK);
    if (ask->phase == SPOT_COLLECT) {
        return spot_next(SPOT_NONE, SPOT_ASKED);
    }
    bool is_free = ask->granted < rules->places[spot_age_of(ask->class_age)];
    return spot_next(SPOT_NONE, is_free ? SPOT_TAKEN : SPOT_FULL);
}

bool spot_may_cancel(enum spot_state state, int32_t day, int64_t now_ms)
{
    return spot_next(state, SPOT_GIVEN_BACK) != SPOT_NONE && civil_day_of_ms(now_ms) <= day;
}
