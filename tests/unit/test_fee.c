/* Prices and the states of a bill: A12 and fixture F12 as tables. */
#include "core/fee.h"

#include <stdio.h>
#include <string.h>

#include "support/rules.h"
#include "support/test.h"

static struct policy policy;

#define DAY     "2026-03-02"
#define MINUTES (8 * 60)
#define MINATO                                                                                             \
    "'fees':{'basis':'day','rows':[{'residence':'resident','yen':2000},{'residence':'other','yen':3000}]," \
    "'exempt':[{'proof':'non_taxed','residence':'resident'},{'proof':'welfare','residence':'resident'}]}"
#define SHIBUYA   "'fees':{'basis':'day','rows':[{'residence':'resident','yen':2000},{'residence':'other','yen':5000}]}"
#define FLAT(yen) "'fees':{'basis':'day','rows':[{'yen':" yen "}]}"
#define YOKOHAMA                                                                                        \
    "'fees':{'basis':'day','rows':[{'yen':2000}],'exempt':[{'proof':'welfare','residence':'resident'}," \
    "{'proof':'non_taxed','residence':'resident'},{'proof':'single_parent','residence':'resident'}]}"
#define NAKAGAWA                                                                                                   \
    "'fees':{'basis':'hours_tier','rows':[{'tiers':['A','B'],'yen':0},"                                            \
    "{'tiers':['C1','C2','C3'],'hours_up_to':6,'yen':1000},{'tiers':['C1','C2','C3'],'hours_up_to':8,'yen':1500}," \
    "{'tiers':['C1','C2','C3'],'yen':2000},{'hours_up_to':6,'yen':2000},{'hours_up_to':8,'yen':3000},{'yen':4000}]}"
#define SHIMOTSUKE                                         \
    "'fees':{'basis':'started_hour','rows':[{'yen':150}]," \
    "'options':[{'id':'lunch','yen':300},{'id':'snack','yen':100}]}"
#define KOTOHIRA "'fees':{'basis':'day','rows':[{'sibling_from':2,'yen':0},{'yen':2000}]}"
#define KOBE                                                                                           \
    "'fees':{'basis':'day','rows':[{'yen':2000}],'exempt':[{'proof':'welfare'},{'proof':'non_taxed'}," \
    "{'proof':'no_income_tax','yen':1000}]}"

/* Of somebody who lives here, the eldest, for eight hours in the slot "day". */
static struct fee_use use_of(int32_t minutes, const char *tier)
{
    struct fee_use use = {.day = rules_day(DAY), .resident = true, .sibling = 1, .minutes = minutes, .slot = "day"};
    EXPECT_OK(str_copy(str_of(tier), use.tier, sizeof use.tier));
    return use;
}

static void prove(struct fee_use *use, const char *kind, const char *from, const char *to)
{
    struct fee_proof *proof = &use->proofs[use->proofs_n++];
    EXPECT_OK(str_copy(str_of(kind), proof->kind, sizeof proof->kind));
    proof->from_day = rules_day(from);
    proof->to_day = rules_day(to);
}

static int32_t price(const char *rules, const struct fee_use *use)
{
    struct fee fee;
    rules_read(rules, &policy);
    fee_of_use(&policy, use, &fee);
    return fee.yen;
}

