/* How many teachers: fixture F8 through the documents that are shipped, the look ahead, and what such a document says. */
#include "core/staffing.h"

#include <stdio.h>
#include <string.h>

#include "support/rules.h"
#include "support/test.h"

static struct staffing_rules rules;
static struct staffing_head head;
static char text[8192];

static void read_shipped(const char *name)
{
    char path[128];
    struct json_faults faults;
    snprintf(path, sizeof path, "backend/cli/nursery_policies/%s.json", name);
    FILE *file = fopen(path, "rb");
    EXPECT_NOT_NULL(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    EXPECT_OK(staffing_decode((struct str){text, n}, &rules, &head, &faults));
}

static const char *document(const char *roles)
{
    snprintf(text, sizeof text, "{'policy':'staffing','valid_from':'2026-04-01','roles':[%s]}", roles);
    for (char *at = strchr(text, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    return text;
}

static struct staffing_need need_on(const char *day, int32_t zero, int32_t one_two, int32_t three, int32_t four_five)
{
    const int32_t children[STAFFING_AGES] = {zero, one_two / 2, one_two - one_two / 2, three, four_five, 0};
    const struct staffing_role *role = staffing_role_on(&rules, "teacher", rules_day(day));
    EXPECT_NOT_NULL(role);
    return staffing_needed(role, children);
}

TEST("R-SHEET-01 F8: each band cut to one decimal, the sum rounded half up, by the ratios of the day")
{
    static const struct {
        int32_t children[4];
        int32_t tenths;
        int32_t required;
        int32_t old_tenths;
        int32_t old_required;
        int32_t ceil_each; /* the wrong method */
    } rows[] = {
        {{9, 24, 20, 42}, 99, 10, 94, 9, 11},
        {{6, 18, 15, 30}, 72, 7, 67, 7, 8},
        {{0, 0, 16, 26}, 20, 2, 16, 2, 4},
        {{1, 0, 0, 0}, 3, 2, 3, 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int32_t *n = rows[i].children;
        read_shipped("staffing-nursery");
        struct staffing_need need = need_on("2026-06-01", n[0], n[1], n[2], n[3]);
        EXPECT_INT(need.sum_tenths, rows[i].tenths);
        EXPECT_INT(need.required, rows[i].required);
        need = need_on("2024-03-31", n[0], n[1], n[2], n[3]);
        EXPECT_INT(need.sum_tenths, rows[i].old_tenths);
        EXPECT_INT(need.required, rows[i].old_required);
        struct staffing_role role = *staffing_role_on(&rules, "teacher", rules_day("2026-06-01"));
        role.bands_up = true;
        role.minimum = 0;
        const int32_t children[STAFFING_AGES] = {n[0], n[1], 0, n[2], n[3], 0};
        EXPECT_INT(staffing_needed(&role, children).required, rows[i].ceil_each);
    }
}

TEST("R-SHEET-01: nobody is needed where no child is, two where one is")
{
    read_shipped("staffing-nursery");
    EXPECT_INT(need_on("2026-06-01", 0, 0, 0, 0).required, 0);
    EXPECT_INT(need_on("2026-06-01", 0, 0, 0, 1).required, 2);
    EXPECT_NULL(staffing_role_on(&rules, "teacher", rules_day("2015-03-31")));
    EXPECT_NULL(staffing_role_on(&rules, "cook", rules_day("2026-06-01")));
}

TEST("R-SHEET-01 F8: a sick-care room needs a nurse for ten and a teacher for three")
{
    static const int32_t rows[][3] = {{3, 1, 1}, {4, 1, 2}, {6, 1, 2}, {10, 1, 4}, {11, 2, 4}};
    read_shipped("staffing-sick-room");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int32_t children[STAFFING_AGES] = {rows[i][0], 0, 0, 0, 0, 0};
        int32_t day = rules_day("2026-06-01");
        EXPECT_INT(staffing_needed(staffing_role_on(&rules, "nurse", day), children).required, rows[i][1]);
        EXPECT_INT(staffing_needed(staffing_role_on(&rules, "teacher", day), children).required, rows[i][2]);
    }
}

TEST("R-SHEET-02: the rest of the day step by step, and where teachers will be short")
{
    struct staffing_person people[16];
    struct staffing_step steps[STAFFING_STEPS_MAX];
    size_t n;
    size_t people_n = 0;
    read_shipped("staffing-nursery");
    const struct staffing_role *role = staffing_role_on(&rules, "teacher", rules_day("2026-06-01"));
    for (size_t i = 0; i < 9; i++) { /* nine babies; six go at 17:00 */
        people[people_n++] = (struct staffing_person){0, 480, i < 6 ? 1020 : 1080};
    }
    people[people_n++] = (struct staffing_person){-1, 420, 960};
    people[people_n++] = (struct staffing_person){-1, 480, 1080};
    people[people_n++] = (struct staffing_person){-1, 480, 1080};
    EXPECT_OK(staffing_look_ahead(role, people, people_n, 0, steps, &n));
    static const struct staffing_step wanted[] = {
        {0, 420, 0, 0, 0}, {420, 480, 0, 0, 1}, {480, 960, 9, 3, 3}, {960, 1020, 9, 3, 2}, {1020, 1080, 3, 2, 2}};
    EXPECT_INT(n, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < n; i++) {
        EXPECT_MEM(&steps[i], &wanted[i], sizeof steps[i]);
    }
    EXPECT_OK(staffing_look_ahead(role, people, people_n, 970, steps, &n));
    EXPECT_INT(n, 2);
    EXPECT_INT(steps[0].from_min, 970);
    EXPECT_OK(staffing_look_ahead(role, people, 0, 0, steps, &n));
    EXPECT_INT(n, 0);
}

TEST("R-SHEET-02: a day of more changes than can be shown is said so")
{
    static struct staffing_person people[STAFFING_STEPS_MAX + 4];
    struct staffing_step steps[STAFFING_STEPS_MAX];
    size_t n;
    read_shipped("staffing-nursery");
    const struct staffing_role *role = staffing_role_on(&rules, "teacher", rules_day("2026-06-01"));
    for (int32_t i = 0; i < STAFFING_STEPS_MAX + 4; i++) {
        people[i] = (struct staffing_person){0, 400 + i, 1000};
    }
    EXPECT_INT(staffing_look_ahead(role, people, STAFFING_STEPS_MAX + 4, 0, steps, &n), ERR_LIMIT);
}

TEST("a wrong document names the member, what is wrong with it and the rule")
{
    static const struct {
        const char *roles;
        const char *pointer;
        const char *code;
    } rows[] = {
        {"{'role':'teacher','bands':[{'ages':[0],'children':3}]}", "/roles/0/bands", "AGE_WITHOUT_BAND"},
        {"{'role':'teacher','bands':[{'children':3},{'ages':[5],'children':3}]}", "/roles/0/bands", "TWICE"},
        {"{'role':'teacher','bands':[{'ages':[6],'children':3}]}", "/roles/0/bands/0/ages/0", "OUT_OF_RANGE"},
        {"{'role':'teacher','bands':[{'children':0}]}", "/roles/0/bands/0/children", "OUT_OF_RANGE"},
        {"{'role':'a teacher','bands':[{'children':3}]}", "/roles/0/role", "BAD_ID"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json_faults faults;
        EXPECT_INT(staffing_decode(str_of(document(rows[i].roles)), &rules, &head, &faults), ERR_INVALID);
        EXPECT_STR(faults.list[0].pointer, rows[i].pointer);
        EXPECT_STR(faults.list[0].code, rows[i].code);
        EXPECT_STR(staffing_fault_rule(faults.list[0].pointer), "R-SHEET-01");
        EXPECT(strcmp(policy_fault_sentence(rows[i].code), rows[i].code) != 0);
    }
}
