/* Reading a document of extended-care prices: see extension.h. What each member says is judged while it is read, whether they fit together
 * by extension_check.c. */
#include <assert.h>
#include <string.h>

#include "core/extension.h"
#include "core/extension_parts.h"
#include "core/policy_parts.h"

#include "base/banned.h"

enum { YEN_MAX = 100000, MINUTES_MAX = 1440, MONTHS_MAX = 84, DAYS_MAX = 31, SIBLINGS_MAX = 9, CLASS_WORD_BYTES = 16 };

static const char *const class_words[] = {"standard", "short", NULL};
static const uint32_t every_class = (UINT32_C(1) << HOURS_CLASS_COUNT) - 1;

/* "for": ["short"]; every class when absent. */
static uint32_t decode_classes(struct json_in *in)
{
    uint32_t classes = 0;
    size_t n = json_list(in, "for", JSON_OPTIONAL, HOURS_CLASS_COUNT);
    for (size_t i = 0; i < n; i++) {
        struct str word = json_list_text(in, "for", i, CLASS_WORD_BYTES);
        int found = -1;
        for (int hours_class = 0; class_words[hours_class] != NULL; hours_class++) {
            found = str_is(word, class_words[hours_class]) ? hours_class : found;
        }
        if (found < 0) {
            json_blame(in, "for", "NO_SUCH_CLASS");
        } else {
            classes |= UINT32_C(1) << found;
        }
    }
    return n == 0 ? every_class : classes;
}

static void decode_title(struct json_in *in, char out[POLICY_NAME_BYTES])
{
    enum err err = str_copy(json_text(in, "title", JSON_OPTIONAL, POLICY_NAME_BYTES - 1), out, POLICY_NAME_BYTES);
    assert(err == OK);
}

static size_t decode_spans(struct json_in *in, struct extension_span *spans)
{
    size_t n = json_list(in, "spans", JSON_REQUIRED, EXTENSION_SPANS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(in, "spans", i, &row)) {
            spans[i].from_min = json_minute(&row, "from", JSON_REQUIRED, 0);
            spans[i].to_min = json_minute(&row, "to", JSON_REQUIRED, 0);
            json_nested_end(&row);
        }
    }
    return n;
}

static void decode_rates(struct json_in *in, struct extension_charge *to)
{
    size_t n = json_list(in, "later", JSON_OPTIONAL, EXTENSION_RATES_MAX - 1);
    to->rates[0] = (struct extension_rate){0, (int32_t)json_int(in, "yen", JSON_REQUIRED, 0, YEN_MAX, 0)};
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(in, "later", i, &row)) {
            to->rates[i + 1] = (struct extension_rate){
                (int32_t)json_int(&row, "after_min", JSON_REQUIRED, 1, MINUTES_MAX, 1),
                (int32_t)json_int(&row, "yen", JSON_REQUIRED, 0, YEN_MAX, 0)};
            json_nested_end(&row);
        }
    }
    to->rates_n = n + 1;
}

static void decode_charge(struct json_in *in, struct extension_charge *to)
{
    static const char *const price_words[] = {"once", "unit", NULL};
    static const char *const count_words[] = {"each", "together", NULL};
    static const char *const rounding_words[] = {"up", "down", NULL};
    static const char *const grace_words[] = {"all", "rest", NULL};
    memset(to, 0, sizeof *to);
    policy_decode_id(in, "id", JSON_REQUIRED, to->id);
    decode_title(in, to->title);
    to->classes = decode_classes(in);
    to->spans_n = decode_spans(in, to->spans);
    to->together = json_word(in, "count", JSON_OPTIONAL, count_words) == 1;
    to->over_min = (int32_t)json_int(in, "over_min", JSON_OPTIONAL, 1, MINUTES_MAX, 0);
    bool by_unit = json_word(in, "price", JSON_REQUIRED, price_words) == 1;
    to->unit_min = (int32_t)json_int(in, "unit_min", by_unit ? JSON_REQUIRED : JSON_OPTIONAL, 1, MINUTES_MAX, 0);
    to->round_down = json_word(in, "rounding", JSON_OPTIONAL, rounding_words) == 1;
    if (!by_unit && (to->unit_min != 0 || to->round_down)) {
        json_blame(in, "unit_min", "NOT_BY_UNIT");
    }
    decode_rates(in, to);
    to->grace_min = (int32_t)json_int(in, "grace_min", JSON_OPTIONAL, 0, MINUTES_MAX, 0);
    to->grace_kept = json_word(in, "after_grace", JSON_OPTIONAL, grace_words) == 1;
}

