/* What is known of a household from a day to a day, and what the real booking and its bills make of it. R-REG-02, R-REG-03, R-FEE-03. */
#include "actions/record_fact.h"

#include <stdio.h>

#include "actions/settle_fee.h"
#include "core/reason.h"
#include "support/care.h"
#include "support/rules.h"
#include "support/test.h"

#define RULES(eligibility)                                                                          \
    "'registration':{'required':false},'eligibility':{" eligibility                                 \
    "},'places':{'licensed':3},'note':{'needed':'none'},"                                           \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':3}]," \
    "'booking':{'windows':[{'opens':{'basis':'always','days':40},'closes':{'on':'day_of_use','at':'08:00'}}]}"

static struct caller ward(struct room_world *world)
{
    asking_change(world,
                  "INSERT INTO account (public_id, login, password_hash, name, language) VALUES ('w', 'ward', 'x', "
                  "'W', 'ja')");
    return (struct caller){.account_id = asking_count(world, "SELECT id FROM account WHERE login = 'ward'"),
                           .roles = ROLE_BIT(ROLE_WARD_OFFICER)};
}

static struct record_fact known(const char *household, enum fact_kind kind, const char *value, const char *from,
                                const char *to)
{
    return (struct record_fact){.household = str_of(household),
                                .kind = kind,
                                .value = str_of(value),
                                .from_day = rules_day(from),
                                .to_day = to == NULL ? FACT_FOR_EVER : rules_day(to)};
}

static enum reservation_reason booked(struct room_world *world, int n, const char *day)
{
    static struct asked asked;
    EXPECT_OK(asking_room(world, &asked, n, 1, "", rules_day(day)));
    return asked.ask.results[0].decision.reason;
}

TEST(
    "R-REG-02: who moves away is no resident from that day on; enrolled in a nursery of the municipality the child may "
    "come all the same")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'residence':'resident_or_enrolled'"));
    struct caller officer = ward(&world);
    struct record_fact moved = known("h1", FACT_RESIDENCE, "131041", "2026-03-05", NULL);
    EXPECT_INT(asking_do(&world, officer, record_fact, &moved), 200);
    EXPECT_INT(booked(&world, 1, "2026-03-04"), REASON_NONE);
    EXPECT_INT(booked(&world, 1, "2026-03-05"), REASON_NOT_RESIDENT);
    asking_change(&world,
                  "INSERT INTO site (public_id, kind, name, area, phone, sick_type) VALUES ('n1', 1, 'N', '', '', 0);"
                  "UPDATE child SET nursery_id = (SELECT id FROM site WHERE public_id = 'n1') WHERE id = 1");
    EXPECT_INT(booked(&world, 1, "2026-03-05"), REASON_NONE);
    room_close(&world);
}

TEST(
    "R-REG-03: an accepted parental leave refuses the days it covers, and none of the others; ended it refuses nothing")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'parental_leave_blocks':true"));
    struct caller officer = ward(&world);
    struct record_fact leave = known("h1", FACT_PARENTAL_LEAVE, "", "2026-03-03", "2026-03-05");
    EXPECT_INT(asking_do(&world, officer, record_fact, &leave), 200);
    EXPECT_INT(booked(&world, 1, "2026-03-02"), REASON_NONE);
    EXPECT_INT(booked(&world, 1, "2026-03-03"), REASON_PARENTAL_LEAVE);
    EXPECT_INT(booked(&world, 1, "2026-03-05"), REASON_PARENTAL_LEAVE);
    EXPECT_INT(booked(&world, 1, "2026-03-06"), REASON_NONE);
    EXPECT_INT(booked(&world, 2, "2026-03-03"), REASON_NONE);
    struct end_fact end = {.id = str_of(leave.id)};
    EXPECT_INT(asking_do(&world, officer, end_fact, &end), 200);
    EXPECT_NOT(end.over);
    EXPECT_INT(booked(&world, 1, "2026-03-03"), REASON_NONE);
    EXPECT_INT(asking_do(&world, officer, end_fact, &end), 200);
    EXPECT(end.over);
    /* It stays readable, and both hands are in the audit. */
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM household_fact WHERE ended_ms IS NOT NULL"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action IN ('record_fact', 'end_fact')"), 2);
    room_close(&world);
}

