/* The document of a nursery's day: what it says, what it leaves to the defaults, and what does not fit together. */
#include "core/house_rules.h"

#include <stdio.h>
#include <string.h>

#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

static struct house_rules rules;
static struct house_head head;
static struct json_faults faults;
static char text[2048];

/* The document with these members behind the head, in simple quotes for double ones. */
static enum err decode(const char *members)
{
    snprintf(text, sizeof text, "{'policy':'nursery','valid_from':'2026-04-01'%s%s}", members[0] == '\0' ? "" : ",",
             members);
    for (char *at = strchr(text, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    return house_rules_decode(str_of(text), &rules, &head, &faults);
}

#define OPEN "'open':{'days':['mon','tue'],'from':'07:00','to':'19:00'}"

TEST("what a document does not say is as most nurseries have it; what it says holds")
{
    EXPECT_OK(decode(OPEN));
    EXPECT_STR(head.site, "");
    EXPECT_INT(head.valid_from_day, rules_day("2026-04-01"));
    EXPECT_INT(rules.weekday_mask, 3);
    EXPECT_INT(rules.lock_min, 30);
    EXPECT_INT(rules.alarm_min[3], 30);
    EXPECT_INT(rules.nap_age1_min, 10);
    EXPECT_OK(decode("'site':'n07'," OPEN
                     ",'entrance':{'debounce_s':5,'lock_min':60,'late_first_min':30,'silent_min':15},"
                     "'attendance':{'cutoff':'09:30','report_until':'08:45','grace_min':10},"
                     "'meal':{'count':'09:00','served':'11:15'},"
                     "'alarm':{'guardians_min':1,'staff_min':2,'head_min':3,'ward_min':4},"
                     "'nap':{'age0_min':3,'age1_min':5,'age3_min':0,'careful_min':3,'new_days':14}"));
    EXPECT_STR(head.site, "n07");
    EXPECT_INT(rules.debounce_s, 5);
    EXPECT_INT(rules.lock_min, 60);
    EXPECT_INT(rules.late_first_min, 30);
    EXPECT_INT(rules.silent_min, 15);
    EXPECT_INT(rules.cutoff_min, 570);
    EXPECT_INT(rules.report_min, 525);
    EXPECT_INT(rules.grace_min, 10);
    EXPECT_INT(rules.meal_min, 540);
    EXPECT_INT(rules.served_min, 675);
    for (int i = 0; i < HOUSE_STEPS; i++) {
        EXPECT_INT(rules.alarm_min[i], i + 1);
    }
    EXPECT_INT(rules.nap_age0_min + rules.nap_age1_min + rules.nap_age3_min + rules.nap_careful_min, 11);
    EXPECT_INT(rules.nap_new_days, 14);
}

TEST("R-SHEET-01: the old set of ratios and the new one, and each figure by itself")
{
    static const struct {
        const char *staffing;
        int32_t ratios[4];
        int32_t minimum;
    } rows[] = {
        {"", {3, 6, 15, 25}, 2},
        {",'staffing':{'ratios':'new'}", {3, 6, 15, 25}, 2},
        {",'staffing':{'ratios':'old'}", {3, 6, 20, 30}, 2},
        {",'staffing':{'ratios':'old','age3':18,'age1':5,'teachers_min':3}", {3, 5, 18, 30}, 3},
    };
    char members[256];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        snprintf(members, sizeof members, OPEN "%s", rows[i].staffing);
        EXPECT_OK(decode(members));
        EXPECT_INT(rules.ratio_age0, rows[i].ratios[0]);
        EXPECT_INT(rules.ratio_age1, rows[i].ratios[1]);
        EXPECT_INT(rules.ratio_age3, rows[i].ratios[2]);
        EXPECT_INT(rules.ratio_age4, rows[i].ratios[3]);
        EXPECT_INT(rules.teachers_min, rows[i].minimum);
    }
}

TEST("R-SAFE-03, R-NTC-01, R-EXT-07: reports of accidents, quiet hours and spot places are what the document says")
{
    EXPECT_OK(decode(OPEN));
    EXPECT_INT(rules.incident.serious_days, 30);
    EXPECT_INT(rules.quiet_from_min, 21 * 60);
    EXPECT(!spot_offered(&rules.spot));
    EXPECT_OK(decode(OPEN ",'incident':{'serious_days':14,'first_days':0,'second_months':2,'remind_days':3},"
                          "'notice':{'quiet_from':'20:00','quiet_to':'06:30'},"
                          "'spot':{'places':{'age1':2,'age3':1},'first_day':10,'last_day':12,'draw_at':'10:30',"
                          "'days_max':6,'before_days':0,'lottery':false}"));
    EXPECT_INT(rules.incident.serious_days, 14);
    EXPECT_INT(rules.incident.first_days, 0);
    EXPECT_INT(rules.incident.second_months, 2);
    EXPECT_INT(rules.incident.remind_days, 3);
    EXPECT_INT(rules.quiet_from_min, 1200);
    EXPECT_INT(rules.quiet_to_min, 390);
    EXPECT_INT(rules.spot.places[0], 0);
    EXPECT_INT(rules.spot.places[1], 2);
    EXPECT_INT(rules.spot.places[3], 1);
    EXPECT_INT(rules.spot.first_day + rules.spot.last_day, 22);
    EXPECT_INT(rules.spot.draw_min, 630);
    EXPECT_INT(rules.spot.days_max, 6);
    EXPECT_INT(rules.spot.before_days, 0);
    EXPECT(!rules.spot.lottery);
}

TEST("R-CAL-02, R-ATT-02, R-ATT-03, R-ATT-04, R-ATT-13, R-ABS-01, R-ABS-03, R-ABS-04, R-ABS-06, R-NAP-01, R-SHEET-01, "
     "R-SAFE-03, R-NTC-01, R-EXT-07: every fault is named by its path and its rule")
{
    static const struct {
        const char *members;
        const char *pointer;
        const char *code;
        const char *rule;
    } rows[] = {
        {"", "/open", "MISSING", "R-CAL-02"},
        {"'open':{'days':[],'from':'07:00','to':'19:00'}", "/open/days", "NEVER_OPEN", "R-CAL-02"},
        {"'open':{'days':['day'],'from':'07:00','to':'19:00'}", "/open/days", "BAD_WEEKDAY", "R-CAL-02"},
        {"'open':{'days':['mon'],'from':'19:00','to':'07:00'}", "/open/to", "ENDS_BEFORE_BEGIN", "R-CAL-02"},
        {OPEN ",'entrance':{'debounce_s':0}", "/entrance/debounce_s", "OUT_OF_RANGE", "R-ATT-02"},
        {OPEN ",'entrance':{'lock_min':4}", "/entrance/lock_min", "OUT_OF_RANGE", "R-ATT-03"},
        {OPEN ",'entrance':{'late_first_min':-1}", "/entrance/late_first_min", "OUT_OF_RANGE", "R-ATT-04"},
        {OPEN ",'attendance':{'grace_min':121}", "/attendance/grace_min", "OUT_OF_RANGE", "R-ATT-13"},
        {OPEN ",'attendance':{'report_until':'19:01'}", "/attendance/report_until", "OUTSIDE_HOURS", "R-ABS-01"},
        {OPEN ",'attendance':{'cutoff':'06:59'}", "/attendance/cutoff", "OUTSIDE_HOURS", "R-ABS-03"},
        {OPEN ",'alarm':{'staff_min':20}", "/alarm/head_min", "NOT_ASCENDING", "R-ABS-04"},
        {OPEN ",'meal':{'count':'06:00'}", "/meal/count", "OUTSIDE_HOURS", "R-ABS-06"},
        {OPEN ",'meal':{'served':'09:00'}", "/meal/served", "ENDS_BEFORE_BEGIN", "R-ABS-06"},
        {OPEN ",'nap':{'age0_min':0}", "/nap/age0_min", "OUT_OF_RANGE", "R-NAP-01"},
        {OPEN ",'staffing':{'ratios':'older'}", "/staffing/ratios", "OUT_OF_RANGE", "R-SHEET-01"},
        {OPEN ",'staffing':{'age3':0}", "/staffing/age3", "OUT_OF_RANGE", "R-SHEET-01"},
        {OPEN ",'incident':{'first_days':8}", "/incident/first_days", "OUT_OF_RANGE", "R-SAFE-03"},
        {OPEN ",'notice':{'quiet_from':'25:00'}", "/notice/quiet_from", "BAD_FORMAT", "R-NTC-01"},
        {OPEN ",'spot':{}", "/spot/places", "MISSING", "R-EXT-07"},
        {OPEN ",'spot':{'places':{'age4':1}}", "/spot/places/age4", "UNKNOWN_MEMBER", "R-EXT-07"},
        {OPEN ",'spot':{'places':{'age1':2},'last_day':28}", "/spot/last_day", "OUT_OF_RANGE", "R-EXT-07"},
        {OPEN ",'spot':{'places':{'age1':2},'first_day':21}", "/spot/last_day", "ENDS_BEFORE_BEGIN", "R-EXT-07"},
        {OPEN ",'spot':{'places':{'age1':2},'days_max':0}", "/spot/days_max", "OUT_OF_RANGE", "R-EXT-07"},
        {OPEN ",'colour':'blue'", "/colour", "UNKNOWN_MEMBER", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].members);
        EXPECT_INT(decode(rows[i].members), ERR_INVALID);
        EXPECT_INT(faults.n, 1);
        EXPECT_STR(faults.list[0].pointer, rows[i].pointer);
        EXPECT_STR(faults.list[0].code, rows[i].code);
        EXPECT_STR(house_rules_fault_rule(faults.list[0].pointer), rows[i].rule);
    }
}
