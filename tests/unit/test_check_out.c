/* Handing a child over, and what it costs: R-CARE-03, R-FEE-01, R-FEE-02, R-FEE-03, R-FEE-04. */
#include "actions/check_out.h"

#include "base/civil.h"
#include "support/care.h"
#include "support/test.h"

TEST("R-CARE-03: a child is given to who stands on the list, to a guardian, or to somebody whose identity was checked")
{
    struct care_world world;
    care_open(&world, 3);
    asking_change(&world.town, "INSERT INTO pickup_person (public_id, child_id, person, account_id, created_ms) VALUES "
                               "('gran', 1, x'00', 1, 1), ('other', 2, x'00', 2, 1)");
    for (int i = 1; i <= 3; i++) {
        care_come(&world, i, "2026-03-02T09:00:00.000+09:00");
    }
    struct check_out ask = {.id = care_id(&world, 1), .person = STR("other")}; /* another child's */
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    EXPECT(ask.unknown_person);
    EXPECT_STR(asking_states(&world.town, 1), "checked_in");
    ask = (struct check_out){.id = care_id(&world, 1), .person = STR("gran")};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    EXPECT_NOT(ask.unknown_person);
    EXPECT_STR(asking_states(&world.town, 1), "checked_out");
    ask = (struct check_out){.id = care_id(&world, 2), .person = STR("a2")};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    EXPECT_STR(asking_states(&world.town, 2), "checked_out");
    care_go(&world, 3, "2026-03-02T15:00:00.000+09:00");
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM visit WHERE went_ms > 0 AND handed IS NOT NULL"), 3);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM visit WHERE instr(handed, 'Aunt') > 0"), 0); /* sealed */
    care_close(&world);
}

TEST("R-FEE-04 R-CARE-03 F12: the handed-over time stops the clock: 6:00, 6:01 and 8:01 are three prices")
{
    static const struct {
        const char *went;
        int32_t yen;
    } rows[] = {{"2026-03-02T15:00:59.000+09:00", 1000},
                {"2026-03-02T15:01:00.000+09:00", 1500},
                {"2026-03-02T17:01:00.000+09:00", 2000}};
    struct care_world world;
    care_open(&world, 3);
    for (int i = 1; i <= 3; i++) {
        care_come(&world, i, "2026-03-02T09:00:00.000+09:00");
    }
    asking_at(&world.town, "2026-03-02T18:00:00.000+09:00"); /* written down later */
    for (int i = 0; i < 3; i++) {
        struct check_out ask = care_leaving(&world, i + 1);
        EXPECT_OK(civil_parse_instant(str_of(rows[i].went), &ask.at_ms));
        EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
        EXPECT_INT(ask.fee.yen, rows[i].yen);
    }
    EXPECT_INT(asking_count(&world.town, "SELECT sum(yen) FROM fee WHERE state = 1 AND kind = 1"), 4500);
    care_close(&world);
}

TEST("R-FEE-01 R-FEE-02 R-FEE-03: tier, proof and residence are those of the day of use; options and lines are kept")
{
    static const struct {
        const char *sql;
        int32_t yen;
    } rows[] = {
        {"INSERT INTO household_fact (public_id, household_id, kind, value, from_day, to_day, recorded_ms) VALUES "
         "('f1', 1, 2, 'A', 20514, 20514, 1)",
         300}, /* the meal remains */
        {"INSERT INTO household_fact (public_id, household_id, kind, value, from_day, to_day, recorded_ms) VALUES "
         "('f2', 2, 6, 'welfare', 20000, 20514, 1)",
         300},
        {"INSERT INTO household_fact (public_id, household_id, kind, value, from_day, to_day, recorded_ms) VALUES "
         "('f3', 3, 6, 'welfare', 20000, 20513, 1)",
         1300}, /* it ended the day before */
    };
    struct care_world world;
    care_open(&world, 3);
    asking_change(&world.town, "INSERT INTO household_fact (public_id, household_id, kind, value, from_day, to_day, "
                               "recorded_ms) VALUES ('f0', 3, 1, '13103', 20000, 30000, 1)");
    for (int i = 0; i < 3; i++) {
        asking_change(&world.town, rows[i].sql);
        care_come(&world, i + 1, "2026-03-02T09:00:00.000+09:00");
    }
    asking_at(&world.town, "2026-03-02T14:00:00.000+09:00");
    for (int i = 0; i < 3; i++) {
        struct check_out ask = care_leaving(&world, i + 1);
        ask.options[0] = (struct check_out_option){STR("meal"), 1};
        ask.options_n = 1;
        EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
        EXPECT_INT(ask.fee.yen, rows[i].yen);
    }
    EXPECT_INT(
        asking_count(&world.town, "SELECT count(*) FROM fee WHERE options = 'meal' AND instr(lines, '\"option\"') > 0"),
        3);
    /* R-FEE-07: whose child it was stands with the bill. */
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM fee WHERE municipality = '13103'"), 1);
    care_close(&world);
}

TEST("who is not here cannot be handed over, and nobody leaves before they came")
{
    struct care_world world;
    care_open(&world, 1);
    struct check_out ask = care_leaving(&world, 1);
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    EXPECT_INT(ask.reason, REASON_WRONG_STATE);
    care_come(&world, 1, "2026-03-02T09:30:00.000+09:00");
    ask = care_leaving(&world, 1);
    EXPECT_OK(civil_parse_instant(STR("2026-03-02T09:29:59.999+09:00"), &ask.at_ms));
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    EXPECT(ask.wrong_time);
    ask = care_leaving(&world, 1);
    ask.options[0] = (struct check_out_option){STR("sauna"), 1};
    ask.options_n = 1;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &ask), 200);
    EXPECT(ask.unknown_option);
    EXPECT_INT(asking_do(&world.town, room_nurse(&world.town, 2), check_out, &ask), 404);
    EXPECT_STR(asking_states(&world.town, 1), "checked_in");
    care_close(&world);
}

TEST("R-STAT-01 R-STAT-02: who left is counted by age, residence, illness and phase, without the child")
{
    struct care_world world;
    care_open(&world, 2);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    care_come(&world, 2, "2026-03-02T09:01:00.000+09:00");
    care_go(&world, 1, "2026-03-02T15:00:00.000+09:00");
    EXPECT_INT(asking_count(&world.town, "SELECT count(DISTINCT kind) FROM sick_tally"), 4);
    EXPECT_INT(asking_count(&world.town, "SELECT sum(n) FROM sick_tally"), 4);
    care_go(&world, 2, "2026-03-02T15:00:00.000+09:00");
    EXPECT_INT(asking_count(&world.town, "SELECT n FROM sick_tally WHERE value = 'own'"), 2);
    EXPECT_INT(asking_count(&world.town, "SELECT n FROM sick_tally WHERE value = 'respiratory'"), 2);
    EXPECT_INT(asking_count(&world.town, "SELECT sum(n) FROM sick_tally"), 8);
    care_close(&world);
}
