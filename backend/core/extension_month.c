/* Pricing a month from its days: see extension.h. */
#include <assert.h>
#include <string.h>

#include "core/extension.h"

#include "base/banned.h"

void extension_month_open(struct extension_month *month)
{
    memset(month, 0, sizeof *month);
}

/* The first limit that concerns the line; −1: none does. */
static int limit_of(const struct extension_rules *rules, enum hours_class hours_class,
                    const struct extension_line *line)
{
    for (size_t i = 0; i < rules->limits_n; i++) {
        const struct extension_limit *limit = &rules->limits[i];
        if ((limit->classes >> hours_class & 1) != 0 && (limit->charges >> line->row & 1) != 0) {
            return (int)i;
        }
    }
    return -1;
}

void extension_month_add(const struct extension_rules *rules, struct extension_month *month,
                         const struct extension_facts *facts, const struct extension_day *day)
{
    uint32_t touched = 0;
    bool spot = false;
    month->held |= facts->held;
    if (day == NULL) {
        month->unresolved++;
        return;
    }
    for (size_t i = 0; i < day->lines_n; i++) {
        const struct extension_line *line = &day->lines[i];
        if (line->kind != EXTENSION_SPOT) {
            continue;
        }
        int limit = limit_of(rules, facts->hours_class, line);
        spot = true;
        if (limit >= 0) {
            month->limit_yen[limit] += line->yen;
            touched |= UINT32_C(1) << limit;
        }
    }
    for (size_t i = 0; i < rules->limits_n; i++) {
        month->limit_days[i] += (int32_t)(touched >> i & 1);
    }
    month->days += facts->stays_n > 0 ? 1 : 0;
    month->spot_days += spot ? 1 : 0;
    month->days_yen += day->yen;
}

static void add_line(struct extension_month *month, struct extension_line line)
{
    assert(month->lines_n < EXTENSION_MONTH_LINES_MAX);
    line.from_min = POLICY_NONE;
    line.to_min = POLICY_NONE;
    month->lines[month->lines_n++] = line;
    month->yen += line.yen;
}

static int32_t monthly_price(const struct extension_monthly *monthly, const struct extension_family *family)
{
    int64_t yen = (int64_t)family->monthly_fee_yen * monthly->percent_of_fee / 100;
    if (monthly->siblings_n > 0) {
        size_t at = family->sibling < 1 ? 0 : (size_t)family->sibling - 1;
        yen = monthly->sibling_yen[at < monthly->siblings_n ? at : monthly->siblings_n - 1];
    }
    return monthly->max_yen != POLICY_NONE && yen > monthly->max_yen ? monthly->max_yen : (int32_t)yen;
}

/* A step is a price like the days' own and is reduced like them; the cap is what nobody pays more than. */
static void apply_limit(const struct extension_rules *rules, struct extension_month *month, size_t row,
                        const struct extension_family *family)
{
    const struct extension_limit *limit = &rules->limits[row];
    int64_t yen = month->limit_yen[row];
    const struct extension_step *step = NULL;
    for (size_t i = 0; i < limit->steps_n; i++) {
        step = month->limit_days[row] >= limit->steps[i].from_days ? &limit->steps[i] : step;
    }
    if (step != NULL) {
        int32_t reduced = extension_reduced(rules, family, false, step->yen);
        add_line(month, (struct extension_line){.kind = EXTENSION_STEPPED,
                                                .row = row,
                                                .units = month->limit_days[row],
                                                .full_yen = step->yen,
                                                .yen = (int32_t)(reduced - yen)});
        yen = reduced;
    }
    if (limit->cap_yen != POLICY_NONE && yen > limit->cap_yen) {
        add_line(month, (struct extension_line){.kind = EXTENSION_CAPPED,
                                                .row = row,
                                                .units = month->limit_days[row],
                                                .full_yen = limit->cap_yen,
                                                .yen = (int32_t)(limit->cap_yen - yen)});
    }
}

void extension_month_close(const struct extension_rules *rules, struct extension_month *month,
                           const struct extension_family *family)
{
    month->lines_n = 0;
    month->yen = month->days_yen;
    for (size_t i = 0; i < rules->monthly_n; i++) {
        if ((month->held >> i & 1) != 0) {
            int32_t full = monthly_price(&rules->monthly[i], family);
            add_line(month, (struct extension_line){.kind = EXTENSION_MONTHLY,
                                                    .row = i,
                                                    .full_yen = full,
                                                    .yen = extension_reduced(rules, family, true, full)});
        }
    }
    for (size_t i = 0; i < rules->limits_n; i++) {
        if (month->limit_days[i] > 0) {
            apply_limit(rules, month, i, family);
        }
    }
}
