/* Reading a policy document: prices, options, exemptions (A12), and what is reported (A13). See policy.h. */
#include <assert.h>
#include <string.h>

#include "core/policy_parts.h"

#include "base/banned.h"

enum { YEN_MAX = 100000, HOURS_MAX = 24, SIBLINGS_MAX = 9, GRANT_YEN_MAX = 100000000, CASES_MAX = 100000 };

static const char *const residence_words[] = {"any", "resident", "other", NULL};

static enum policy_fee_residence decode_residence(struct json_in *row)
{
    int found = json_word(row, "residence", JSON_OPTIONAL, residence_words);
    return found < 0 ? FEE_ANYBODY : (enum policy_fee_residence)found;
}

static void decode_row(struct json_in *row, struct policy_fee_row *to)
{
    memset(to, 0, sizeof *to);
    to->residence = decode_residence(row);
    to->tiers_n = json_list(row, "tiers", JSON_OPTIONAL, POLICY_FEE_TIERS_MAX);
    for (size_t i = 0; i < to->tiers_n; i++) {
        enum err err = str_copy(json_list_text(row, "tiers", i, POLICY_ID_BYTES - 1), to->tiers[i], POLICY_ID_BYTES);
        assert(err == OK);
    }
    policy_decode_id(row, "slot", JSON_OPTIONAL, to->slot);
    to->hours_up_to = (int32_t)json_int(row, "hours_up_to", JSON_OPTIONAL, 1, HOURS_MAX, 0);
    to->sibling_from = (int32_t)json_int(row, "sibling_from", JSON_OPTIONAL, 1, SIBLINGS_MAX, 1);
    to->yen = (int32_t)json_int(row, "yen", JSON_REQUIRED, 0, YEN_MAX, 0);
}

static void decode_options(struct json_in *from, struct policy_fees *to)
{
    size_t n = json_list(from, "options", JSON_OPTIONAL, POLICY_FEE_OPTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct policy_fee_option *option = &to->options[i];
        struct json_in row;
        if (json_list_object(from, "options", i, &row)) {
            memset(option, 0, sizeof *option);
            policy_decode_id(&row, "id", JSON_REQUIRED, option->id);
            enum err err = str_copy(json_text(&row, "name", JSON_OPTIONAL, POLICY_NAME_BYTES - 1), option->name,
                                    sizeof option->name);
            assert(err == OK);
            option->yen = (int32_t)json_int(&row, "yen", JSON_REQUIRED, 0, YEN_MAX, 0);
            json_nested_end(&row);
        }
    }
    to->options_n = n;
}

static void decode_exempt(struct json_in *from, struct policy_fees *to)
{
    size_t n = json_list(from, "exempt", JSON_OPTIONAL, POLICY_EXEMPT_MAX);
    for (size_t i = 0; i < n; i++) {
        struct policy_fee_exempt *exempt = &to->exempt[i];
        struct json_in row;
        if (json_list_object(from, "exempt", i, &row)) {
            memset(exempt, 0, sizeof *exempt);
            policy_decode_id(&row, "proof", JSON_REQUIRED, exempt->proof);
            exempt->residence = decode_residence(&row);
            exempt->yen = (int32_t)json_int(&row, "yen", JSON_OPTIONAL, 0, YEN_MAX, 0);
            json_nested_end(&row);
        }
    }
    to->exempt_n = n;
}

void policy_decode_fees(struct json_in *in, struct policy *policy)
{
    static const char *const basis_words[] = {"day", "slot", "started_hour", "hours_tier", NULL};
    struct policy_fees *to = &policy->fees;
    struct json_in from;
    if (!json_nested(in, "fees", JSON_OPTIONAL, &from)) {
        return;
    }
    int basis = json_word(&from, "basis", JSON_OPTIONAL, basis_words);
    to->basis = basis < 0 ? FEE_DAY : (enum policy_fee_basis)basis;
    to->rows_n = json_list(&from, "rows", JSON_REQUIRED, POLICY_FEE_ROWS_MAX);
    for (size_t i = 0; i < to->rows_n; i++) {
        struct json_in row;
        if (json_list_object(&from, "rows", i, &row)) {
            decode_row(&row, &to->rows[i]);
            json_nested_end(&row);
        }
    }
    decode_options(&from, to);
    decode_exempt(&from, to);
    json_nested_end(&from);
}

void policy_decode_reports(struct json_in *in, struct policy *policy)
{
    struct policy_reports *to = &policy->reports;
    struct json_in from;
    if (!json_nested(in, "reports", JSON_OPTIONAL, &from)) {
        return;
    }
    to->same_day_n = json_list(&from, "same_day_brackets", JSON_OPTIONAL, POLICY_BRACKETS_MAX);
    for (size_t i = 0; i < to->same_day_n; i++) {
        struct json_in row;
        if (json_list_object(&from, "same_day_brackets", i, &row)) {
            to->same_day[i] = (struct policy_bracket){
                .from = (int32_t)json_int(&row, "from", JSON_REQUIRED, 0, CASES_MAX, 0),
                .to = (int32_t)json_int(&row, "to", JSON_OPTIONAL, 0, CASES_MAX, POLICY_NONE),
                .yen = (int32_t)json_int(&row, "yen", JSON_OPTIONAL, 0, GRANT_YEN_MAX, POLICY_NONE),
            };
            json_nested_end(&row);
        }
    }
    json_nested_end(&from);
}
