/* core/policy_encode.c: a policy written back as a document says the same again. */
#include "core/policy_encode.h"

#include <stdio.h>

#include "demo_policies.h"
#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

enum { DOCUMENT_BYTES = 64 * 1024 };

static struct policy first;
static struct policy second;
static char text[DOCUMENT_BYTES];
static char again[DOCUMENT_BYTES];
static char sections[2 * POLICY_SECTION_BYTES];

static bool same(enum policy_section section)
{
    struct buf scratch;
    buf_init(&scratch, sections, sizeof sections);
    return policy_section_same(&first, &second, section, &scratch);
}

/* Writes *policy and reads it over the defaults: nothing may be another, and the text must be the same again. */
static void survives(const struct policy *policy, const struct policy_head *head)
{
    struct buf buf;
    struct buf buf_again;
    struct json_faults faults;
    struct policy_head read;
    buf_init(&buf, text, sizeof text);
    policy_encode(policy, head, &buf);
    EXPECT(!buf.overflow);
    policy_init(&second);
    if (policy_decode(buf_view(&buf), &second, &read, &faults) != OK) {
        EXPECT_STR(faults.n > 0 ? faults.list[0].pointer : faults.malformed, "");
    }
    first = *policy;
    for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
        EXPECT(same((enum policy_section)i));
    }
    buf_init(&buf_again, again, sizeof again);
    policy_encode(&second, &read, &buf_again);
    EXPECT_STR(buf_again.p, buf.p);
    EXPECT_INT(read.valid_from_day, head->valid_from_day);
    EXPECT_STR(read.site, head->site);
}

TEST("A15: the documents of the demonstration say the same when they are written back, as the defaults do")
{
    static struct policy policy;
    struct policy_head head = {.kind = POLICY_MUNICIPALITY, .valid_from_day = 20514};
    struct json_faults faults;
    policy_init(&policy);
    survives(&policy, &head);
    for (size_t i = 0; demo_policies[i].name != NULL; i++) {
        if (demo_policies[i].of_nursery) {
            continue;
        }
        policy_init(&policy);
        EXPECT_OK(policy_decode(str_of(demo_policies[i].document), &policy, &head, &faults));
        survives(&policy, &head);
    }
}

TEST("every section that one member changes is named, and no other")
{
    static const struct {
        const char *members;
        enum policy_section section;
    } rows[] = {
        {"'eligibility':{'age_low_months':7}", SECTION_ELIGIBILITY},
        {"'eligibility':{'older':{'from_grade':4,'window':'same_day'}}", SECTION_ELIGIBILITY},
        {"'registration':{'renewal':'fiscal_year'}", SECTION_REGISTRATION},
        {"'hours':[{'days':['mon'],'opens':'08:00','closes':'12:00'}]", SECTION_HOURS},
        {"'calendar':{'closed':['2026-12-28']}", SECTION_CALENDAR},
        {"'places':{'licensed':1,'by_date':[{'day':'2026-12-28','places':1}]}", SECTION_PLACES},
        {"'staffing':{'nurses':3}", SECTION_STAFFING},
        {"'slots':[{'id':'day','from':'09:00','to':'17:00'}]", SECTION_SLOTS},
        {"'rooms':[{'id':'g','places':9}]", SECTION_ROOMS},
        {"'acceptance':{'max_temp_c':38.5}", SECTION_ACCEPTANCE},
        {"'acceptance':{'diseases':[{'codes':['FLU_A','FLU_B'],'care':'judge','group':'flu'}]}", SECTION_ACCEPTANCE},
        {"'booking':{'max_days':5}", SECTION_BOOKING},
        {"'decision':{'final':{'on':'day_of_use','at':'08:15'}}", SECTION_DECISION},
        {"'cancel':{'late_fee_yen':700}", SECTION_CANCEL},
        {"'no_show':{'count':3,'within_days':30,'block_days':30}", SECTION_NO_SHOW},
        {"'waiting':{'offer_min':11}", SECTION_WAITING},
        {"'episode':{'max_days':6}", SECTION_EPISODE},
        {"'note':{'valid_days':3}", SECTION_NOTE},
        {"'entry':{'bring':['lunch','水筒']}", SECTION_ENTRY},
        {"'fees':{'rows':[{'yen':1234}]}", SECTION_FEES},
        {"'reports':{'same_day_brackets':[{'from':25,'to':49,'yen':247900},{'from':50}]}", SECTION_REPORTS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rules_read("", &first);
        rules_read(rows[i].members, &second);
        for (int s = 0; s < POLICY_SECTION_COUNT; s++) {
            EXPECT_INT(same((enum policy_section)s), s != (int)rows[i].section);
        }
        struct policy_head head = {.kind = POLICY_SICK_ROOM, .site = "s01", .valid_from_day = 20514};
        static struct policy changed;
        changed = second;
        survives(&changed, &head);
    }
}

TEST("R-CAN-07: brackets are data; they go from small to large and none lies inside another")
{
    static const struct {
        const char *brackets;
        const char *code; /* NULL: right */
    } rows[] = {
        {"{\"from\":25,\"to\":49,\"yen\":247900},{\"from\":150,\"yen\":1005000}", NULL},
        {"{\"from\":50,\"to\":49}", "ENDS_BEFORE_BEGIN"},
        {"{\"from\":25,\"to\":50},{\"from\":50}", "INSIDE_ANOTHER"},
        {"{\"from\":25},{\"from\":50}", "INSIDE_ANOTHER"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct policy_head head;
        struct json_faults faults;
        char document[512];
        snprintf(document, sizeof document,
                 "{\"policy\":\"sick_room\",\"site\":\"s01\",\"valid_from\":\"2026-04-01\",\"reports\":{\"same_day_"
                 "brackets\":"
                 "[%s]}}",
                 rows[i].brackets);
        policy_init(&first);
        EXPECT_OK(policy_decode(str_of(document), &first, &head, &faults));
        policy_check(&first, &faults);
        EXPECT_INT(faults.n, rows[i].code == NULL ? 0 : 1);
        if (rows[i].code != NULL) {
            EXPECT_STR(faults.list[0].code, rows[i].code);
            EXPECT_STR(policy_fault_rule(faults.list[0].pointer), "R-CAN-07");
        }
    }
}
