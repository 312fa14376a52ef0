/* Pricing a day: see extension.h. */
#include "core/extension.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "core/calendar.h"

#include "base/banned.h"

/* What was counted of one span, or of several together. */
struct counted {
    int32_t paid;
    int32_t held; /* inside what the family has by the month */
};

static bool inside(const struct extension_span *spans, size_t n, int32_t minute)
{
    for (size_t i = 0; i < n; i++) {
        if (minute >= spans[i].from_min && minute < spans[i].to_min) {
            return true;
        }
    }
    return false;
}

static bool is_held(const struct extension_rules *rules, const struct extension_facts *facts, int32_t minute)
{
    for (size_t i = 0; i < rules->monthly_n; i++) {
        const struct extension_monthly *monthly = &rules->monthly[i];
        if ((facts->held >> i & 1) != 0 && (monthly->classes >> facts->hours_class & 1) != 0 &&
            inside(monthly->spans, monthly->spans_n, minute)) {
            return true;
        }
    }
    return false;
}

static bool is_there(const struct extension_rules *rules, const struct extension_facts *facts, int32_t minute)
{
    if (facts->stays_n == 0) {
        return false;
    }
    if (rules->step_out_counts) {
        return minute >= facts->stays[0].from_min && minute < facts->stays[facts->stays_n - 1].to_min;
    }
    return inside(facts->stays, facts->stays_n, minute);
}

/* `seen`: minutes of the stay inside the charge's spans so far; the first over_min of them are free. */
static struct counted count_span(const struct extension_rules *rules, const struct extension_facts *facts,
                                 const struct extension_charge *charge, const struct extension_span *span,
                                 int32_t *seen)
{
    struct counted counted = {0, 0};
    for (int32_t minute = span->from_min; minute < span->to_min; minute++) {
        if (!is_there(rules, facts, minute)) {
            continue;
        }
        *seen += 1;
        if (*seen <= charge->over_min) {
            continue;
        }
        if (is_held(rules, facts, minute)) {
            counted.held++;
        } else {
            counted.paid++;
        }
    }
    return counted;
}

static int32_t rate_at(const struct extension_charge *charge, int32_t minute)
{
    int32_t yen = 0;
    for (size_t i = 0; i < charge->rates_n && charge->rates[i].after_min <= minute; i++) {
        yen = charge->rates[i].yen;
    }
    return yen;
}

static int32_t full_price(const struct extension_charge *charge, int32_t minutes, int32_t *ret_units)
{
    int32_t yen = 0;
    *ret_units = 0;
    if (charge->unit_min == 0) {
        return rate_at(charge, minutes - 1);
    }
    for (int32_t at = 0; at < minutes && (!charge->round_down || minutes - at >= charge->unit_min);
         at += charge->unit_min) {
        yen += rate_at(charge, at);
        *ret_units += 1;
    }
    return yen;
}

static void add_line(struct extension_day *day, struct extension_line line)
{
    assert(day->lines_n < EXTENSION_DAY_LINES_MAX);
    day->lines[day->lines_n++] = line;
    day->yen += line.yen;
}

static void price_counted(const struct extension_rules *rules, const struct extension_facts *facts, size_t row,
                          struct counted counted, struct extension_line line, struct extension_day *day)
{
    const struct extension_charge *charge = &rules->charges[row];
    line.row = row;
    line.minutes = counted.paid;
    if (counted.paid == 0 && counted.held == 0) {
        return;
    }
    if (counted.paid == 0) {
        line.kind = EXTENSION_HELD;
        line.minutes = counted.held;
    } else if (counted.paid <= charge->grace_min) {
        line.kind = EXTENSION_GRACE;
    } else if (!extension_allowed(rules, facts->birth_day, facts->day)) {
        line.kind = EXTENSION_TOO_YOUNG;
    } else {
        line.kind = EXTENSION_SPOT;
        line.minutes -= charge->grace_kept ? charge->grace_min : 0;
        line.full_yen = full_price(charge, line.minutes, &line.units);
        line.yen = extension_reduced(rules, &facts->family, false, line.full_yen);
    }
    add_line(day, line);
}

static void price_charge(const struct extension_rules *rules, const struct extension_facts *facts, size_t row,
                         struct extension_day *day)
{
    const struct extension_charge *charge = &rules->charges[row];
    struct counted all = {0, 0};
    int32_t seen = 0;
    for (size_t i = 0; i < charge->spans_n; i++) {
        struct counted counted = count_span(rules, facts, charge, &charge->spans[i], &seen);
        all.paid += counted.paid;
        all.held += counted.held;
        if (!charge->together) {
            price_counted(
                rules, facts, row, counted,
                (struct extension_line){.from_min = charge->spans[i].from_min, .to_min = charge->spans[i].to_min}, day);
        }
    }
    if (charge->together) {
        struct extension_line line = {.from_min = POLICY_NONE, .to_min = POLICY_NONE};
        if (charge->spans_n == 1) {
            line.from_min = charge->spans[0].from_min;
            line.to_min = charge->spans[0].to_min;
        }
        price_counted(rules, facts, row, all, line, day);
    }
}

