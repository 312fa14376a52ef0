/* What a request would be told, before it is sent: nothing is written by asking. */
#include "actions/preview_reservation.h"

#include <string.h>

#include "support/asking.h"
#include "support/test.h"

static struct preview_reservation preview;

static void look(struct room_world *world, int parent, const char *disease)
{
    static struct asked asked;
    asking_fill(&asked, parent, 1, ROOM_DAY);
    asking_ill(&asked, 0, disease);
    memset(&preview, 0, sizeof preview);
    preview.ask = asked.ask;
    EXPECT_INT(asking_do(world, room_caller(parent), preview_reservation, &preview), 200);
    EXPECT_INT(preview.results_n, 1);
}

TEST("confirmed now, a nurse must judge, on the list at rank 2, not possible: told beforehand, and nothing is written")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 2, 1, 4);
    room_rules(&world, "r2",
               "'registration':{'required':false},'places':{'licensed':1},'rooms':[{'id':'g','places':1}],"
               "'note':{'needed':'none'},'booking':{'windows':[{'opens':{'basis':'always','days':14},'closes':{'on':"
               "'day_of_use','at':'08:00'}}]}");
    look(&world, 1, "COLD");
    EXPECT_INT(preview.results[0].decision.state, RESERVATION_CONFIRMED);
    EXPECT_OK(asking_room(&world, &asked, 2, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked, 3, 1, "", ROOM_DAY));
    look(&world, 1, "COLD");
    EXPECT_INT(preview.results[0].decision.state, RESERVATION_WAITLISTED);
    EXPECT_INT(preview.results[0].decision.rank, 2);
    EXPECT_INT(preview.results[0].chance.days, 0); /* too little is known to speak of a chance */
    look(&world, 1, "MEA");
    EXPECT_INT(preview.results[0].decision.state, RESERVATION_NONE);
    EXPECT_INT(preview.results[0].decision.reason, REASON_DISEASE_REFUSED);
    EXPECT_STR(preview.accepted_by, "r2");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE child_id = 1"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM sick_refusal"), 0);
    room_close(&world);
}

TEST("R-RSV-14: more days at once than the room takes: told with its limit, instead of a refusal of the whole request")
{
    struct room_world world;
    static struct asked asked;
    room_open(&world, 1, 2, 1);
    room_rules(&world, "r1",
               "'registration':{'required':false},'places':{'licensed':2},'rooms':[{'id':'g','places':2}],"
               "'note':{'needed':'none'},'booking':{'max_days':1,'windows':[{'opens':{'basis':'always','days':14},"
               "'closes':{'on':'day_of_use','at':'08:00'}}]}");
    asking_fill(&asked, 1, 1, ROOM_DAY);
    memset(&preview, 0, sizeof preview);
    preview.ask = asked.ask;
    preview.ask.days[1] = ROOM_DAY + 1;
    preview.ask.days_n = 2;
    EXPECT_INT(asking_do(&world, room_caller(1), preview_reservation, &preview), 200);
    EXPECT_INT(preview.results_n, 2);
    EXPECT_INT(preview.results[0].days_max, 1);
    look(&world, 1, "COLD");
    EXPECT_INT(preview.results[0].days_max, 0);
    room_close(&world);
}

TEST("R-WL-01: the chance is the room's own: of five days on which somebody waited, three gave two places or more")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 1, 3);
    asking_change(&world, "INSERT INTO waiting_history (site_id, day, waited, placed) VALUES (1, 20500, 4, 2), "
                          "(1, 20501, 4, 0), (1, 20502, 4, 3), (1, 20505, 4, 1), (1, 20506, 4, 2)");
    EXPECT_OK(asking_room(&world, &asked, 2, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked, 3, 1, "", ROOM_DAY));
    look(&world, 1, "COLD");
    EXPECT_INT(preview.results[0].decision.rank, 2);
    EXPECT_INT(preview.results[0].chance.days, 5);
    EXPECT_INT(preview.results[0].chance.placed, 3);
    room_close(&world);
}
