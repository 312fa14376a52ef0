/* The classes of a new fiscal year: what a plan says, and what it means for one child. */
#include "core/class_plan.h"

#include <stdio.h>
#include <string.h>

#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

static struct class_plan plans[CLASS_PLAN_NURSERIES_MAX];

/* Simple quotes for double ones. */
static enum err decode(const char *text, size_t *ret_n, struct json_faults *faults)
{
    static char json[8192];
    int32_t year = 0;
    size_t n = strlen(text);
    EXPECT(n < sizeof json);
    for (size_t i = 0; i <= n; i++) {
        json[i] = text[i] == '\'' ? '"' : text[i];
    }
    *faults = (struct json_faults){0};
    enum err err = class_plan_decode(str_of(json), plans, ret_n, &year, faults);
    if (err == OK) {
        EXPECT_INT(year, 2026);
    }
    return err;
}

static const char *const good = "{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'from':'a','to':'b'},"
                                "{'from':'b','leaves':true},{'from':'','to':'a'},{'from':'mixed','to':'mixed'}]},"
                                "{'nursery':'n02','classes':[]}]}";

TEST("R-CAL-09: on 1 April a child goes with its class; who left before or came with the new year stays as it is")
{
    static const struct {
        const char *class_name;
        const char *from;
        const char *to; /* "": enrolled */
        enum class_plan_step step;
        const char *then;
    } rows[] = {
        {"a", "2025-04-01", "", CLASS_PLAN_MOVES, "b"},
        {"a", "2026-03-31", "", CLASS_PLAN_MOVES, "b"},
        {"a", "2026-04-01", "", CLASS_PLAN_NOTHING, NULL},
        {"a", "2026-06-01", "", CLASS_PLAN_NOTHING, NULL},
        {"a", "2024-04-01", "2026-03-31", CLASS_PLAN_NOTHING, NULL},
        {"a", "2024-04-01", "2026-04-01", CLASS_PLAN_MOVES, "b"},
        {"b", "2024-04-01", "", CLASS_PLAN_LEAVES, ""},
        {"b", "2024-04-01", "2026-06-30", CLASS_PLAN_LEAVES, ""},
        {"", "2025-10-01", "", CLASS_PLAN_MOVES, "a"},
        {"mixed", "2025-04-01", "", CLASS_PLAN_STAYS, "mixed"},
        {"c", "2025-04-01", "", CLASS_PLAN_UNKNOWN, NULL},
        {"c", "2026-04-01", "", CLASS_PLAN_NOTHING, NULL},
    };
    size_t n = 0;
    struct json_faults faults;
    EXPECT_OK(decode(good, &n, &faults));
    EXPECT_INT(n, 2);
    EXPECT_STR(plans[0].nursery, "n01");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct class_plan_child child = {rows[i].class_name, rules_day(rows[i].from),
                                               rows[i].to[0] == '\0' ? 0 : rules_day(rows[i].to)};
        const struct class_plan_row *row = NULL;
        EXPECT_INT(class_plan_decide(&plans[0], &child, 2026, &row), rows[i].step);
        EXPECT_INT(row == NULL, rows[i].then == NULL);
        if (row != NULL) {
            EXPECT_STR(row->to, rows[i].then);
        }
    }
}

TEST("a plan that is written is the plan that is read back")
{
    char text[1024];
    struct buf buf;
    struct json_out out;
    struct json_in in;
    struct json_faults faults = {0};
    struct class_plan back;
    size_t n = 0;
    EXPECT_OK(decode(good, &n, &faults));
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    class_plan_put(&out, &plans[0]);
    json_out_close(&out, '}');
    EXPECT_OK(json_open(buf_view(&buf), &in, &faults));
    class_plan_read(&in, &back);
    EXPECT_OK(json_close(&in));
    EXPECT_MEM(&back, &plans[0], sizeof back);
}

TEST("a plan with a mistake is refused whole, and the fault is named")
{
    static const struct {
        const char *text;
        const char *pointer;
        const char *code;
    } rows[] = {
        {"{'nurseries':[]}", "/fiscal_year", "MISSING"},
        {"{'fiscal_year':26,'nurseries':[]}", "/fiscal_year", "OUT_OF_RANGE"},
        {"{'fiscal_year':2026}", "/nurseries", "MISSING"},
        {"{'fiscal_year':2026,'nurseries':[{'classes':[]}]}", "/nurseries/0/nursery", "MISSING"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[]},{'nursery':'n01','classes':[]}]}",
         "/nurseries/1/nursery", "TWICE"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'from':'a'}]}]}", "/nurseries/0/classes/0/to",
         "TO_OR_LEAVES"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'from':'a','to':'b','leaves':true}]}]}",
         "/nurseries/0/classes/0/to", "TO_OR_LEAVES"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'to':'b'}]}]}", "/nurseries/0/classes/0/from",
         "MISSING"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'from':'a','to':'b'},{'from':'a','to':'c'}]}]}",
         "/nurseries/0/classes/1/from", "TWICE"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'from':'a','to':"
         "'a name of thirty-two bytes, or so'}]}]}",
         "/nurseries/0/classes/0/to", "TOO_LONG"},
        {"{'fiscal_year':2026,'nurseries':[{'nursery':'n01','classes':[{'from':'a','to':'b','age':3}]}]}",
         "/nurseries/0/classes/0/age", "UNKNOWN_MEMBER"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t n = 0;
        struct json_faults faults;
        EXPECT_INT(decode(rows[i].text, &n, &faults), ERR_INVALID);
        EXPECT_STR(faults.list[0].pointer, rows[i].pointer);
        EXPECT_STR(faults.list[0].code, rows[i].code);
    }
}
