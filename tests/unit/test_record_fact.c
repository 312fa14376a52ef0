/* What is known of a household from a day to a day, and what the real booking makes of it. R-REG-02, R-REG-03. */
#include "actions/record_fact.h"

#include "core/reason.h"
#include "support/asking.h"
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