static void decode_monthly(struct json_in *in, struct extension_monthly *to)
{
    memset(to, 0, sizeof *to);
    policy_decode_id(in, "id", JSON_REQUIRED, to->id);
    decode_title(in, to->title);
    to->classes = decode_classes(in);
    to->spans_n = decode_spans(in, to->spans);
    to->siblings_n = json_list(in, "sibling_yen", JSON_OPTIONAL, EXTENSION_SIBLINGS_MAX);
    for (size_t i = 0; i < to->siblings_n; i++) {
        to->sibling_yen[i] = (int32_t)json_list_int(in, "sibling_yen", i, 0, YEN_MAX);
    }
    int64_t yen = json_int(in, "yen", JSON_OPTIONAL, 0, YEN_MAX, POLICY_NONE);
    to->percent_of_fee = (int32_t)json_int(in, "percent_of_fee", JSON_OPTIONAL, 1, 100, 0);
    to->max_yen = (int32_t)json_int(in, "max_yen", JSON_OPTIONAL, 0, YEN_MAX, POLICY_NONE);
    if ((yen != POLICY_NONE) + (to->siblings_n > 0) + (to->percent_of_fee > 0) != 1) {
        json_blame(in, "yen", "ONE_PRICE");
    }
    if (yen != POLICY_NONE) {
        to->sibling_yen[0] = (int32_t)yen;
        to->siblings_n = 1;
    }
}

/* "charges": ids of charges read before; all of them when absent. */
static uint32_t decode_charge_ids(struct json_in *in, const struct extension_rules *rules)
{
    uint32_t mask = 0;
    size_t n = json_list(in, "charges", JSON_OPTIONAL, EXTENSION_CHARGES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct str id = json_list_text(in, "charges", i, POLICY_ID_BYTES - 1);
        uint32_t found = 0;
        for (size_t row = 0; row < rules->charges_n; row++) {
            found |= str_is(id, rules->charges[row].id) ? UINT32_C(1) << row : 0;
        }
        if (found == 0) {
            json_blame(in, "charges", "NO_SUCH_CHARGE");
        }
        mask |= found;
    }
    return n == 0 ? UINT32_MAX : mask;
}

static void decode_limit(struct json_in *in, const struct extension_rules *rules, struct extension_limit *to)
{
    memset(to, 0, sizeof *to);
    to->classes = decode_classes(in);
    to->charges = decode_charge_ids(in, rules);
    to->cap_yen = (int32_t)json_int(in, "cap_yen", JSON_OPTIONAL, 0, YEN_MAX, POLICY_NONE);
    to->steps_n = json_list(in, "steps", JSON_OPTIONAL, EXTENSION_STEPS_MAX);
    for (size_t i = 0; i < to->steps_n; i++) {
        struct json_in row;
        if (json_list_object(in, "steps", i, &row)) {
            to->steps[i].from_days = (int32_t)json_int(&row, "from_days", JSON_REQUIRED, 1, DAYS_MAX, 1);
            to->steps[i].yen = (int32_t)json_int(&row, "yen", JSON_REQUIRED, 0, YEN_MAX, 0);
            json_nested_end(&row);
        }
    }
    if (to->cap_yen == POLICY_NONE && to->steps_n == 0) {
        json_blame(in, "cap_yen", "MISSING");
    }
}

static void decode_reduction(struct json_in *in, struct extension_reduction *to)
{
    static const char *const of_words[] = {"both", "spot", "monthly", NULL};
    memset(to, 0, sizeof *to);
    to->tiers_n = json_list(in, "tiers", JSON_OPTIONAL, POLICY_FEE_TIERS_MAX);
    for (size_t i = 0; i < to->tiers_n; i++) {
        enum err err = str_copy(json_list_text(in, "tiers", i, POLICY_ID_BYTES - 1), to->tiers[i], POLICY_ID_BYTES);
        assert(err == OK);
    }
    to->sibling_from = (int32_t)json_int(in, "sibling_from", JSON_OPTIONAL, 1, SIBLINGS_MAX, 1);
    int of = json_word(in, "of", JSON_OPTIONAL, of_words);
    to->of_spot = of != 2;
    to->of_monthly = of != 1;
    to->percent = (int32_t)json_int(in, "percent", JSON_REQUIRED, 0, 100, 100);
}