static bool is_charged(const struct extension_rules *rules, enum hours_class hours_class, int32_t minute)
{
    for (size_t i = 0; i < rules->charges_n; i++) {
        const struct extension_charge *charge = &rules->charges[i];
        if ((charge->classes >> hours_class & 1) != 0 && inside(charge->spans, charge->spans_n, minute)) {
            return true;
        }
    }
    return false;
}

/* Minutes beyond the hours for which the document has no price: they are shown, for somebody stayed for them. */
static void show_outside(const struct extension_rules *rules, const struct extension_facts *facts,
                         struct extension_day *day)
{
    struct extension_line line = {
        .kind = EXTENSION_OUTSIDE, .from_min = POLICY_NONE, .to_min = POLICY_NONE, .minutes = 0};
    if (!rules->hours_known[facts->hours_class] || facts->stays_n == 0) {
        return;
    }
    int32_t to = facts->stays[facts->stays_n - 1].to_min;
    for (int32_t minute = facts->stays[0].from_min; minute < to; minute++) {
        bool covered = inside(&rules->hours[facts->hours_class], 1, minute) ||
                       is_charged(rules, facts->hours_class, minute) || is_held(rules, facts, minute);
        line.minutes += !covered && is_there(rules, facts, minute) ? 1 : 0;
    }
    if (line.minutes > 0) {
        add_line(day, line);
    }
}

void extension_price_day(const struct extension_rules *rules, const struct extension_facts *facts,
                         struct extension_day *ret)
{
    memset(ret, 0, sizeof *ret);
    assert(facts->hours_class < HOURS_CLASS_COUNT);
    for (size_t i = 0; i < rules->charges_n; i++) {
        if ((rules->charges[i].classes >> facts->hours_class & 1) != 0) {
            price_charge(rules, facts, i, ret);
        }
    }
    show_outside(rules, facts, ret);
}

void extension_price_doubt(const struct extension_rules *rules, const struct extension_facts *facts,
                           const struct extension_span *within, struct extension_day *ret)
{
    struct extension_day certain;
    struct extension_facts shorter = *facts;
    assert(facts->stays_n == 1);
    assert(within->from_min >= facts->stays[0].from_min);
    assert(within->to_min <= facts->stays[0].to_min);
    extension_price_day(rules, facts, ret);
    shorter.stays[0] = *within;
    extension_price_day(rules, &shorter, &certain);
    if (certain.yen >= ret->yen) {
        return;
    }
    int32_t left_out = within->from_min - facts->stays[0].from_min + facts->stays[0].to_min - within->to_min;
    add_line(&certain, (struct extension_line){.kind = EXTENSION_DOUBT,
                                               .from_min = within->from_min,
                                               .to_min = within->to_min,
                                               .minutes = left_out,
                                               .full_yen = ret->yen});
    *ret = certain;
}

bool extension_allowed(const struct extension_rules *rules, int32_t birth_day, int32_t day)
{
    if (rules->age_from_months == 0 || birth_day == EXTENSION_BIRTH_UNKNOWN) {
        return true;
    }
    struct civil_date first = civil_date_of_day(day);
    first.day = 1;
    return calendar_months_old_day(birth_day, rules->age_from_months) <= civil_day_of_date(first);
}

static bool has_tier(const struct extension_reduction *reduction, const char *tier)
{
    for (size_t i = 0; i < reduction->tiers_n; i++) {
        if (strcmp(reduction->tiers[i], tier) == 0) {
            return true;
        }
    }
    return reduction->tiers_n == 0;
}

int32_t extension_reduced(const struct extension_rules *rules, const struct extension_family *family, bool of_month,
                          int32_t yen)
{
    for (size_t i = 0; i < rules->reductions_n; i++) {
        const struct extension_reduction *reduction = &rules->reductions[i];
        if ((of_month ? reduction->of_monthly : reduction->of_spot) && family->sibling >= reduction->sibling_from &&
            has_tier(reduction, family->tier)) {
            return (int32_t)((int64_t)yen * reduction->percent / 100);
        }
    }
    return yen;
}

int extension_monthly_find(const struct extension_rules *rules, struct str id)
{
    for (size_t i = 0; i < rules->monthly_n; i++) {
        if (str_is(id, rules->monthly[i].id)) {
            return (int)i;
        }
    }
    return -1;
}
