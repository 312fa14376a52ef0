/* See fee.h. */
#include "core/fee.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { MIN_PER_HOUR = 60 };

int32_t fee_minutes(int64_t came_ms, int64_t went_ms)
{
    assert(went_ms >= came_ms);
    int32_t days = civil_day_of_ms(went_ms) - civil_day_of_ms(came_ms);
    return days * 24 * MIN_PER_HOUR + civil_minute_of_ms(went_ms) - civil_minute_of_ms(came_ms);
}

static bool residence_fits(enum policy_fee_residence wanted, bool resident)
{
    switch (wanted) {
    case FEE_ANYBODY:
        return true;
    case FEE_RESIDENT:
        return resident;
    case FEE_OTHER:
        return !resident;
    }
    return false;
}

static bool tier_fits(const struct policy_fee_row *row, const char *tier)
{
    for (size_t i = 0; i < row->tiers_n; i++) {
        if (strcmp(row->tiers[i], tier) == 0) {
            return true;
        }
    }
    return row->tiers_n == 0;
}

static bool row_fits(const struct policy_fees *fees, const struct policy_fee_row *row, const struct fee_use *use)
{
    bool slot = row->slot[0] == '\0' || strcmp(row->slot, use->slot) == 0;
    bool hours = fees->basis != FEE_HOURS_TIER || row->hours_up_to == 0 ||
                 use->minutes <= row->hours_up_to * MIN_PER_HOUR;
    return slot && hours && use->sibling >= row->sibling_from && residence_fits(row->residence, use->resident) &&
           tier_fits(row, use->tier);
}

static const struct policy_fee_row *find_row(const struct policy_fees *fees, const struct fee_use *use)
{
    const struct policy_fee_row *found = NULL;
    for (size_t i = 0; i < fees->rows_n && found == NULL; i++) {
        found = row_fits(fees, &fees->rows[i], use) ? &fees->rows[i] : NULL;
    }
    assert(found != NULL); /* policy_check refuses a table that leaves somebody out */
    return found;
}

static struct fee_line *add(struct fee *fee, enum fee_line_kind kind, int32_t count, int32_t unit_yen)
{
    assert(fee->lines_n < FEE_LINES_MAX);
    struct fee_line *line = &fee->lines[fee->lines_n++];
    *line = (struct fee_line){.kind = kind, .count = count, .unit_yen = unit_yen, .yen = count * unit_yen};
    fee->yen += line->yen;
    return line;
}

static bool covers(const struct fee_use *use, const char *kind)
{
    for (size_t i = 0; i < use->proofs_n; i++) {
        const struct fee_proof *proof = &use->proofs[i];
        if (strcmp(proof->kind, kind) == 0 && proof->from_day <= use->day && use->day <= proof->to_day) {
            return true;
        }
    }
    return false;
}

/* R-FEE-03: of several proofs the one that helps most. */
static void exempt(const struct policy_fees *fees, const struct fee_use *use, struct fee *fee)
{
    const struct policy_fee_exempt *best = NULL;
    for (size_t i = 0; i < fees->exempt_n; i++) {
        const struct policy_fee_exempt *row = &fees->exempt[i];
        bool fits = residence_fits(row->residence, use->resident) && covers(use, row->proof) && row->yen < fee->yen;
        best = fits && (best == NULL || row->yen < best->yen) ? row : best;
    }
    if (best != NULL) {
        struct fee_line *line = add(fee, FEE_LINE_EXEMPTION, 1, best->yen - fee->yen);
        memcpy(line->id, best->proof, sizeof line->id);
    }
}