static void decode_hours(struct json_in *in, struct extension_rules *to)
{
    size_t n = json_list(in, "hours", JSON_OPTIONAL, HOURS_CLASS_COUNT);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (!json_list_object(in, "hours", i, &row)) {
            continue;
        }
        uint32_t classes = decode_classes(&row);
        struct extension_span span = {json_minute(&row, "from", JSON_REQUIRED, 0),
                                      json_minute(&row, "to", JSON_REQUIRED, 0)};
        for (int hours_class = 0; hours_class < HOURS_CLASS_COUNT; hours_class++) {
            if ((classes >> hours_class & 1) != 0) {
                to->hours[hours_class] = span;
                to->hours_known[hours_class] = true;
            }
        }
        json_nested_end(&row);
    }
}

static void decode_rows(struct json_in *in, struct extension_rules *to)
{
    struct json_in row;
    to->charges_n = json_list(in, "charges", JSON_REQUIRED, EXTENSION_CHARGES_MAX);
    for (size_t i = 0; i < to->charges_n; i++) {
        if (json_list_object(in, "charges", i, &row)) {
            decode_charge(&row, &to->charges[i]);
            json_nested_end(&row);
        }
    }
    to->monthly_n = json_list(in, "monthly", JSON_OPTIONAL, EXTENSION_MONTHLY_MAX);
    for (size_t i = 0; i < to->monthly_n; i++) {
        if (json_list_object(in, "monthly", i, &row)) {
            decode_monthly(&row, &to->monthly[i]);
            json_nested_end(&row);
        }
    }
    to->limits_n = json_list(in, "limits", JSON_OPTIONAL, EXTENSION_LIMITS_MAX);
    for (size_t i = 0; i < to->limits_n; i++) {
        if (json_list_object(in, "limits", i, &row)) {
            decode_limit(&row, to, &to->limits[i]);
            json_nested_end(&row);
        }
    }
    to->reductions_n = json_list(in, "reductions", JSON_OPTIONAL, EXTENSION_REDUCTIONS_MAX);
    for (size_t i = 0; i < to->reductions_n; i++) {
        if (json_list_object(in, "reductions", i, &row)) {
            decode_reduction(&row, &to->reductions[i]);
            json_nested_end(&row);
        }
    }
}

enum err extension_decode(struct str document, struct extension_rules *ret, struct extension_head *ret_head,
                          struct json_faults *faults)
{
    static const char *const kind_words[] = {"extension", NULL};
    static const char *const out_words[] = {"counted", "excluded", NULL};
    struct json_in in;
    enum err err = json_open(document, &in, faults);
    if (err != OK) {
        return err;
    }
    memset(ret, 0, sizeof *ret);
    memset(ret_head, 0, sizeof *ret_head);
    json_word(&in, "policy", JSON_REQUIRED, kind_words);
    struct str site = json_text(&in, "site", JSON_OPTIONAL, sizeof ret_head->site - 1);
    struct str title = json_text(&in, "title", JSON_OPTIONAL, sizeof ret_head->title - 1);
    err = str_copy(site, ret_head->site, sizeof ret_head->site);
    err = err == OK ? str_copy(title, ret_head->title, sizeof ret_head->title) : err;
    assert(err == OK);
    ret_head->valid_from_day = json_day(&in, "valid_from", JSON_REQUIRED, 0);
    decode_hours(&in, ret);
    decode_rows(&in, ret);
    ret->step_out_counts = json_word(&in, "step_out", JSON_OPTIONAL, out_words) != 1;
    ret->age_from_months = (int32_t)json_int(&in, "age_from_months", JSON_OPTIONAL, 0, MONTHS_MAX, 0);
    err = json_close(&in);
    if (err == OK) {
        extension_check(ret, faults);
        err = faults->n == 0 ? OK : ERR_INVALID;
    }
    return err;
}