TEST("a fact of a child is of a child of that household; no household, no fact")
{
    static struct fact list[READ_FACTS_MAX];
    struct room_world world;
    room_open(&world, 1, 3, 2);
    struct caller officer = ward(&world);
    struct record_fact fact = known("h1", FACT_PROOF, "welfare", "2026-03-01", NULL);
    fact.child = STR("c2");
    EXPECT_INT(asking_do(&world, officer, record_fact, &fact), 200);
    EXPECT(fact.no_such_child);
    fact.child = STR("c1");
    fact.no_such_child = false;
    EXPECT_INT(asking_do(&world, officer, record_fact, &fact), 200);
    fact.household = STR("h9");
    EXPECT_INT(asking_do(&world, officer, record_fact, &fact), 404);
    struct end_fact end = {.id = STR("nothing")};
    EXPECT_INT(asking_do(&world, officer, end_fact, &end), 404);
    struct read_facts in = {.caller = &officer, .household = STR("h1"), .list = list};
    EXPECT_OK(read_facts(world.lane, &in));
    EXPECT_INT(in.list_n, 1);
    EXPECT_STR(in.list[0].child, "c1");
    EXPECT_STR(in.list[0].value, "welfare");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_facts'"), 1);
    room_close(&world);
}

/* The bill of child i: yen and refund_offered, four digits each. */
static int64_t bill(struct care_world *world, int child)
{
    char sql[160];
    snprintf(
        sql, sizeof sql,
        "SELECT yen * 10000 + refund_offered FROM fee JOIN reservation r ON r.id = reservation_id WHERE child_id = %d",
        child);
    return asking_count(&world->town, sql);
}

static void settle(struct care_world *world, int child, enum fee_state to)
{
    struct settle_fee ask = {.id = care_id(world, child), .to = to, .method = STR("cash"), .reason = STR("other")};
    EXPECT_INT(asking_do(&world->town, world->nurse, settle_fee, &ask), 200);
    EXPECT_NOT(ask.wrong_state);
}

/* Children 1 to n come for six hours and are handed over. */
static void use(struct care_world *world, int n)
{
    care_open(world, n);
    for (int i = 1; i <= n; i++) {
        care_come(world, i, "2026-03-02T09:00:00.000+09:00");
    }
    for (int i = 1; i <= n; i++) {
        care_go(world, i, "2026-03-02T15:00:00.000+09:00");
    }
}

static void learn(struct care_world *world, struct caller officer, const char *household, enum fact_kind kind,
                  const char *value)
{
    struct record_fact fact = known(household, kind, value, "2026-03-01", "2026-03-02");
    EXPECT_INT(asking_do(&world->town, officer, record_fact, &fact), 200);
}

TEST("R-FEE-03: a proof accepted later takes the price off an unpaid bill and offers a refund of a paid one; what was "
     "waived stays")
{
    struct care_world world;
    use(&world, 4);
    struct caller officer = ward(&world.town);
    settle(&world, 2, FEE_PAID);
    settle(&world, 3, FEE_INVOICED);
    settle(&world, 4, FEE_WAIVED);
    EXPECT_INT(bill(&world, 1), 10000000);
    for (int i = 1; i <= 4; i++) {
        char household[] = "h0";
        household[1] = (char)('0' + i);
        learn(&world, officer, household, FACT_PROOF, "welfare");
    }
    EXPECT_INT(bill(&world, 1), 0);
    EXPECT_INT(bill(&world, 2), 10001000);
    EXPECT_INT(bill(&world, 3), 0);
    EXPECT_INT(bill(&world, 4), 10000000);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'rerate_fee'"), 3);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM fee_event WHERE reason = 'computed_again'"), 2);
    EXPECT_INT(asking_count(&world.town, "SELECT yen FROM fee_event WHERE reason = 'refund_offered'"), 1000);
    settle(&world, 2, FEE_REFUNDED);
    EXPECT_INT(asking_count(&world.town, "SELECT refunded FROM fee WHERE state = 5"), 1000);
    care_close(&world);
}