TEST("R-FEE-01 R-FEE-03 F12: the fees of the fixture")
{
    static const struct {
        const char *what;
        const char *rules;
        bool resident;
        const char *tier;
        int32_t minutes;
        const char *proof;
        const char *until;
        int32_t yen;
    } rows[] = {
        {"Minato, from elsewhere", MINATO, false, "", MINUTES, NULL, NULL, 3000},
        {"Minato, not taxed, with a proof that holds", MINATO, true, "", MINUTES, "non_taxed", "2026-03-02", 0},
        {"Minato, the proof expired yesterday", MINATO, true, "", MINUTES, "non_taxed", "2026-03-01", 2000},
        {"Shibuya, from elsewhere", SHIBUYA, false, "", MINUTES, NULL, NULL, 5000},
        {"Nakagawa C1, 6:00", NAKAGAWA, true, "C1", 360, NULL, NULL, 1000},
        {"Nakagawa C2, 6:01", NAKAGAWA, true, "C2", 361, NULL, NULL, 1500},
        {"Nakagawa C3, 8:01", NAKAGAWA, true, "C3", 481, NULL, NULL, 2000},
        {"Nakagawa C4, 6:00", NAKAGAWA, true, "C4", 360, NULL, NULL, 2000},
        {"Nakagawa C4, 6:01", NAKAGAWA, true, "C4", 361, NULL, NULL, 3000},
        {"Nakagawa C4, 8:01", NAKAGAWA, true, "C4", 481, NULL, NULL, 4000},
        {"Nakagawa A", NAKAGAWA, true, "A", 481, NULL, NULL, 0},
        {"Nakagawa B", NAKAGAWA, true, "B", 360, NULL, NULL, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fee_use use = use_of(rows[i].minutes, rows[i].tier);
        use.resident = rows[i].resident;
        if (rows[i].proof != NULL) {
            prove(&use, rows[i].proof, "2025-04-01", rows[i].until);
        }
        int32_t yen = price(rows[i].rules, &use);
        if (yen != rows[i].yen) {
            printf("%s\n", rows[i].what);
        }
        EXPECT_INT(yen, rows[i].yen);
    }
    struct fee fee;
    fee_of_late_cancellation(500, &fee);
    EXPECT_INT(fee.yen, 500); /* azkl-2094, after the deadline */
    EXPECT_INT(fee.lines[0].kind, FEE_LINE_LATE_CANCELLATION);
}

TEST("R-FEE-01 A12: the price tables that were seen")
{
    static const struct {
        const char *what;
        const char *rules;
        bool resident;
        int32_t sibling;
        const char *tier;
        int32_t minutes;
        const char *proof;
        int32_t yen;
    } rows[] = {
        {"Suginami", FLAT("2500"), true, 1, "", MINUTES, NULL, 2500},
        {"Yokohama", YOKOHAMA, true, 1, "", MINUTES, NULL, 2000},
        {"Yokohama, welfare", YOKOHAMA, true, 1, "", MINUTES, "welfare", 0},
        {"Yokohama, not taxed", YOKOHAMA, true, 1, "", MINUTES, "non_taxed", 0},
        {"Yokohama, one parent", YOKOHAMA, true, 1, "", MINUTES, "single_parent", 0},
        {"Yokohama, one parent from elsewhere", YOKOHAMA, false, 1, "", MINUTES, "single_parent", 2000},
        {"Minato", MINATO, true, 1, "", MINUTES, NULL, 2000},
        {"Minato, welfare", MINATO, true, 1, "", MINUTES, "welfare", 0},
        {"Shibuya", SHIBUYA, true, 1, "", MINUTES, NULL, 2000},
        {"Setagaya", FLAT("2000"), true, 1, "", MINUTES, NULL, 2000},
        {"Fuchu", FLAT("2500"), false, 1, "", MINUTES, NULL, 2500},
        {"Kobe, no income tax", KOBE, true, 1, "", MINUTES, "no_income_tax", 1000},
        {"Kobe, welfare", KOBE, true, 1, "", MINUTES, "welfare", 0},
        {"Nakagawa C1, 8:00", NAKAGAWA, true, 1, "C1", 480, NULL, 1500},
        {"Nakagawa C1, 10:00", NAKAGAWA, true, 1, "C1", 600, NULL, 2000},
        {"Nakagawa, tier unknown, 8:00", NAKAGAWA, true, 1, "", 480, NULL, 3000},
        {"Shimotsuke, 3:00", SHIMOTSUKE, true, 1, "", 180, NULL, 450},
        {"Shimotsuke, 3:01", SHIMOTSUKE, true, 1, "", 181, NULL, 600},
        {"Shimotsuke, fetched at once", SHIMOTSUKE, true, 1, "", 0, NULL, 150},
        {"Kotohira, the eldest", KOTOHIRA, true, 1, "", MINUTES, NULL, 2000},
        {"Kotohira, the second", KOTOHIRA, true, 2, "", MINUTES, NULL, 0},
        {"Kotohira, the third", KOTOHIRA, true, 3, "", MINUTES, NULL, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fee_use use = use_of(rows[i].minutes, rows[i].tier);
        use.resident = rows[i].resident;
        use.sibling = rows[i].sibling;
        if (rows[i].proof != NULL) {
            prove(&use, rows[i].proof, "2025-04-01", "2026-03-31");
        }
        int32_t yen = price(rows[i].rules, &use);
        if (yen != rows[i].yen) {
            printf("%s\n", rows[i].what);
        }
        EXPECT_INT(yen, rows[i].yen);
    }
}

TEST("R-FEE-01: what it is made of stands in lines: price, exemption, then options, which everybody pays")
{
    static const char rules[] = "'fees':{'basis':'day','rows':[{'yen':2000}],'exempt':[{'proof':'non_taxed','yen':500},"
                                "{'proof':'welfare','yen':0}],'options':[{'id':'lunch','name':'昼食','yen':300},"
                                "{'id':'snack','name':'おやつ','yen':100}]}";
    char text[1024];
    struct buf buf;
    struct json_out out;
    struct fee fee;
    struct fee_use use = use_of(MINUTES, "");
    prove(&use, "non_taxed", "2026-03-01", "2026-03-31");
    use.options[1] = 2;
    rules_read(rules, &policy);
    fee_of_use(&policy, &use, &fee);
    EXPECT_INT(fee.yen, 700);
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    fee_put_lines(&out, &fee);
    EXPECT_STR(text,
               "[{\"kind\":\"price\",\"count\":1,\"unit_yen\":2000,\"yen\":2000},"
               "{\"kind\":\"exemption\",\"id\":\"non_taxed\",\"count\":1,\"unit_yen\":-1500,\"yen\":-1500},"
               "{\"kind\":\"option\",\"id\":\"snack\",\"name\":\"おやつ\",\"count\":2,\"unit_yen\":100,\"yen\":200}]");
    prove(&use, "welfare", "2026-03-01", "2026-03-31"); /* of two proofs the better one */
    fee_of_use(&policy, &use, &fee);
    EXPECT_INT(fee.yen, 200);
    EXPECT_STR(fee.lines[1].id, "welfare");
    EXPECT_INT(fee_option_find(&policy.fees, STR("snack")), 1);
    EXPECT_INT(fee_option_find(&policy.fees, STR("dinner")), -1);
}

TEST("R-FEE-01: a slot has its own price")
{
    static const char rules[] =
        "'slots':[{'id':'day','from':'08:00','to':'18:00'},{'id':'am','from':'08:00','to':'13:00'}],"
        "'fees':{'basis':'slot','rows':[{'slot':'am','yen':1200},{'yen':2000}]}";
    struct fee_use use = use_of(MINUTES, "");
    EXPECT_INT(price(rules, &use), 2000);
    memcpy(use.slot, "am", 3);
    EXPECT_INT(price(rules, &use), 1200);
}

TEST("R-FEE-04: hours go by the minutes of the wall clock; the flat price does not ask")
{
    EXPECT_INT(fee_minutes(rules_instant("2026-03-02T08:30:59+09:00"), rules_instant("2026-03-02T14:30:00+09:00")),
               360);
    EXPECT_INT(fee_minutes(rules_instant("2026-03-02T08:30:00+09:00"), rules_instant("2026-03-02T14:30:59+09:00")),
               360);
    EXPECT_INT(fee_minutes(rules_instant("2026-03-02T08:30:00+09:00"), rules_instant("2026-03-02T14:31:00+09:00")),
               361);
    EXPECT_INT(fee_minutes(rules_instant("2026-03-02T23:00:00+09:00"), rules_instant("2026-03-03T01:00:00+09:00")),
               120);
    for (int32_t minutes = 0; minutes <= 600; minutes += 150) {
        struct fee_use use = use_of(minutes, "");
        EXPECT_INT(price(FLAT("2500"), &use), 2500);
    }
}

TEST("R-FEE-06: of all pairs of states these and no others")
{
    static const char *const allowed[] = {"due paid",      "due invoiced",    "due waived",
                                          "invoiced paid", "invoiced waived", "paid refunded"};
    size_t found = 0;
    for (int from = FEE_DUE; from <= FEE_STATE_LAST; from++) {
        for (int to = FEE_DUE; to <= FEE_STATE_LAST; to++) {
            char pair[40];
            bool expected = false;
            snprintf(pair, sizeof pair, "%s %s", fee_state_word((enum fee_state)from),
                     fee_state_word((enum fee_state)to));
            for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
                expected = expected || strcmp(pair, allowed[i]) == 0;
            }
            EXPECT_INT(fee_may_become((enum fee_state)from, (enum fee_state)to), expected);
            found += expected ? 1 : 0;
        }
    }
    EXPECT_INT(found, sizeof allowed / sizeof allowed[0]);
    EXPECT(fee_open(FEE_DUE));
    EXPECT(fee_open(FEE_INVOICED));
    EXPECT_NOT(fee_open(FEE_PAID));
}

TEST("R-FEE-05: the ceiling of the benefit goes by class age")
{
    EXPECT_INT(fee_benefit_limit(rules_day("2020-04-02"), rules_day("2026-03-02")), 37000); /* class age 4 */
    EXPECT_INT(fee_benefit_limit(rules_day("2022-04-01"), rules_day("2026-03-02")), 37000); /* 3: the older cohort */
    EXPECT_INT(fee_benefit_limit(rules_day("2022-04-02"), rules_day("2026-03-02")), 42000); /* 2 */
    EXPECT_INT(fee_benefit_limit(rules_day("2019-04-01"), rules_day("2026-03-02")), 0);     /* in school */
}
