/* Which illnesses a room takes, on what conditions; fixture F13. */
#include "core/illness.h"

#include "support/rules.h"
#include "support/test.h"

static struct policy policy;

static struct illness ill(const char *code)
{
    return (struct illness){.disease = disease_find(str_of(code)),
                            .onset_day = rules_day("2026-03-01"),
                            .tenths = POLICY_NONE,
                            .note = ILLNESS_NOTE_IN_HAND};
}

TEST("R-ROOM-01 R-ROOM-06 R-ROOM-07 F5: measles is refused, mumps isolated, a cold accepted, an undiagnosed fever "
     "judged")
{
    rules_read("'rooms':[{'id':'g','places':4},{'id':'a','places':1,'isolation':true}],"
               "'acceptance':{'diseases':[{'codes':['MEA','EKC','PCF','TB'],'care':'refuse'},{'codes':['MUM'],'care':'"
               "isolate'}]}",
               &policy);
    struct illness measles = ill("MEA");
    struct illness mumps = ill("MUM");
    struct illness cold = ill("COLD");
    struct illness fever = ill("UNDIAGNOSED_FEVER");
    EXPECT_INT(illness_view(&policy, &measles, rules_day("2026-03-02")).reason, REASON_DISEASE_REFUSED);
    EXPECT(illness_view(&policy, &mumps, rules_day("2026-03-02")).isolate);
    EXPECT_INT(illness_view(&policy, &cold, rules_day("2026-03-02")).reason, REASON_NONE);
    EXPECT_NOT(illness_view(&policy, &cold, rules_day("2026-03-02")).judge);
    EXPECT(illness_view(&policy, &fever, rules_day("2026-03-02")).judge);
}

TEST("R-ROOM-01: what the table does not know goes to a nurse when the rule says so")
{
    rules_read("'acceptance':{'default':'judge','diseases':[{'codes':['COLD'],'care':'accept'}]}", &policy);
    struct illness other = ill("OTHER");
    struct illness cold = ill("COLD");
    EXPECT(illness_view(&policy, &other, rules_day("2026-03-02")).judge);
    EXPECT_NOT(illness_view(&policy, &cold, rules_day("2026-03-02")).judge);
}

TEST("R-ROOM-02: diseases of one group share a room, others have one each")
{
    rules_read("'rooms':[{'id':'g','places':4},{'id':'a','places':2,'isolation':true}],"
               "'acceptance':{'diseases':[{'codes':['VAR'],'care':'isolate','group':'zoster'},"
               "{'codes':['ZOS'],'care':'isolate','group':'zoster'},{'codes':['FLU_A','FLU_B'],'care':'isolate'}]}",
               &policy);
    struct illness varicella = ill("VAR");
    struct illness zoster = ill("ZOS");
    struct illness flu_a = ill("FLU_A");
    struct illness flu_b = ill("FLU_B");
    int32_t day = rules_day("2026-03-02");
    EXPECT_INT(illness_view(&policy, &varicella, day).group, illness_view(&policy, &zoster, day).group);
    EXPECT(illness_view(&policy, &flu_a, day).group != illness_view(&policy, &flu_b, day).group);
}

TEST("R-ROOM-08: temperature, antipyretic on the day, days since onset, hours since the first dose")
{
    rules_read("'acceptance':{'max_temp_c':38.5,'antipyretic_same_day':false,'diseases':["
               "{'codes':['FLU_A'],'care':'accept','min_days_since_onset':2},"
               "{'codes':['STR'],'care':'accept','min_hours_since_treatment':24,'max_temp_c':38.0}]}",
               &policy);
    int32_t day = rules_day("2026-03-02");
    struct illness cold = ill("COLD");
    cold.tenths = 384;
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_NONE);
    cold.tenths = 385;
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_CRITERIA_NOT_MET);
    cold.tenths = 380;
    cold.antipyretic_ms = rules_instant("2026-03-01T23:00:00+09:00");
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_NONE);
    cold.antipyretic_ms = rules_instant("2026-03-02T05:00:00+09:00");
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_CRITERIA_NOT_MET);
    struct illness flu = ill("FLU_A"); /* onset the day before: day 1 */
    EXPECT_INT(illness_view(&policy, &flu, day).reason, REASON_CRITERIA_NOT_MET);
    EXPECT_INT(illness_view(&policy, &flu, day + 1).reason, REASON_NONE);
    struct illness strep = ill("STR");
    EXPECT(illness_view(&policy, &strep, day).judge); /* nobody said when the treatment began */
    strep.treated_ms = rules_instant("2026-03-01T08:30:00+09:00");
    EXPECT_INT(illness_view(&policy, &strep, day).reason, REASON_NONE);
    strep.treated_ms = rules_instant("2026-03-01T08:31:00+09:00");
    EXPECT_INT(illness_view(&policy, &strep, day).reason, REASON_CRITERIA_NOT_MET);
}

TEST("R-RSV-12: a note needed with the request must be in hand; needed at entry, it may come later")
{
    rules_read("'note':{'needed':'request'}", &policy);
    struct illness cold = ill("COLD");
    int32_t day = rules_day("2026-03-02");
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_NONE);
    cold.note = ILLNESS_NOTE_VISIT_BOOKED;
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_NOTE_MISSING);
    cold.note = ILLNESS_NOTE_NONE;
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_NOTE_MISSING);
    policy.note.needed = NOTE_AT_ENTRY;
    EXPECT_INT(illness_view(&policy, &cold, day).reason, REASON_NONE);
}

TEST("R-RSV-13 F13: a note of Monday 2026-02-02 holds to 02-08, and from 02-05 no more when the drugs change")
{
    const struct policy_note rule = {NOTE_AT_REQUEST, 7};
    int32_t issued = rules_day("2026-02-02");
    EXPECT_NOT(illness_note_valid(&rule, issued, 0, rules_day("2026-02-01")));
    EXPECT(illness_note_valid(&rule, issued, 0, rules_day("2026-02-02")));
    EXPECT(illness_note_valid(&rule, issued, 0, rules_day("2026-02-08")));
    EXPECT_NOT(illness_note_valid(&rule, issued, 0, rules_day("2026-02-09")));
    EXPECT(illness_note_valid(&rule, issued, rules_day("2026-02-05"), rules_day("2026-02-04")));
    EXPECT_NOT(illness_note_valid(&rule, issued, rules_day("2026-02-05"), rules_day("2026-02-05")));
    rules_read("'note':{'needed':'request','valid_days':7}", &policy);
    struct illness cold = ill("COLD");
    cold.note_issued_day = issued;
    EXPECT_INT(illness_view(&policy, &cold, rules_day("2026-02-08")).reason, REASON_NONE);
    EXPECT_INT(illness_view(&policy, &cold, rules_day("2026-02-09")).reason, REASON_NOTE_EXPIRED);
    EXPECT_INT(reason_group(REASON_NOTE_EXPIRED), GROUP_DOC_MISSING);
}
