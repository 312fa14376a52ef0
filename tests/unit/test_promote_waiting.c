/* The waiting list at work: fixture F10 to the millisecond on a real database, under a pinned clock. */
#include "actions/promote_waiting.h"

#include <stdio.h>

#include "support/asking.h"
#include "support/test.h"

/* One place, from 18:00 of the day before, offers of 15 minutes, quiet from 23:00 to 06:00; free to cancel until 07:00, decided at 08:00. */
#define F10(on_expiry)                                                                              \
    "'registration':{'required':false},'places':{'licensed':1},"                                    \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':1}]," \
    "'booking':{'windows':[{'opens':{'basis':'calendar_day_before','at':'18:00'},"                  \
    "'closes':{'on':'day_of_use','at':'08:00'}}],'waiting_max':2},'note':{'needed':'none'},"        \
    "'decision':{'final':{'on':'day_of_use','at':'08:00'}},"                                        \
    "'cancel':{'deadline':{'on':'day_of_use','at':'07:00'},'late_fee_yen':500},"                    \
    "'waiting':{'offer_min':15,'quiet_from':'23:00','quiet_to':'06:00','on_expiry':'" on_expiry "'}"

static void expect_states(struct room_world *world, const char *const *words, int n)
{
    for (int i = 0; i < n; i++) {
        EXPECT_STR(asking_states(world, i + 1), words[i]);
    }
}

/* P1 has the place, P2 and P3 wait; at 22:50 P1 gives it back. */
static void evening(struct room_world *world, struct asked asked[3], const char *rules)
{
    room_open(world, 1, 1, 4);
    room_rules(world, "r1", rules);
    asking_id_at(world, &asked[0], "2026-03-01T18:00:00.100+09:00", 1, 1);
    asking_id_at(world, &asked[1], "2026-03-01T18:00:00.200+09:00", 2, 1);
    asking_id_at(world, &asked[2], "2026-03-01T18:00:00.200+09:00", 3, 1);
    EXPECT_INT(asked[0].ask.results[0].decision.state, RESERVATION_CONFIRMED);
    EXPECT_INT(asked[1].ask.results[0].decision.rank, 1);
    EXPECT_INT(asked[2].ask.results[0].decision.rank, 2);
    asking_at(world, "2026-03-01T22:50:00.000+09:00");
    EXPECT_INT(asking_cancel(world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_INT(asking_count(world, "SELECT offer_ends_ms FROM reservation WHERE child_id = 2"),
               INT64_C(1772373900000)); /* 23:05 */
}

TEST("R-RSV-04: a millisecond before 18:00 nobody can ask, at 18:00 sharp one can")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 1, 1);
    room_rules(&world, "r1", F10("drop"));
    asking_at(&world, "2026-03-01T17:59:59.999+09:00");
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    EXPECT_STR(asked.answer.body.p, "TOO_EARLY");
    EXPECT_INT(asked.ask.results[0].decision.opens_ms, INT64_C(1772355600000));
    asking_id_at(&world, &asked, "2026-03-01T18:00:00.000+09:00", 1, 1);
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    room_close(&world);
}