void fee_of_use(const struct policy *policy, const struct fee_use *use, struct fee *ret)
{
    const struct policy_fees *fees = &policy->fees;
    const struct policy_fee_row *row = find_row(fees, use);
    int32_t hours = (use->minutes + MIN_PER_HOUR - 1) / MIN_PER_HOUR;
    assert(use->minutes >= 0);
    assert(use->sibling >= 1);
    memset(ret, 0, sizeof *ret);
    hours = hours == 0 ? 1 : hours; /* whoever came has started one */
    struct fee_line *price = add(ret, FEE_LINE_PRICE, fees->basis == FEE_STARTED_HOUR ? hours : 1, row->yen);
    memcpy(price->id, row->tiers_n > 0 ? use->tier : "", row->tiers_n > 0 ? sizeof price->id : 1);
    exempt(fees, use, ret);
    for (size_t i = 0; i < fees->options_n; i++) {
        if (use->options[i] > 0) {
            struct fee_line *line = add(ret, FEE_LINE_OPTION, use->options[i], fees->options[i].yen);
            memcpy(line->id, fees->options[i].id, sizeof line->id);
            memcpy(line->name, fees->options[i].name, sizeof line->name);
        }
    }
    assert(ret->yen >= 0);
}

void fee_of_late_cancellation(int32_t yen, struct fee *ret)
{
    assert(yen >= 0);
    memset(ret, 0, sizeof *ret);
    add(ret, FEE_LINE_LATE_CANCELLATION, 1, yen);
}

int fee_option_find(const struct policy_fees *fees, struct str id)
{
    for (size_t i = 0; i < fees->options_n; i++) {
        if (str_is(id, fees->options[i].id)) {
            return (int)i;
        }
    }
    return -1;
}

void fee_put_lines(struct json_out *out, const struct fee *fee)
{
    static const char *const words[] = {[FEE_LINE_PRICE] = "price",
                                        [FEE_LINE_EXEMPTION] = "exemption",
                                        [FEE_LINE_OPTION] = "option",
                                        [FEE_LINE_LATE_CANCELLATION] = "late_cancellation"};
    json_out_open(out, '[');
    for (size_t i = 0; i < fee->lines_n; i++) {
        const struct fee_line *line = &fee->lines[i];
        json_out_open(out, '{');
        json_put_word(out, "kind", words[line->kind]);
        if (line->id[0] != '\0') {
            json_put_word(out, "id", line->id);
        }
        if (line->name[0] != '\0') {
            json_put_word(out, "name", line->name);
        }
        json_put_int(out, "count", line->count);
        json_put_int(out, "unit_yen", line->unit_yen);
        json_put_int(out, "yen", line->yen);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

#define STATE(state) (1U << (unsigned)(state))

bool fee_may_become(enum fee_state from, enum fee_state to)
{
    static const unsigned next[] = {
        [FEE_DUE] = STATE(FEE_PAID) | STATE(FEE_INVOICED) | STATE(FEE_WAIVED),
        [FEE_PAID] = STATE(FEE_REFUNDED),
        [FEE_INVOICED] = STATE(FEE_PAID) | STATE(FEE_WAIVED),
        [FEE_WAIVED] = 0,
        [FEE_REFUNDED] = 0,
    };
    assert((int)from >= FEE_DUE && (int)from <= FEE_STATE_LAST);
    assert((int)to >= FEE_DUE && (int)to <= FEE_STATE_LAST);
    return (next[from] & STATE(to)) != 0;
}

bool fee_open(enum fee_state state)
{
    return state == FEE_DUE || state == FEE_INVOICED;
}

const char *fee_state_word(enum fee_state state)
{
    static const char *const words[] = {[FEE_DUE] = "due",
                                        [FEE_PAID] = "paid",
                                        [FEE_INVOICED] = "invoiced",
                                        [FEE_WAIVED] = "waived",
                                        [FEE_REFUNDED] = "refunded"};
    assert((int)state >= FEE_DUE && (int)state <= FEE_STATE_LAST);
    return words[state];
}

int32_t fee_benefit_limit(int32_t birth_day, int32_t day)
{
    enum { FROM_3_TO_5 = 37000, UP_TO_2 = 42000, SCHOOL_AGE = 6 };
    int32_t age = calendar_class_age(birth_day, calendar_fiscal_year(day));
    return age >= SCHOOL_AGE ? 0 : age >= 3 ? FROM_3_TO_5 : UP_TO_2;
}
