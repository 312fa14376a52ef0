/* Rooms and diseases (fixture F5), siblings, ranked wishes, several days, telephone bookings: through the real verb. */
#include "actions/reserve_plan.h"

#include <string.h>

#include "base/clock.h"
#include "support/asking.h"
#include "support/test.h"

#define ALWAYS                                                                                                  \
    "'booking':{'windows':[{'opens':{'basis':'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}],'" \
    "waiting_max':3,'max_days':4}"
#define PLAIN                                                                                                          \
    "'registration':{'required':false},'staffing':{'children_per_nurse':0,'children_per_teacher':0},'note':{'needed':" \
    "'none'},"
#define TABLE                                                                                                 \
    "'acceptance':{'diseases':[{'codes':['MEA'],'care':'refuse'},{'codes':['FLU_A','VAR'],'care':'isolate'}," \
    "{'codes':['UNDIAGNOSED_FEVER'],'care':'judge'}]},"
/* Six places: four in the general room, one in each of two isolation rooms. */
#define F5_ROOMS(a_places, total)                                                                                     \
    PLAIN TABLE ALWAYS ",'places':{'licensed':" total "},'rooms':[{'id':'g','places':4},{'id':'a','places':" a_places \
                       ",'isolation':true},{'id':'b','places':1,'isolation':true}],'waiting':{'offer_min':0}"

static const struct reservation_decision *ask_ill(struct room_world *world, struct asked *asked, int parent,
                                                  const char *disease)
{
    asking_fill(asked, parent, 1, ROOM_DAY);
    asking_ill(asked, 0, disease);
    EXPECT_OK(asking_send(world, asked, ""));
    return &asked->ask.results[0].decision;
}

static void expect_decision(const struct reservation_decision *decision, enum reservation_state state,
                            enum reservation_reason reason)
{
    EXPECT_INT(decision->state, state);
    EXPECT_INT(decision->reason, reason);
}

TEST("R-ROOM-02 R-ROOM-04 R-ROOM-05 R-ROOM-07 F5: colds, flu, varicella in order; a freed general place passes the "
     "second flu by")
{
    struct room_world world;
    struct asked asked[9];
    room_open(&world, 2, 1, 9);
    room_rules(&world, "r1", F5_ROOMS("1", "6"));
    for (int i = 0; i < 4; i++) {
        expect_decision(ask_ill(&world, &asked[i], i + 1, "COLD"), RESERVATION_CONFIRMED, REASON_NONE);
    }
    expect_decision(ask_ill(&world, &asked[4], 5, "FLU_A"), RESERVATION_CONFIRMED, REASON_NONE);
    expect_decision(ask_ill(&world, &asked[5], 6, "VAR"), RESERVATION_CONFIRMED, REASON_NONE);
    expect_decision(ask_ill(&world, &asked[6], 7, "FLU_A"), RESERVATION_WAITLISTED, REASON_FULL);
    expect_decision(ask_ill(&world, &asked[7], 8, "COLD"), RESERVATION_WAITLISTED, REASON_FULL);
    EXPECT_INT(asked[7].ask.results[0].decision.rank, 2);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 7), "waitlisted");
    EXPECT_STR(asking_states(&world, 8), "confirmed");
    /* It was passed over for its reason and stands first still. */
    EXPECT_INT(asking_count(&world, "SELECT reason FROM promotion_step WHERE outcome = 4 AND rank_from = 1"),
               REASON_ISOLATION_FULL);
    expect_decision(ask_ill(&world, &asked[8], 9, "MEA"), RESERVATION_NONE, REASON_DISEASE_REFUSED);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM sick_refusal"), 1);
    room_close(&world);
}

TEST("R-ROOM-02 F5 variant: a room of two takes the second child with the same flu")
{
    struct room_world world;
    struct asked asked[6];
    static const char *const ill[] = {"COLD", "COLD", "COLD", "FLU_A", "VAR", "FLU_A"};
    room_open(&world, 1, 1, 6);
    room_rules(&world, "r1", F5_ROOMS("2", "6"));
    for (int i = 0; i < 6; i++) {
        expect_decision(ask_ill(&world, &asked[i], i + 1, ill[i]), RESERVATION_CONFIRMED, REASON_NONE);
    }
    room_close(&world);
}

