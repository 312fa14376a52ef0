/* Policy documents: what they say, what is wrong with them, and the rooms of fixture F1. */
#include "core/policy.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "core/window.h"
#include "demo_policies.h"
#include "support/rules.h"
#include "support/test.h"

static struct policy policy;

static void fault_is(const char *document, const char *pointer, const char *code)
{
    struct policy_head head;
    struct json_faults faults;
    policy_init(&policy);
    enum err err = policy_decode(str_of(document), &policy, &head, &faults);
    if (err == OK) {
        policy_check(&policy, &faults);
    }
    EXPECT_NULL(faults.malformed);
    EXPECT(faults.n > 0);
    EXPECT_STR(faults.list[0].pointer, pointer);
    EXPECT_STR(faults.list[0].code, code);
}

#define ROOM(members) "{\"policy\":\"sick_room\",\"site\":\"s01\",\"valid_from\":\"2026-04-01\"," members "}"

TEST("a wrong document names the member and what is wrong with it, and every code has a sentence and most a rule")
{
    static const struct {
        const char *document;
        const char *pointer;
        const char *code;
    } rows[] = {
        {"{\"policy\":\"sick_room\",\"valid_from\":\"2026-04-01\"}", "/site", "MISSING"},
        {"{\"policy\":\"municipality\",\"site\":\"s01\",\"valid_from\":\"2026-04-01\"}", "/site",
         "NOT_OF_MUNICIPALITY"},
        {ROOM("\"colour\":1"), "/colour", "UNKNOWN_MEMBER"},
        {ROOM("\"hours\":[{\"days\":[\"mon\"],\"opens\":\"18:00\",\"closes\":\"08:00\"}]"), "/hours",
         "ENDS_BEFORE_BEGIN"},
        {ROOM("\"hours\":[{\"days\":[\"moon\"],\"opens\":\"08:00\",\"closes\":\"18:00\"}]"), "/hours/0/days",
         "BAD_WEEKDAY"},
        {ROOM("\"places\":{\"licensed\":9}"), "/rooms", "FEWER_THAN_LICENSED"},
        {ROOM("\"acceptance\":{\"diseases\":[{\"codes\":[\"FLU_A\"],\"care\":\"isolate\"}]}"), "/acceptance/diseases",
         "NO_ISOLATION_ROOM"},
        {ROOM("\"acceptance\":{\"diseases\":[{\"codes\":[\"FLUU\"],\"care\":\"refuse\"}]}"),
         "/acceptance/diseases/0/codes", "NO_SUCH_DISEASE"},
        {ROOM(
             "\"booking\":{\"windows\":[{\"opens\":{\"basis\":\"open_day_before\",\"at\":\"18:00\"},\"closes\":{\"on\":"
             "\"opening_day\",\"at\":\"08:00\"}}]}"),
         "/booking/windows/0", "NEVER_OPEN"},
        {ROOM("\"booking\":{\"windows\":[{\"opens\":{\"basis\":\"always\"},\"closes\":{\"on\":\"day_of_use\",\"at\":"
              "\"08:00\"}}],"
              "\"opening\":{\"mode\":\"lottery\"}}"),
         "/booking/opening", "NO_OPENING"},
        {ROOM("\"waiting\":{\"order\":[\"sequence\",\"age\"]}"), "/waiting/order", "SEQUENCE_NOT_LAST"},
        {ROOM("\"no_show\":{\"count\":3}"), "/no_show", "INCOMPLETE"},
        {ROOM("\"fees\":{\"rows\":[{\"residence\":\"resident\",\"yen\":2000}]}"), "/fees/rows",
         "SOMEBODY_WITHOUT_PRICE"},
        {ROOM("\"fees\":{\"rows\":[{\"slot\":\"night\",\"yen\":1},{\"yen\":2000}]}"), "/fees/rows/0", "NO_SUCH_SLOT"},
        {ROOM("\"slots\":[{\"id\":\"day\",\"from\":\"08:00\",\"to\":\"18:00\"},{\"id\":\"day\",\"from\":\"08:00\","
              "\"to\":\"12:00\"}]"),
         "/slots/1", "TWICE"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fault_is(rows[i].document, rows[i].pointer, rows[i].code);
        EXPECT(strcmp(policy_fault_sentence(rows[i].code), rows[i].code) != 0);
    }
    EXPECT_STR(policy_fault_rule("/booking/windows/0"), "R-RSV-04");
    EXPECT_STR(policy_fault_rule("/rooms"), "R-ROOM-02");
    EXPECT_STR(policy_fault_rule("/site"), "");
}

TEST(
    "A15: a section that a room's document does not have is the municipality's, one that it has replaces what it names")
{
    static const char town[] =
        "{\"policy\":\"municipality\",\"valid_from\":\"2026-04-01\",\"eligibility\":{\"age_low_months\":3,"
        "\"residence\":\"resident\"},\"note\":{\"needed\":\"request\",\"valid_days\":5}}";
    struct policy_head head;
    struct json_faults faults;
    policy_init(&policy);
    EXPECT_OK(policy_decode(str_of(town), &policy, &head, &faults));
    EXPECT_INT(head.kind, POLICY_MUNICIPALITY);
    EXPECT_OK(policy_decode(STR(ROOM("\"eligibility\":{\"age_low_months\":5},\"title\":\"A room\"")), &policy, &head,
                            &faults));
    EXPECT_INT(head.kind, POLICY_SICK_ROOM);
    EXPECT_STR(head.title, "A room");
    EXPECT_INT(policy.eligibility.age_low_months, 5);
    EXPECT_INT(policy.eligibility.residence, RESIDENCE_RESIDENT);
    EXPECT_INT(policy.note.needed, NOTE_AT_REQUEST);
    EXPECT_INT(policy.note.valid_days, 5);
}

TEST("R-CARE-01: what a family brings is the municipality's list, or the room's own")
{
    rules_read("", &policy);
    EXPECT_INT(policy.entry.bring_n, 0);
    rules_read("'entry':{'bring':['insurance_card','着替え 2組']}", &policy);
    EXPECT_INT(policy.entry.bring_n, 2);
    EXPECT_STR(policy.entry.bring[0], "insurance_card");
    EXPECT_STR(policy.entry.bring[1], "着替え 2組");
}

TEST("the documents of the demonstration are right, all five rooms over the municipality's")
{
    struct policy_head head;
    struct json_faults faults;
    static struct policy town;
    size_t rooms = 0;
    for (size_t i = 0; demo_policies[i].name != NULL; i++) {
        if (strcmp(demo_policies[i].name, "municipality") == 0) {
            policy_init(&town);
            EXPECT_OK(policy_decode(str_of(demo_policies[i].document), &town, &head, &faults));
        }
    }
    for (size_t i = 0; demo_policies[i].name != NULL; i++) {
        if (strcmp(demo_policies[i].name, "municipality") == 0 || demo_policies[i].of_nursery) {
            continue;
        }
        policy = town;
        EXPECT_OK(policy_decode(str_of(demo_policies[i].document), &policy, &head, &faults));
        EXPECT_STR(head.site, demo_policies[i].name);
        policy_check(&policy, &faults);
        EXPECT_INT(faults.n, 0);
        rooms++;
    }
    EXPECT_INT(rooms, 5);
}

TEST("R-STF-01 R-STF-02: places are the least of licence, ten per nurse and three per teacher; in a nursery two per "
     "nurse")
{
    static const struct {
        int32_t nurses;
        int32_t teachers;
        int32_t capacity;
    } rows[] = {{1, 2, 6}, {1, 1, 3}, {0, 2, 0}, {1, 4, 10}, {2, 4, 12}, {2, 9, 12}};
    rules_read("'places':{'licensed':12},'rooms':[{'id':'g','places':12}]", &policy);
    int32_t day = rules_day("2026-03-02");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(policy_capacity(&policy, day, rows[i].nurses, rows[i].teachers), rows[i].capacity);
    }
    rules_read("'staffing':{'children_per_nurse':2,'children_per_teacher':0}", &policy);
    EXPECT_INT(policy_capacity(&policy, day, 1, 0), 2);
    EXPECT_INT(policy_capacity(&policy, day, 2, 0), 4);
    EXPECT_INT(policy_capacity(&policy, day, 3, 0), 4); /* licensed */
}