TEST("R-WL-02 R-WL-03 R-WL-04 R-WL-05 R-CAN-02 F10: one evening and morning, to the millisecond")
{
    static const char *const at_2250[] = {"cancelled", "offered", "waitlisted"};
    static const char *const at_2305[] = {"cancelled", "expired", "waitlisted"};
    static const char *const at_0600[] = {"cancelled", "expired", "offered"};
    static const char *const accepted[] = {"cancelled", "expired", "confirmed"};
    static const char *const given_back[] = {"cancelled", "expired", "cancelled"};
    struct room_world world;
    struct asked asked[3];
    evening(&world, asked, F10("drop"));
    expect_states(&world, at_2250, 3);
    asking_at(&world, "2026-03-01T23:05:00.000+09:00"); /* the last instant counts */
    expect_states(&world, at_2250, 3);
    asking_at(&world, "2026-03-01T23:05:00.001+09:00");
    expect_states(&world, at_2305, 3);
    asking_at(&world, "2026-03-02T05:59:59.999+09:00");
    expect_states(&world, at_2305, 3);
    asking_at(&world, "2026-03-02T06:00:00.000+09:00");
    expect_states(&world, at_0600, 3);
    asking_at(&world, "2026-03-02T06:14:59.900+09:00");
    EXPECT_STR(asking_answer(&world, 3, asked[2].ask.results[0].id, true, false), "");
    expect_states(&world, accepted, 3);
    asking_at(&world, "2026-03-02T07:00:00.000+09:00");
    EXPECT_INT(asking_cancel(&world, 3, asked[2].ask.results[0].id, 0), 200);
    expect_states(&world, given_back, 3);
    EXPECT_INT(asking_count(&world, "SELECT late FROM reservation_event WHERE to_state = 7 ORDER BY id DESC LIMIT 1"),
               1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state IN (1, 2, 5, 8, 9)"), 0);
    room_close(&world);
}

TEST("R-WL-05 F10: an answer a moment too late finds the offer over; who was kept on the list is asked next")
{
    static const char *const late[] = {"cancelled", "offered", "waitlisted"};
    struct room_world world;
    struct asked asked[3];
    evening(&world, asked, F10("to_end"));
    asking_at(&world, "2026-03-01T23:05:00.001+09:00");
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    asking_at(&world, "2026-03-02T06:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 3), "offered"); /* P2 stands behind it now */
    /* The clock has not looked at it yet when the answer comes. */
    asking_clock("2026-03-02T06:15:00.100+09:00");
    EXPECT_STR(asking_answer(&world, 3, asked[2].ask.results[0].id, true, false), "OFFER_EXPIRED");
    expect_states(&world, late, 3);
    room_close(&world);
}

TEST("R-WL-05 F10: of two answers around the end of an offer never both families have the place")
{
    struct room_world world;
    struct asked asked[3];
    evening(&world, asked, F10("drop"));
    asking_clock("2026-03-01T23:05:00.000+09:00");
    EXPECT_STR(asking_answer(&world, 2, asked[1].ask.results[0].id, true, false), "");
    asking_at(&world, "2026-03-02T06:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_STR(asking_states(&world, 3), "waitlisted");
    room_close(&world);
}

TEST("R-WL-09 F10: at 08:00 everybody who still waits is told, once")
{
    struct room_world world;
    struct asked asked[3];
    evening(&world, asked, F10("drop"));
    asking_at(&world, "2026-03-01T22:55:00.000+09:00");
    EXPECT_STR(asking_answer(&world, 2, asked[1].ask.results[0].id, true, false), "");
    asking_at(&world, "2026-03-02T07:59:59.999+09:00");
    EXPECT_STR(asking_states(&world, 3), "waitlisted");
    asking_at(&world, "2026-03-02T08:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 3), "declined");
    EXPECT_INT(asking_count(&world, "SELECT reason FROM reservation WHERE child_id = 3"), REASON_FULL);
    asking_at(&world, "2026-03-02T08:00:01.000+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation_event WHERE reservation_id = 3"), 2);
    EXPECT_INT(asking_count(&world, "SELECT coalesce(sum(waiting), 0) FROM sick_queue"), 0);
    room_close(&world);
}

TEST("R-WL-03: a place that falls free in the night is offered at 06:00 sharp, and the offer runs from then")
{
    struct room_world world;
    struct asked asked[2];
    room_open(&world, 1, 1, 2);
    room_rules(&world, "r1", F10("drop"));
    asking_id_at(&world, &asked[0], "2026-03-01T18:00:00.100+09:00", 1, 1);
    asking_id_at(&world, &asked[1], "2026-03-01T18:00:00.200+09:00", 2, 1);
    asking_at(&world, "2026-03-02T02:30:00.000+09:00");
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    asking_at(&world, "2026-03-02T05:59:59.999+09:00");
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    asking_at(&world, "2026-03-02T06:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "offered");
    EXPECT_INT(asking_count(&world, "SELECT offer_ends_ms FROM reservation WHERE child_id = 2"),
               INT64_C(1772399700000)); /* 06:15 */
    room_close(&world);
}

TEST("R-WL-06: two free places and five who wait make two offers, and a second look makes no third")
{
    struct room_world world;
    struct asked asked[7];
    room_open(&world, 1, 2, 7);
    room_rules(&world, "r1",
               "'registration':{'required':false},'places':{'licensed':2},"
               "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':2}],"
               "'booking':{'windows':[{'opens':{'basis':'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}"
               "]},'note':{'needed':'none'},'waiting':{'offer_min':15}");
    for (int i = 0; i < 7; i++) {
        asking_id_at(&world, &asked[i], "2026-03-01T12:00:00.000+09:00", i + 1, 1);
    }
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_INT(asking_cancel(&world, 2, asked[1].ask.results[0].id, 0), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 5"), 2);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 5 AND child_id IN (3, 4)"), 2);
    EXPECT_STR(asking_answer(&world, 3, asked[2].ask.results[0].id, false, false), "");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 5 AND child_id IN (4, 5)"), 2);
    EXPECT_STR(asking_answer(&world, 4, asked[3].ask.results[0].id, false, true), ""); /* and goes on waiting */
    EXPECT_STR(asking_states(&world, 4), "waitlisted");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 5 AND child_id IN (5, 6)"), 2);
    room_close(&world);
}

TEST("R-WL-12: every step of a walk is written: who was passed over and why, who was asked, what was answered and when")
{
    struct room_world world;
    struct asked asked[3];
    evening(&world, asked, F10("drop"));
    asking_at(&world, "2026-03-01T23:05:00.001+09:00");
    asking_at(&world, "2026-03-02T06:00:00.000+09:00");
    EXPECT_STR(asking_answer(&world, 3, asked[2].ask.results[0].id, true, false), "");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM offer"), 2);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM offer WHERE reservation_id = 2 AND rank = 1 AND answer = 3 "
                                    "AND answered_ms = 1772373900001"),
               1); /* ran out */
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM offer WHERE reservation_id = 3 AND rank = 1 AND answer = 1 "
                                    "AND account_id = 3 AND sent_ms = 1772398800000"),
               1);
    /* 22:50 offered; 23:05 later, because of the quiet hours; 06:00 offered. */
    EXPECT_INT(
        asking_count(&world, "SELECT group_concat(outcome, '') FROM (SELECT outcome FROM promotion_step ORDER BY id)"),
        131);
    room_close(&world);
}
