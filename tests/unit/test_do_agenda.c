/* What happens by itself: over restarts, jumps of the clock, long lists and failures. */
#include "actions/do_agenda.h"

#include "actions/decide_day.h"
#include "base/clock.h"
#include "store/agenda_store.h"
#include "support/asking.h"
#include "support/test.h"
#include "work/agenda_watch.h"

#define RULES(waiting)                                                                                              \
    "'registration':{'required':false},'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'note':{'needed':"   \
    "'none'},'staffing':{'children_per_nurse':0,'children_per_teacher':0},'booking':{'windows':[{'opens':{'basis':" \
    "'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}]},'decision':{'final':{'on':'day_of_use','at':" \
    "'08:00'}},'cancel':{'deadline':{'on':'day_of_use','at':'07:00'},'reminder_lead_min':60},'waiting':{" waiting "}"

static void open_with(struct room_world *world, struct asked *asked, int n, const char *rules)
{
    room_open(world, 1, 1, n);
    room_rules(world, "r1", rules);
    for (int i = 0; i < n; i++) {
        asking_id_at(world, &asked[i], "2026-03-01T18:00:00.000+09:00", i + 1, 1);
    }
}

/* The server ends and starts again on the same file. */
static void restart(struct room_world *world)
{
    lane_stop(world->lane);
    EXPECT_OK(lane_start(world->path, world->keys, world->changes, &world->lane));
}

TEST("an offer runs out at its time although the server was restarted in between, and once only")
{
    struct room_world world;
    struct asked asked[3];
    open_with(&world, asked, 3, RULES("'offer_min':15,'on_expiry':'drop'"));
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    restart(&world);
    asking_at(&world, "2026-03-01T18:15:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "offered");
    restart(&world);
    asking_at(&world, "2026-03-01T18:15:00.001+09:00");
    EXPECT_STR(asking_states(&world, 2), "expired");
    EXPECT_STR(asking_states(&world, 3), "offered");
    restart(&world);
    asking_at(&world, "2026-03-01T18:15:00.002+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM offer"), 2);
    room_close(&world);
}

TEST("R-OPS-06: a clock that jumps a night ahead does everything that was due, in the order in which it was due")
{
    struct room_world world;
    struct asked asked[3];
    open_with(&world, asked, 3, RULES("'offer_min':15,'on_expiry':'drop'"));
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    asking_at(&world, "2026-03-02T09:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "expired");
    EXPECT_STR(asking_states(&world, 3), "declined"); /* after the decision nobody is offered anything */
    room_close(&world);
}

TEST("a clock that goes back does nothing a second time, and what is due again waits for its time")
{
    struct room_world world;
    struct asked asked[3];
    open_with(&world, asked, 3, RULES("'offer_min':15,'on_expiry':'drop'"));
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    asking_at(&world, "2026-03-01T18:15:00.001+09:00");
    EXPECT_STR(asking_states(&world, 3), "offered");
    asking_at(&world, "2026-03-01T17:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "expired");
    EXPECT_STR(asking_states(&world, 3), "offered");
    EXPECT_STR(asking_answer(&world, 3, asked[2].ask.results[0].id, true, false), "");
    EXPECT_STR(asking_states(&world, 3), "confirmed");
    room_close(&world);
}

TEST("R-CAN-03: an hour before the deadline whoever has a place is reminded, once, and keeps it without an answer")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked, 2, RULES("'offer_min':15"));
    asking_change(&world,
                  "INSERT INTO contact (public_id, household_id, channel, address, language, created_ms) VALUES "
                  "('k1', 1, 1, x'00', 'ja', 0), ('k2', 1, 1, x'00', 'en', 0), ('k3', 2, 1, x'00', 'ja', 0)");
    asking_at(&world, "2026-03-02T05:59:59.999+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 9"), 0);
    asking_at(&world, "2026-03-02T06:00:00.000+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 9"),
               2); /* both contacts, each its language */
    EXPECT_INT(asking_count(&world, "SELECT count(DISTINCT language) FROM message WHERE kind = 9"), 2);
    asking_at(&world, "2026-03-02T06:00:01.000+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 9"), 2);
    asking_at(&world, "2026-03-02T07:30:00.000+09:00");
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    room_close(&world);
}

TEST("R-WL-09: a long list is decided in pieces, everybody once; who asked to stay on the day's own list stays to its "
     "end")
{
    enum { WAIT = 2 * DECIDE_PIECE + 50 };
    static struct asked asked[3];
    struct room_world world;
    open_with(&world, asked, 3, RULES("'offer_min':15,'same_day_list':true"));
    asking_change(&world, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) "
                          "INSERT INTO child (public_id, household_id, name, kana, birth_day, enrolled_from_day, "
                          "planned_arrive_min, planned_leave_min) "
                          "SELECT 'x' || i, 1, 'x', 'x', 19509, 0, 510, 1020 FROM n;"
                          "INSERT INTO reservation (public_id, child_id, site_id, day, slot, segments, state, reason, "
                          "account_id, channel, condition, need, class, queue_ms, version, created_ms, changed_ms) "
                          "SELECT 'x' || c.id, c.id, 1, 20514, 'day', 1, 3, 1, 1, 1, x'00', NULL, (SELECT max(class) "
                          "FROM sick_queue), 5, 1, 0, 0 FROM child c "
                          "WHERE c.public_id LIKE 'x%';"
                          "UPDATE sick_queue SET waiting = waiting + 250;"
                          "UPDATE reservation SET stays = 1 WHERE child_id = 3");
    asking_at(&world, "2026-03-02T08:00:00.000+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 4"), WAIT + 1);
    EXPECT_STR(asking_states(&world, 3), "waitlisted");
    EXPECT_INT(asking_count(&world, "SELECT sum(waiting) FROM sick_queue"), 1);
    asking_at(&world, "2026-03-03T00:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 3), "declined");
    EXPECT_INT(asking_count(&world, "SELECT waited FROM waiting_history"), 2);
    room_close(&world);
}

TEST("R-WL-07: accepted beforehand until 07:30, the place is given at once, in the night too; after it the family is "
     "asked")
{
    struct room_world world;
    struct asked asked[3];
    open_with(&world, asked, 3, RULES("'offer_min':15,'quiet_from':'23:00','quiet_to':'06:00'"));
    asking_change(&world, "UPDATE reservation SET auto_until_ms = 1772404200000 WHERE child_id = 2"); /* 07:30 */
    asking_at(&world, "2026-03-02T02:00:00.000+09:00");
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    asking_change(&world, "UPDATE reservation SET auto_until_ms = 1772404200000 WHERE child_id = 3");
    asking_at(&world, "2026-03-02T07:30:00.001+09:00");
    EXPECT_INT(asking_cancel(&world, 2, asked[1].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 3), "offered");
    room_close(&world);
}

static enum err remove_rules(struct tx *tx, void *arg)
{
    const struct agenda stray = {1, AGENDA_PROMOTE, 99, 20514, 0};
    (void)arg;
    return agenda_add(tx->db, &stray);
}

TEST("what is planned for a room that is not there is dropped, and the rest goes on")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked, 2, RULES("'offer_min':15"));
    struct lane_job job = {.priority = LANE_REST, .run = remove_rules};
    EXPECT_OK(lane_do(world.lane, &job));
    asking_at(&world, "2026-03-02T08:00:00.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "declined");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM agenda WHERE at_ms <= 1772406000000"), 0);
    room_close(&world);
}
