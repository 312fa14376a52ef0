/* Prices and reports, written back: see policy_encode.h. */
#include "core/policy_encode.h"

#include "base/banned.h"

static const char *const residence_words[] = {
    [FEE_ANYBODY] = "any", [FEE_RESIDENT] = "resident", [FEE_OTHER] = "other"};

static void put_row(struct json_out *out, const struct policy_fee_row *row)
{
    json_out_open(out, '{');
    json_put_word(out, "residence", residence_words[row->residence]);
    if (row->tiers_n > 0) {
        json_out_key(out, "tiers");
        json_out_open(out, '[');
        for (size_t i = 0; i < row->tiers_n; i++) {
            json_out_text(out, str_of(row->tiers[i]));
        }
        json_out_close(out, ']');
    }
    if (row->slot[0] != '\0') {
        json_put_text(out, "slot", str_of(row->slot));
    }
    if (row->hours_up_to > 0) {
        json_put_int(out, "hours_up_to", row->hours_up_to);
    }
    json_put_int(out, "sibling_from", row->sibling_from);
    json_put_int(out, "yen", row->yen);
    json_out_close(out, '}');
}

static void put_options(struct json_out *out, const struct policy_fees *from)
{
    json_out_key(out, "options");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->options_n; i++) {
        json_out_open(out, '{');
        json_put_text(out, "id", str_of(from->options[i].id));
        json_put_text(out, "name", str_of(from->options[i].name));
        json_put_int(out, "yen", from->options[i].yen);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_exempt(struct json_out *out, const struct policy_fees *from)
{
    json_out_key(out, "exempt");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->exempt_n; i++) {
        json_out_open(out, '{');
        json_put_text(out, "proof", str_of(from->exempt[i].proof));
        json_put_word(out, "residence", residence_words[from->exempt[i].residence]);
        json_put_int(out, "yen", from->exempt[i].yen);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_fees(struct json_out *out, const struct policy_fees *from)
{
    static const char *const bases[] = {
        [FEE_DAY] = "day", [FEE_SLOT] = "slot", [FEE_STARTED_HOUR] = "started_hour", [FEE_HOURS_TIER] = "hours_tier"};
    json_out_open(out, '{');
    json_put_word(out, "basis", bases[from->basis]);
    json_out_key(out, "rows");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->rows_n; i++) {
        put_row(out, &from->rows[i]);
    }
    json_out_close(out, ']');
    put_options(out, from);
    put_exempt(out, from);
    json_out_close(out, '}');
}

static void put_reports(struct json_out *out, const struct policy_reports *from)
{
    json_out_open(out, '{');
    json_out_key(out, "same_day_brackets");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->same_day_n; i++) {
        const struct policy_bracket *bracket = &from->same_day[i];
        json_out_open(out, '{');
        json_put_int(out, "from", bracket->from);
        if (bracket->to != POLICY_NONE) {
            json_put_int(out, "to", bracket->to);
        }
        if (bracket->yen != POLICY_NONE) {
            json_put_int(out, "yen", bracket->yen);
        }
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void policy_encode_money(struct json_out *out, const struct policy *policy, enum policy_section section)
{
    if (section == SECTION_FEES) {
        put_fees(out, &policy->fees);
    } else {
        put_reports(out, &policy->reports);
    }
}
