/* The outbox: written in the transaction of what it tells, to everybody of the household. */
#include "actions/tell_family.h"

#include "support/asking.h"
#include "support/test.h"

#define RULES                                                                                                          \
    "'registration':{'required':false},'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'note':{'needed':"      \
    "'none'},'staffing':{'children_per_nurse':0,'children_per_teacher':0},'booking':{'windows':[{'opens':{'basis':"    \
    "'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}]},'waiting':{'offer_min':15,'quiet_from':'23:00'," \
    "'quiet_to':'06:00'}"

/* Six addresses of household 2, in two languages. */
static void open_with(struct room_world *world, struct asked asked[2])
{
    room_open(world, 1, 1, 2);
    room_rules(world, "r1", RULES);
    asking_change(world, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6) "
                         "INSERT INTO contact (public_id, household_id, channel, address, language, created_ms) "
                         "SELECT 'k' || i, 2, 1, x'00', CASE WHEN i = 6 THEN 'en' ELSE 'ja' END, 0 FROM n;"
                         "UPDATE contact SET removed_ms = 1 WHERE public_id = 'k5'");
    asking_id_at(world, &asked[0], "2026-03-01T12:00:00.000+09:00", 1, 1);
    asking_id_at(world, &asked[1], "2026-03-01T12:00:01.000+09:00", 2, 1);
}

TEST("R-WL-08: an offer goes to every contact of the household that is not removed, in each one's language, with its "
     "end")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 4"), 5);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 4 AND language = 'en'"), 1);
    EXPECT_INT(asking_count(&world,
                            "SELECT count(*) FROM message WHERE kind = 4 AND ends_ms <> (SELECT offer_ends_ms FROM "
                            "reservation WHERE child_id = 2)"),
               0);
    room_close(&world);
}

TEST("R-WL-08: of two answers of one household the first wins, and the second is told that it is done")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    asking_change(&world,
                  "INSERT INTO guardian_child (account_id, child_id, rights) VALUES (1, 2, 1)"); /* two guardians */
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_answer(&world, 1, asked[1].ask.results[0].id, true, false), "");
    EXPECT_STR(asking_answer(&world, 2, asked[1].ask.results[0].id, false, false), "WRONG_STATE");
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_INT(asking_count(&world, "SELECT account_id FROM offer"), 1);
    room_close(&world);
}

TEST("what tells of a thing that was rolled back is not there either")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    int64_t before = asking_count(&world, "SELECT count(*) FROM message");
    lane_fail_commits(world.lane, 1);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), -1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message"), before);
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    room_close(&world);
}

TEST("in quiet hours nothing wakes a family but the answer to what it has just done")
{
    struct room_world world;
    struct asked asked[3];
    room_open(&world, 1, 1, 2);
    room_rules(&world, "r1", RULES);
    asking_change(&world,
                  "INSERT INTO contact (public_id, household_id, channel, address, language, created_ms) VALUES "
                  "('k1', 1, 1, x'00', 'ja', 0)");
    struct caller nurse = room_nurse(&world, 1);
    asking_id_at(&world, &asked[0], "2026-03-01T23:30:00.000+09:00", 1, 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 1 AND not_before_ms = created_ms"), 1);
    struct cancel_reservation ask = {.id = str_of(asked[0].ask.results[0].id), .by_facility = true};
    EXPECT_INT(asking_give_back(&world, nurse, &ask), 200);
    EXPECT_INT(asking_count(&world, "SELECT not_before_ms FROM message WHERE kind = 11"),
               INT64_C(1772398800000)); /* 06:00 */
    room_close(&world);
}