TEST("R-FEE-03: a proof of other days changes nothing, nor one that the table does not name; ended again, the price is "
     "back and nothing is offered")
{
    struct care_world world;
    use(&world, 2);
    struct caller officer = ward(&world.town);
    settle(&world, 2, FEE_PAID);
    struct record_fact before = known("h1", FACT_PROOF, "welfare", "2026-02-01", "2026-03-01");
    EXPECT_INT(asking_do(&world.town, officer, record_fact, &before), 200);
    learn(&world, officer, "h1", FACT_PROOF, "single");
    learn(&world, officer, "h1", FACT_WORK, "");
    EXPECT_INT(bill(&world, 1), 10000000);
    struct record_fact one = known("h1", FACT_PROOF, "welfare", "2026-03-02", "2026-03-02");
    struct record_fact two = known("h2", FACT_PROOF, "welfare", "2026-03-02", NULL);
    EXPECT_INT(asking_do(&world.town, officer, record_fact, &one), 200);
    EXPECT_INT(asking_do(&world.town, officer, record_fact, &two), 200);
    EXPECT_INT(bill(&world, 1), 0);
    EXPECT_INT(bill(&world, 2), 10001000);
    struct end_fact end_one = {.id = str_of(one.id)};
    struct end_fact end_two = {.id = str_of(two.id)};
    EXPECT_INT(asking_do(&world.town, officer, end_fact, &end_one), 200);
    EXPECT_INT(asking_do(&world.town, officer, end_fact, &end_two), 200);
    EXPECT_INT(bill(&world, 1), 10000000);
    EXPECT_INT(bill(&world, 2), 10000000);
    care_close(&world);
}

TEST(
    "R-FEE-02 R-FEE-03: a tier known later is the tier of the day of use; a dearer one is never asked of what is paid; "
    "what was had beside the care stays on the bill")
{
    struct care_world world;
    care_open(&world, 2);
    struct caller officer = ward(&world.town);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    care_come(&world, 2, "2026-03-02T09:00:00.000+09:00");
    for (int i = 1; i <= 2; i++) {
        const struct check_out_option meal = {STR("meal"), 2};
        struct check_out ask = care_leaving(&world, i);
        learn(&world, officer, i == 1 ? "h1" : "h2", FACT_TIER, "A");
        ask.options[0] = meal;
        ask.options_n = 1;
        asking_at(&world.town, "2026-03-02T15:00:00.000+09:00");
        EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
        EXPECT_INT(bill(&world, i), 6000000);
    }
    settle(&world, 2, FEE_PAID);
    learn(&world, officer, "h1", FACT_TIER, "B");
    learn(&world, officer, "h2", FACT_TIER, "B");
    EXPECT_INT(bill(&world, 1), 16000000);
    EXPECT_INT(bill(&world, 2), 6000000);
    care_close(&world);
}

TEST(
    "R-FEE-03: only the part that a later proof takes off is offered, and only that is given back; the meal stays paid")
{
    struct care_world world;
    care_open(&world, 1);
    struct caller officer = ward(&world.town);
    struct check_out ask = care_leaving(&world, 1);
    ask.options[0] = (struct check_out_option){STR("meal"), 1};
    ask.options_n = 1;
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    asking_at(&world.town, "2026-03-02T15:00:00.000+09:00");
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    settle(&world, 1, FEE_PAID);
    learn(&world, officer, "h1", FACT_PROOF, "welfare");
    EXPECT_INT(bill(&world, 1), 13001000);
    settle(&world, 1, FEE_REFUNDED);
    EXPECT_INT(asking_count(&world.town, "SELECT refunded FROM fee"), 1000);
    care_close(&world);
}
