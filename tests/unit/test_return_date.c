/* When a child may come back: fixture F6 through the document that is shipped, and what such a document says. */
#include "core/return_date.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "core/policy.h"
#include "support/rules.h"
#include "support/test.h"

static struct return_rules rules;
static struct return_head head;
static struct return_dates dates;
static char text[16384];

static void read_shipped(void)
{
    struct json_faults faults;
    FILE *file = fopen("backend/cli/nursery_policies/return-date.json", "rb");
    EXPECT_NOT_NULL(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    EXPECT_OK(return_decode((struct str){text, n}, &rules, &head, &faults));
}

static const char *document(const char *diseases)
{
    snprintf(text, sizeof text, "{'policy':'return','valid_from':'2026-04-01','diseases':[%s]}", diseases);
    for (char *at = strchr(text, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    return text;
}

static struct return_view view_of(const char *code, enum return_stage stage)
{
    return return_earliest(&rules, disease_find(str_of(code)), stage, &dates);
}

/* "onset=2026-01-13 fever_ended=2026-01-14" */
static void tell(const char *told)
{
    return_dates_init(&dates);
    while (*told != '\0') {
        size_t n = strcspn(told, " ");
        const char *equals = memchr(told, '=', n);
        EXPECT_NOT_NULL(equals);
        int event = return_event_find((struct str){told, (size_t)(equals - told)});
        EXPECT(event >= 0);
        EXPECT_OK(civil_parse_day((struct str){equals + 1, n - (size_t)(equals + 1 - told)}, &dates.day[event]));
        told += n + (told[n] == ' ' ? 1 : 0);
    }
}

TEST("R-INF-01 F6: every row of the table of earliest returns")
{
    static const struct {
        const char *code;
        enum return_stage stage;
        const char *told;
        const char *day;
    } rows[] = {
        {"FLU_A", RETURN_INFANT, "onset=2026-01-13 fever_ended=2026-01-14", "2026-01-19"},
        {"FLU_A", RETURN_SCHOOL, "onset=2026-01-13 fever_ended=2026-01-14", "2026-01-19"},
        {"FLU_A", RETURN_INFANT, "onset=2026-01-13 fever_ended=2026-01-15", "2026-01-19"},
        {"FLU_A", RETURN_SCHOOL, "onset=2026-01-13 fever_ended=2026-01-15", "2026-01-19"},
        {"FLU_B", RETURN_INFANT, "onset=2026-01-13 fever_ended=2026-01-17", "2026-01-21"},
        {"FLU_B", RETURN_SCHOOL, "onset=2026-01-13 fever_ended=2026-01-17", "2026-01-20"},
        {"FLU_A", RETURN_INFANT, "onset=2026-01-13 fever_ended=2026-01-19", "2026-01-23"},
        {"FLU_A", RETURN_SCHOOL, "onset=2026-01-13 fever_ended=2026-01-19", "2026-01-22"},
        {"COVID", RETURN_INFANT, "onset=2026-01-13 symptoms_eased=2026-01-15", "2026-01-19"},
        {"COVID", RETURN_INFANT, "onset=2026-01-13 symptoms_eased=2026-01-17", "2026-01-19"},
        {"COVID", RETURN_INFANT, "onset=2026-01-13 symptoms_eased=2026-01-18", "2026-01-20"},
        {"MEA", RETURN_INFANT, "fever_ended=2026-01-13", "2026-01-17"},
        {"MUM", RETURN_INFANT, "swelling=2026-01-13", "2026-01-19"},
        {"PCF", RETURN_INFANT, "symptoms_gone=2026-01-13", "2026-01-16"},
        /* The rest of the table: the day itself is told, or counted from a treatment. */
        {"VAR", RETURN_INFANT, "crusted=2026-01-13", "2026-01-13"},
        {"RUB", RETURN_INFANT, "rash_gone=2026-01-13", "2026-01-13"},
        {"HFM", RETURN_INFANT, "well=2026-01-13", "2026-01-13"},
        {"TB", RETURN_INFANT, "cleared=2026-01-13", "2026-01-13"},
        {"STR", RETURN_INFANT, "treatment_started=2026-01-13 well=2026-01-14", "2026-01-15"},
        {"PER", RETURN_INFANT, "cough_gone=2026-01-13", "2026-01-13"},
        {"PER", RETURN_INFANT, "treatment_ended=2026-01-13", "2026-01-14"},
        {"PER", RETURN_INFANT, "cough_gone=2026-01-20 treatment_ended=2026-01-13", "2026-01-14"},
        {"PER", RETURN_INFANT, "cough_gone=2026-01-13 treatment_ended=2026-01-20", "2026-01-13"},
    };
    read_shipped();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tell(rows[i].told);
        struct return_view view = view_of(rows[i].code, rows[i].stage);
        if (view.day != rules_day(rows[i].day)) {
            printf("%s %s: ", rows[i].code, rows[i].told);
        }
        EXPECT(view.known);
        EXPECT_INT(view.missing, 0);
        EXPECT_INT(view.day, rules_day(rows[i].day));
    }
}

TEST("R-INF-01: what is not told yet is named, and the day can only be later than what is known")
{
    read_shipped();
    tell("onset=2026-01-13");
    struct return_view view = view_of("FLU_A", RETURN_INFANT);
    EXPECT(view.excluded);
    EXPECT_NOT(view.known);
    EXPECT_INT(view.day, rules_day("2026-01-19"));
    EXPECT_INT(view.missing, 1U << RETURN_FEVER_ENDED);
    tell("");
    view = view_of("PER", RETURN_INFANT);
    EXPECT_INT(view.day, RETURN_UNKNOWN);
    EXPECT_INT(view.missing, 1U << RETURN_COUGH_GONE | 1U << RETURN_TREATMENT_ENDED);
    view = view_of("COLD", RETURN_INFANT);
    EXPECT_NOT(view.excluded);
}

TEST("R-INF-01: a doctor's release overrides the table, and is a paper")
{
    read_shipped();
    tell("onset=2026-01-13");
    dates.released_day = rules_day("2026-01-16");
    struct return_view view = view_of("FLU_A", RETURN_INFANT);
    EXPECT(view.known);
    EXPECT(view.released);
    EXPECT_INT(view.day, rules_day("2026-01-16"));
    EXPECT_INT(view.paper, RETURN_DOCTOR_PAPER);
}

TEST("R-INF-02: coming before the day, or before the day can be known, is too early")
{
    read_shipped();
    tell("onset=2026-01-13 fever_ended=2026-01-14");
    struct return_view view = view_of("FLU_A", RETURN_INFANT);
    EXPECT(return_too_early(&view, rules_day("2026-01-18")));
    EXPECT_NOT(return_too_early(&view, rules_day("2026-01-19")));
    tell("onset=2026-01-13");
    view = view_of("FLU_A", RETURN_INFANT);
    EXPECT(return_too_early(&view, rules_day("2026-01-30")));
    view = view_of("COLD", RETURN_INFANT);
    EXPECT_NOT(return_too_early(&view, rules_day("2026-01-13")));
}

TEST("R-INF-03: the paper belongs to the disease")
{
    static const struct {
        const char *code;
        const char *paper;
    } rows[] = {{"FLU_B", "flu"}, {"COVID", "covid"}, {"MEA", "doctor"}, {"HER", "parent"}, {"COLD", "none"}};
    read_shipped();
    tell("");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_STR(return_paper_word(view_of(rows[i].code, RETURN_INFANT).paper), rows[i].paper);
    }
}

TEST("the shipped document has a rule for exactly the diseases whose list says that a child stays away")
{
    read_shipped();
    tell("");
    for (int i = 0; i < DISEASE_COUNT; i++) {
        struct return_view view = return_earliest(&rules, i, RETURN_INFANT, &dates);
        EXPECT_INT(view.excluded, disease_list[i].exclusion != EXCLUSION_NONE);
    }
}

TEST("a wrong document names the member, what is wrong with it and the rule")
{
    static const struct {
        const char *diseases;
        const char *pointer;
        const char *code;
        const char *rule;
    } rows[] = {
        {"{'codes':['FLUU'],'after':[]}", "/diseases/0/codes", "NO_SUCH_DISEASE", "R-INF-01"},
        {"{'codes':['TB'],'after':[]},{'codes':['TB'],'after':[]}", "/diseases/1/codes", "TWICE", "R-INF-01"},
        {"{'codes':['TB'],'after':[{'event':'party','on_day':1}]}", "/diseases/0/after/0/event", "OUT_OF_RANGE",
         "R-INF-01"},
        {"{'codes':['TB'],'after':[{'event':'onset'}]}", "/diseases/0/after/0/full_days", "ONE_COUNT", "R-INF-01"},
        {"{'codes':['TB'],'after':[],'paper':'gold'}", "/diseases/0/paper", "OUT_OF_RANGE", "R-INF-03"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json_faults faults;
        EXPECT_INT(return_decode(str_of(document(rows[i].diseases)), &rules, &head, &faults), ERR_INVALID);
        EXPECT_STR(faults.list[0].pointer, rows[i].pointer);
        EXPECT_STR(faults.list[0].code, rows[i].code);
        EXPECT_STR(return_fault_rule(faults.list[0].pointer), rows[i].rule);
        EXPECT(strcmp(policy_fault_sentence(rows[i].code), rows[i].code) != 0);
    }
}