TEST("A5: places by weekday and by date; A7: half days cut the day into pieces")
{
    rules_read("'places':{'licensed':4,'by_weekday':[{'days':['sat'],'places':2}],'by_date':[{'day':'2026-03-03','"
               "places':1}]},"
               "'slots':[{'id':'day','from':'08:00','to':'18:00'},{'id':'am','from':'08:00','to':'13:00'},{'id':'pm','"
               "from':'13:00','to':'18:00'}]",
               &policy);
    EXPECT_INT(policy_places_on(&policy, rules_day("2026-03-02")), 4);
    EXPECT_INT(policy_places_on(&policy, rules_day("2026-03-03")), 1);
    EXPECT_INT(policy_places_on(&policy, rules_day("2026-03-07")), 2);
    EXPECT_INT(policy.slots[0].segments, 3);
    EXPECT_INT(policy.slots[1].segments, 1);
    EXPECT_INT(policy.slots[2].segments, 2);
}

TEST("R-CAL-02 R-CAL-03: pattern, holidays, new year, own dates; the day's own word wins over the document's")
{
    struct policy_calendar_storage storage;
    const int32_t holidays[] = {rules_day("2026-05-06")};
    const struct calendar_exception own[] = {{rules_day("2026-03-04"), true}};
    rules_read("'calendar':{'closed':['2026-03-03','2026-03-04'],'open':['2026-12-29']}", &policy);
    struct calendar calendar = policy_calendar(&policy, holidays, 1, own, 1, &storage);
    EXPECT(calendar_open(&calendar, rules_day("2026-03-02")));
    EXPECT_NOT(calendar_open(&calendar, rules_day("2026-03-03")));
    EXPECT(calendar_open(&calendar, rules_day("2026-03-04")));
    EXPECT_NOT(calendar_open(&calendar, rules_day("2026-03-07")));
    EXPECT_NOT(calendar_open(&calendar, rules_day("2026-05-06")));
    EXPECT(calendar_open(&calendar, rules_day("2026-12-29")));
    EXPECT_NOT(calendar_open(&calendar, rules_day("2026-12-30")));
    rules_read("'calendar':{'holidays':'open','new_year':'open'}", &policy);
    calendar = policy_calendar(&policy, holidays, 1, NULL, 0, &storage);
    EXPECT(calendar_open(&calendar, rules_day("2026-05-06")));
    EXPECT(calendar_open(&calendar, rules_day("2026-12-30")));
}
