/* See class_plan.h. */
#include "core/class_plan.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { YEAR_FIRST = 1927, YEAR_LAST = 2199, APRIL = 4 };

int32_t class_plan_day(int32_t fiscal_year)
{
    return civil_day_of_date((struct civil_date){fiscal_year, APRIL, 1});
}

static const struct class_plan_row *row_of(const struct class_plan *plan, const char *class_name)
{
    for (size_t i = 0; i < plan->n; i++) {
        if (strcmp(plan->rows[i].from, class_name) == 0) {
            return &plan->rows[i];
        }
    }
    return NULL;
}

enum class_plan_step class_plan_decide(const struct class_plan *plan, const struct class_plan_child *child,
                                       int32_t fiscal_year, const struct class_plan_row **ret_row)
{
    int32_t first_day = class_plan_day(fiscal_year);
    *ret_row = NULL;
    if (child->from_day >= first_day || (child->to_day != 0 && child->to_day < first_day)) {
        return CLASS_PLAN_NOTHING;
    }
    *ret_row = row_of(plan, child->class_name);
    if (*ret_row == NULL) {
        return CLASS_PLAN_UNKNOWN;
    }
    if ((*ret_row)->to[0] == '\0') {
        return CLASS_PLAN_LEAVES;
    }
    return strcmp((*ret_row)->to, child->class_name) == 0 ? CLASS_PLAN_STAYS : CLASS_PLAN_MOVES;
}

static void copy(struct str text, char *out, size_t bytes)
{
    enum err err = str_copy(text, out, bytes);
    assert(err == OK); /* json_text has kept to the bound */
}

static void read_row(struct json_in *in, struct class_plan *plan)
{
    struct class_plan_row *row = &plan->rows[plan->n];
    copy(json_text(in, "from", JSON_REQUIRED, sizeof row->from - 1), row->from, sizeof row->from);
    copy(json_text(in, "to", JSON_OPTIONAL, sizeof row->to - 1), row->to, sizeof row->to);
    if (json_bool(in, "leaves", JSON_OPTIONAL, false) == (row->to[0] != '\0')) {
        json_blame(in, "to", "TO_OR_LEAVES");
    }
    if (row_of(plan, row->from) != NULL) {
        json_blame(in, "from", "TWICE");
    }
    plan->n++;
}

void class_plan_read(struct json_in *in, struct class_plan *ret)
{
    memset(ret, 0, sizeof *ret);
    copy(json_text(in, "nursery", JSON_REQUIRED, sizeof ret->nursery - 1), ret->nursery, sizeof ret->nursery);
    size_t n = json_list(in, "classes", JSON_REQUIRED, CLASS_PLAN_CLASSES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(in, "classes", i, &row)) {
            read_row(&row, ret);
            json_nested_end(&row);
        }
    }
}

void class_plan_put(struct json_out *out, const struct class_plan *plan)
{
    json_put_text(out, "nursery", str_of(plan->nursery));
    json_out_key(out, "classes");
    json_out_open(out, '[');
    for (size_t i = 0; i < plan->n; i++) {
        json_out_open(out, '{');
        json_put_text(out, "from", str_of(plan->rows[i].from));
        if (plan->rows[i].to[0] == '\0') {
            json_put_bool(out, "leaves", true);
        } else {
            json_put_text(out, "to", str_of(plan->rows[i].to));
        }
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static bool stands_before(const struct class_plan *plans, size_t i)
{
    for (size_t other = 0; other < i; other++) {
        if (strcmp(plans[other].nursery, plans[i].nursery) == 0) {
            return true;
        }
    }
    return false;
}

enum err class_plan_decode(struct str document, struct class_plan *plans, size_t *ret_n, int32_t *ret_fiscal_year,
                           struct json_faults *faults)
{
    struct json_in in;
    enum err err = json_open(document, &in, faults);
    if (err != OK) {
        return err;
    }
    *ret_fiscal_year = (int32_t)json_int(&in, "fiscal_year", JSON_REQUIRED, YEAR_FIRST, YEAR_LAST, 0);
    size_t n = json_list(&in, "nurseries", JSON_REQUIRED, CLASS_PLAN_NURSERIES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in nursery;
        memset(&plans[i], 0, sizeof plans[i]);
        if (!json_list_object(&in, "nurseries", i, &nursery)) {
            continue;
        }
        class_plan_read(&nursery, &plans[i]);
        if (stands_before(plans, i)) {
            json_blame(&nursery, "nursery", "TWICE");
        }
        json_nested_end(&nursery);
    }
    *ret_n = n;
    return json_close(&in);
}