TEST("R-ROOM-04: two isolation rooms taken by two diseases: a third waits with ISOLATION_FULL although places remain")
{
    struct room_world world;
    struct asked asked[3];
    room_open(&world, 1, 1, 3);
    room_rules(&world, "r1",
               PLAIN ALWAYS ",'acceptance':{'diseases':[{'codes':['FLU_A','VAR','MUM'],'care':'isolate'}]},'places':{"
                            "'licensed':6},'rooms':[{'id':'g','places':4},{'id':'a','places':1,'isolation':true},"
                            "{'id':'b','places':1,'isolation':true}]");
    expect_decision(ask_ill(&world, &asked[0], 1, "FLU_A"), RESERVATION_CONFIRMED, REASON_NONE);
    expect_decision(ask_ill(&world, &asked[1], 2, "VAR"), RESERVATION_CONFIRMED, REASON_NONE);
    expect_decision(ask_ill(&world, &asked[2], 3, "MUM"), RESERVATION_WAITLISTED, REASON_ISOLATION_FULL);
    room_close(&world);
}

TEST("R-ROOM-06 R-RSV-08: an undiagnosed fever is requested and holds its place until a nurse has looked")
{
    struct room_world world;
    struct asked asked[2];
    room_open(&world, 1, 1, 2);
    room_rules(&world, "r1",
               PLAIN ALWAYS ",'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'acceptance':{"
                            "'diseases':[{'codes':['UNDIAGNOSED_FEVER'],'care':'judge'}]}");
    expect_decision(ask_ill(&world, &asked[0], 1, "UNDIAGNOSED_FEVER"), RESERVATION_REQUESTED, REASON_NONE);
    expect_decision(ask_ill(&world, &asked[1], 2, "COLD"), RESERVATION_WAITLISTED, REASON_FULL);
    room_close(&world);
}

TEST("R-ROOM-07: a refused disease comes with the rooms of the municipality that take it")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 3, 1, 1);
    room_rules(&world, "r3", PLAIN ALWAYS ",'places':{'licensed':1},'rooms':[{'id':'g','places':1}]");
    expect_decision(ask_ill(&world, &asked, 1, "MEA"), RESERVATION_NONE, REASON_DISEASE_REFUSED);
    EXPECT_STR(asked.ask.accepted_by, "r3");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 0);
    room_close(&world);
}

/* --- siblings ---------------------------------------------------------------------------------------------------------- */

/* Gives account 1 a second child, c2. */
static void make_sibling(struct room_world *world)
{
    asking_change(world, "UPDATE child SET household_id = 1 WHERE id = 2;"
                         "INSERT INTO guardian_child (account_id, child_id, rights) VALUES (1, 2, 1)");
}

static void ask_both(struct room_world *world, struct asked *asked, int rooms)
{
    asking_fill(asked, 1, 1, ROOM_DAY);
    asked->ask.asked.children_n = 2;
    asked->ask.asked.children[1].child = STR("c2");
    asking_ill(asked, 1, "COLD");
    asked->ask.asked.rooms_n = (size_t)rooms;
    asked->ask.asked.rooms[1] = STR("r2");
    EXPECT_OK(asking_send(world, asked, ""));
}

TEST("R-RSV-19: with one place for two siblings both wait, and the place stays free for others")
{
    struct room_world world;
    struct asked asked;
    struct asked other;
    room_open(&world, 1, 2, 4);
    make_sibling(&world);
    EXPECT_OK(asking_room(&world, &other, 3, 1, "", ROOM_DAY));
    ask_both(&world, &asked, 1);
    EXPECT_INT(asked.ask.results_n, 2);
    expect_decision(&asked.ask.results[0].decision, RESERVATION_WAITLISTED, REASON_FULL);
    expect_decision(&asked.ask.results[1].decision, RESERVATION_WAITLISTED, REASON_FULL);
    EXPECT_INT(asked.ask.results[1].decision.rank, 2);
    EXPECT_OK(asking_room(&world, &other, 4, 1, "", ROOM_DAY));
    EXPECT_INT(other.ask.results[0].decision.state, RESERVATION_CONFIRMED);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE together = 1 AND request_id > 0"), 2);
    room_close(&world);
}

