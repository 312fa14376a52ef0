/* Documents of extended-care prices: what is wrong with them, and the lines as JSON. */
#include "core/extension.h"

#include <string.h>

#include "support/prices.h"
#include "support/test.h"

static struct extension_rules rules;
static struct extension_head head;

TEST("a wrong document names the member, what is wrong with it and the rule")
{
    static const struct {
        const char *members;
        const char *pointer;
        const char *code;
        const char *rule;
    } rows[] = {
        {"'charges':[{'id':'e','spans':[],'price':'once','yen':1}]", "/charges/0/spans", "MISSING", "R-EXT-01"},
        {"'charges':[{'id':'e','spans':[{'from':'18:00','to':'18:00'}],'price':'once','yen':1}]", "/charges/0/spans",
         "ENDS_BEFORE_BEGIN", "R-EXT-01"},
        {"'charges':[{'id':'e','spans':[{'from':'18:00','to':'19:00'},{'from':'18:30','to':'20:00'}],'price':'once','"
         "yen'"
         ":1}]",
         "/charges/0/spans", "NOT_ASCENDING", "R-EXT-01"},
        {"'charges':[{'id':'e','spans':[{'from':'18:00','to':'19:00'}],'price':'unit','yen':1}]", "/charges/0/unit_min",
         "MISSING", "R-EXT-01"},
        {"'charges':[{'id':'e','spans':[{'from':'18:00','to':'19:00'}],'price':'once','unit_min':5,'yen':1}]",
         "/charges/0/unit_min", "NOT_BY_UNIT", "R-EXT-01"},
        {"'charges':[{'id':'e','for':['long'],'spans':[{'from':'18:00','to':'19:00'}],'price':'once','yen':1}]",
         "/charges/0/for", "NO_SUCH_CLASS", "R-EXT-01"},
        {"'charges':[{'id':'e','spans':[{'from':'18:00','to':'19:00'}],'price':'once','yen':1,'grace_min':-1}]",
         "/charges/0/grace_min", "OUT_OF_RANGE", "R-EXT-03"},
        {"'charges':[],'limits':[{'charges':['e'],'cap_yen':1}]", "/limits/0/charges", "NO_SUCH_CHARGE", "R-EXT-01"},
        {"'charges':[],'limits':[{}]", "/limits/0/cap_yen", "MISSING", "R-EXT-01"},
        {"'charges':[],'limits':[{'steps':[{'from_days':8,'yen':1},{'from_days':8,'yen':2}]}]", "/limits/0/steps",
         "NOT_ASCENDING", "R-EXT-01"},
        {"'charges':[],'monthly':[{'id':'m','spans':[{'from':'18:00','to':'19:00'}]}]", "/monthly/0/yen", "ONE_PRICE",
         "R-EXT-04"},
        {"'charges':[],'monthly':[{'id':'m','spans':[{'from':'18:00','to':'19:00'}],'sibling_yen':[1,'2']}]",
         "/monthly/0/sibling_yen/1", "WRONG_TYPE", "R-EXT-04"},
        {"'charges':[],'hours':[{'from':'18:00','to':'07:00'}]", "/hours", "ENDS_BEFORE_BEGIN", "R-EXT-02"},
        {"'charges':[],'colour':1", "/colour", "UNKNOWN_MEMBER", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json_faults faults;
        EXPECT_INT(extension_decode(str_of(prices_document(rows[i].members)), &rules, &head, &faults), ERR_INVALID);
        EXPECT_NULL(faults.malformed);
        EXPECT_STR(faults.list[0].pointer, rows[i].pointer);
        EXPECT_STR(faults.list[0].code, rows[i].code);
        EXPECT_STR(extension_fault_rule(faults.list[0].pointer), rows[i].rule);
        EXPECT(strcmp(policy_fault_sentence(rows[i].code), rows[i].code) != 0);
    }
    struct json_faults faults;
    EXPECT_INT(extension_decode(STR("{\"policy\":\"sick_room\"}"), &rules, &head, &faults), ERR_INVALID);
    EXPECT_STR(faults.list[0].pointer, "/policy");
}

TEST("the lines as JSON: what a program needs to show a bill")
{
    char json[1024];
    struct extension_day day;
    struct buf buf;
    struct json_out out;
    prices_shipped("p5-bands");
    struct extension_facts facts = prices_stay(HOURS_SHORT, "07:40", "19:10");
    extension_price_day(&prices, &facts, &day);
    buf_init(&buf, json, sizeof json);
    json_out_init(&out, &buf);
    extension_put_lines(&out, &prices, &day.lines[2], 2);
    EXPECT_STR(json, "[{\"kind\":\"spot\",\"charge\":\"evening\",\"title\":\"夜\",\"from\":\"18:00\",\"to\":\"19:00\","
                     "\"minutes\":60,\"yen\":300},{\"kind\":\"outside\",\"minutes\":10,\"yen\":0}]");
}