TEST("R-RSV-19: when places come free siblings get theirs in the same step or none")
{
    struct room_world world;
    struct asked asked;
    struct asked holder[2];
    room_open(&world, 1, 2, 4);
    make_sibling(&world);
    EXPECT_OK(asking_room(&world, &holder[0], 3, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &holder[1], 4, 1, "", ROOM_DAY));
    ask_both(&world, &asked, 1);
    EXPECT_INT(asking_cancel(&world, 3, holder[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 1), "waitlisted");
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    EXPECT_INT(asking_cancel(&world, 4, holder[1].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    room_close(&world);
}

TEST("R-RSV-19: one sibling that is refused refuses both, with its own reason")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 2, 2);
    make_sibling(&world);
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asked.ask.asked.children_n = 2;
    asked.ask.asked.children[1].child = STR("c2");
    asking_ill(&asked, 1, "MEA");
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.answer.status, 409);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 0);
    room_close(&world);
}

/* --- wishes ------------------------------------------------------------------------------------------------------------ */

static void ask_wishes(struct room_world *world, struct asked *asked, int parent, bool keep)
{
    asking_fill(asked, parent, 1, ROOM_DAY);
    asked->ask.asked.rooms[1] = STR("r2");
    asked->ask.asked.rooms[2] = STR("r3");
    asked->ask.asked.rooms_n = 3;
    asked->ask.keep = keep;
    EXPECT_OK(asking_send(world, asked, ""));
}

TEST("ranked wishes: the first room with a place is taken, the better full ones are let go in the same transaction")
{
    struct room_world world;
    struct asked holder;
    struct asked asked;
    room_open(&world, 3, 1, 3);
    EXPECT_OK(asking_room(&world, &holder, 1, 1, "", ROOM_DAY));
    ask_wishes(&world, &asked, 2, false);
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_INT(asking_count(&world, "SELECT site_id FROM reservation WHERE child_id = 2 AND state = 2"), 2);
    EXPECT_INT(asking_count(&world, "SELECT coalesce(sum(waiting), 0) FROM sick_queue"), 0);
    room_close(&world);
}

TEST("R-RSV-02: with \"keep\" the child goes on waiting for the better wish, and gets it for the lesser place")
{
    struct room_world world;
    struct asked holder;
    struct asked asked;
    room_open(&world, 3, 1, 3);
    EXPECT_OK(asking_room(&world, &holder, 1, 1, "", ROOM_DAY));
    ask_wishes(&world, &asked, 2, true);
    EXPECT_STR(asking_states(&world, 2), "waitlisted confirmed");
    EXPECT_INT(asking_cancel(&world, 1, holder.ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 2), "confirmed cancelled");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE child_id = 2 AND state IN (1, 2, 5, 8, 9)"),
               1);
    room_close(&world);
}

TEST("R-RSV-02 R-WL-11: full everywhere: the child waits in all of them, and a place in one ends the waits in the "
     "others")
{
    struct room_world world;
    struct asked holder[3];
    struct asked asked;
    room_open(&world, 3, 1, 4);
    for (int i = 0; i < 3; i++) {
        room_rules(&world, (const char *const[]){"r1", "r2", "r3"}[i],
                   PLAIN ALWAYS ",'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'waiting':{'offer_min':0}");
        EXPECT_OK(asking_room(&world, &holder[i], i + 2, i + 1, "", ROOM_DAY));
    }
    ask_wishes(&world, &asked, 1, false);
    EXPECT_STR(asking_states(&world, 1), "waitlisted waitlisted waitlisted");
    EXPECT_INT(asking_cancel(&world, 3, holder[1].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 1), "cancelled confirmed cancelled");
    EXPECT_INT(asking_count(&world, "SELECT coalesce(sum(waiting), 0) FROM sick_queue"), 0);
    room_close(&world);
}

TEST("R-RSV-02: more waits on one day than the rule allows are refused with WISH_LIMIT, before anything is written")
{
    struct room_world world;
    struct asked asked[4];
    room_open(&world, 4, 1, 5);
    for (int i = 0; i < 3; i++) {
        EXPECT_OK(asking_room(&world, &asked[i], i + 2, i + 1, "", ROOM_DAY));
    }
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked[1], 1, 2, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked[2], 1, 3, "", ROOM_DAY));
    EXPECT_INT(asked[2].answer.status, 409);
    EXPECT_STR(asked[2].answer.body.p, "WISH_LIMIT");
    EXPECT_STR(asking_states(&world, 1), "waitlisted waitlisted");
    room_close(&world);
}

/* --- several days, the telephone --------------------------------------------------------------------------------------- */

TEST("R-RSV-14: several days in one transaction, a result for each; more than the rule allows is refused as a whole")
{
    struct room_world world;
    struct asked holder;
    struct asked asked;
    room_open(&world, 1, 1, 2);
    EXPECT_OK(asking_room(&world, &holder, 2, 1, "", ROOM_DAY + 1));
    asking_fill(&asked, 1, 1, ROOM_DAY);
    for (int32_t i = 0; i < 3; i++) {
        asked.ask.days[i] = ROOM_DAY + i;
    }
    asked.ask.days_n = 3;
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.answer.status, 201);
    EXPECT_STR(asking_states(&world, 1), "confirmed waitlisted confirmed");
    EXPECT_INT(asking_count(&world, "SELECT count(DISTINCT request_id) FROM reservation WHERE child_id = 1"), 1);
    asking_fill(&asked, 1, 1, ROOM_DAY + 7);
    for (int32_t i = 0; i < 4; i++) {
        asked.ask.days[i] = ROOM_DAY + 7 + i;
    }
    asked.ask.days_n = 4;
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT(asked.ask.too_many_days);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE child_id = 1"), 3);
    room_close(&world);
}

TEST("R-RSV-10: a telephone booking stands where the call came, ahead of those who clicked later, never beyond the "
     "places")
{
    struct room_world world;
    struct asked asked[4];
    room_open(&world, 1, 1, 4);
    asking_id_at(&world, &asked[0], "2026-03-01T12:00:00.000+09:00", 1, 1);
    asking_id_at(&world, &asked[1], "2026-03-01T12:00:05.000+09:00", 2, 1);
    struct caller nurse = room_nurse(&world, 1);
    asking_clock("2026-03-01T12:01:00.000+09:00");
    asking_fill(&asked[2], 3, 1, ROOM_DAY);
    asked[2].caller = nurse;
    asked[2].ask.asked.channel = 2;
    asked[2].ask.asked.called_ms = clock_now_ms() - 58000; /* 12:00:02 */
    EXPECT_OK(asking_send(&world, &asked[2], ""));
    EXPECT_INT(asked[2].ask.results[0].decision.state, RESERVATION_WAITLISTED);
    EXPECT_INT(asked[2].ask.results[0].decision.rank, 1);
    EXPECT_INT(asking_count(&world, "SELECT channel FROM reservation WHERE child_id = 3"), 2);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 3), "confirmed");
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    /* A family that says it is the telephone is told no. */
    asking_fill(&asked[3], 4, 1, ROOM_DAY);
    asked[3].ask.asked.channel = 2;
    EXPECT_OK(asking_send(&world, &asked[3], ""));
    EXPECT_NOT(asked[3].ask.channel_allowed);
    room_close(&world);
}

TEST("R-RSV-10: before the opening a family is too early, staff at the telephone are not, and gain no rank by it")
{
    struct room_world world;
    struct asked asked[2];
    room_open(&world, 1, 1, 3);
    room_rules(&world, "r1",
               PLAIN "'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'booking':{'windows':[{'opens':{'basis':"
                     "'calendar_day_before','at':'18:00'},'closes':{'on':'day_of_use','at':'08:00'}}]}");
    struct caller nurse = room_nurse(&world, 1);
    asking_clock("2026-03-01T12:00:00.000+09:00");
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY));
    EXPECT_STR(asked[0].answer.body.p, "TOO_EARLY");
    asking_fill(&asked[1], 2, 1, ROOM_DAY);
    asked[1].caller = nurse;
    asked[1].ask.asked.channel = 2;
    asked[1].ask.asked.called_ms = clock_now_ms();
    EXPECT_OK(asking_send(&world, &asked[1], ""));
    EXPECT_INT(asked[1].answer.status, 201);
    EXPECT_INT(asking_count(&world, "SELECT queue_ms FROM reservation WHERE child_id = 2"),
               INT64_C(1772355600000)); /* 18:00 */
    room_close(&world);
}
