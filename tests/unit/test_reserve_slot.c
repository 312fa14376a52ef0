/* Reserving, waiting, cancelling and being promoted, on a real database and a real lane. */
#include "actions/reserve_slot.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "core/particular.h"
#include "support/asking.h"
#include "support/test.h"

TEST("R-RSV-05: the same key and request gives the same answer and one row, another request under the key is refused")
{
    struct room_world world;
    struct asked first;
    struct asked again;
    room_open(&world, 1, 6, 2);
    EXPECT_OK(asking_room(&world, &first, 1, 1, "key-1", ROOM_DAY));
    EXPECT_INT(first.answer.status, 201);
    EXPECT_OK(asking_room(&world, &again, 1, 1, "key-1", ROOM_DAY));
    EXPECT(again.act.replayed);
    EXPECT_STR(again.answer.body.p, first.answer.body.p);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 1);
    again.act.fingerprint[0] ^= 1;
    buf_clear(&again.answer.body);
    EXPECT_INT(act_do(world.lane, &again.act, LANE_BOOKING), ERR_INVALID);
    EXPECT(again.act.mismatch);
    room_close(&world);
}

TEST("R-RSV-20: another family's child is not found, and nothing is written")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 6, 2);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "mine", ROOM_DAY));
    asked.caller = room_caller(2); /* account 2 asks for child c1 */
    asked.act.key = STR("theirs");
    buf_clear(&asked.answer.body);
    EXPECT_INT(act_do(world.lane, &asked.act, LANE_BOOKING), ERR_NOT_FOUND);
    EXPECT_INT(asking_cancel(&world, 2, asked.ask.results[0].id, 0), 404);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2"), 1);
    room_close(&world);
}

TEST("R-RSV-11: what the room's rules require is refused by its place in the request, and may be left open on the "
     "telephone")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 6, 3);
    room_rules(
        &world, "r1",
        "'registration':{'required':false},'places':{'licensed':4},'rooms':[{'id':'g','places':4}],"
        "'booking':{'required':['pickup_time','planned_arrival'],'windows':[{'opens':{'basis':'always','days':14},"
        "'closes':{'on':'day_of_use','at':'23:00'}}]}");
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asked.ask.planned_min = POLICY_NONE;
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.ask.unsaid, 1 << PARTICULAR_PICKUP_TIME | 1 << PARTICULAR_ARRIVAL);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 0);
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asked.ask.planned_min = 540;
    asked.ask.asked.children[0].condition = STR("{\"pickup\":{\"time\":\"17:00\"}}");
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.ask.unsaid, 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 1);
    asking_fill(&asked, 2, 1, ROOM_DAY);
    asked.caller = room_nurse(&world, 1);
    asked.ask.asked.channel = 2;
    asked.ask.planned_min = POLICY_NONE;
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.ask.unsaid, 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 2);
    room_close(&world);
}

TEST("R-CAN-01: a cancelled place goes to the first in line at once, who then waits nowhere else that day (R-RSV-02)")
{
    struct room_world world;
    struct asked holder[2];
    struct asked waiting[3];
    room_open(&world, 2, 1, 5);
    EXPECT_OK(asking_room(&world, &holder[0], 1, 1, "a", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &holder[1], 2, 2, "b", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &waiting[0], 3, 1, "c", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &waiting[1], 3, 2, "d", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &waiting[2], 4, 1, "e", ROOM_DAY));
    EXPECT_INT(waiting[0].ask.results[0].decision.rank, 1);
    EXPECT_INT(waiting[2].ask.results[0].decision.rank, 2);
    EXPECT_INT(asking_cancel(&world, 1, holder[0].ask.results[0].id, 0), 200);
    EXPECT_INT(
        asking_count(&world, "SELECT count(*) FROM reservation WHERE child_id = 3 AND state = 2 AND site_id = 1"), 1);
    EXPECT_INT(
        asking_count(&world, "SELECT count(*) FROM reservation WHERE child_id = 3 AND state = 7 AND site_id = 2"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE child_id = 4 AND state = 3"), 1);
    EXPECT_INT(asking_count(&world, "SELECT sum(waiting) FROM sick_queue WHERE site_id = 1"), 1);
    EXPECT_INT(asking_count(&world, "SELECT sum(waiting) FROM sick_queue WHERE site_id = 2"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation_event WHERE reservation_id = 3"),
               3); /* waitlisted, offered, confirmed */
    room_close(&world);
}

TEST("a cancellation with an old version changes nothing, and what is cancelled cannot be cancelled again")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 6, 1);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "a", ROOM_DAY));
    EXPECT_INT(asking_cancel(&world, 1, asked.ask.results[0].id, 9), 412);
    EXPECT_INT(asking_cancel(&world, 1, asked.ask.results[0].id, 1), 200);
    EXPECT_INT(asking_cancel(&world, 1, asked.ask.results[0].id, 0), 409);
    room_close(&world);
}

TEST("R-SEC-05: what the family says of the illness is not readable in the database file")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 6, 1);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "a", ROOM_DAY));
    EXPECT_INT(
        asking_count(&world, "SELECT count(*) FROM reservation WHERE instr(CAST(condition AS TEXT), 'COLD') > 0"), 0);
    EXPECT_INT(asking_count(&world, "SELECT length(need) FROM reservation"),
               RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD);
    room_close(&world);
}

/* A verb whose n-th step in the database fails, as on a breaking disk. */
struct failing {
    struct reserve_slot *ask;
    struct caller caller;
    int64_t step;
};

static enum err reserve_failing(struct tx *tx, void *arg)
{
    const struct failing *failing = arg;
    db_fail_step(tx->db, failing->step);
    enum err err = reserve_slot(tx, &failing->caller, failing->ask);
    db_fail_step(tx->db, 0);
    return err;
}

TEST("whichever step of a reservation fails: nothing of it stands, and the next try is whole")
{
    struct room_world world;
    struct asked asked;
    int64_t step = 1;
    enum err err = ERR_IO;
    room_open(&world, 1, 1, 2);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "holder",
                          ROOM_DAY)); /* the room is full: the next one waits, which takes the most steps */
    for (; err != OK; step++) {
        struct failing failing = {&asked.ask, room_caller(2), step};
        struct lane_job job = {.priority = LANE_BOOKING, .run = reserve_failing, .arg = &failing};
        asked.ask.asked.children[0].child = STR("c2");
        err = lane_do(world.lane, &job);
        EXPECT(err == OK || err == ERR_IO);
        EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 3"), err == OK);
        EXPECT_INT(asking_count(&world, "SELECT coalesce(sum(waiting), 0) FROM sick_queue"), err == OK);
        EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit"), err == OK ? 2 : 1);
    }
    EXPECT(step > 6); /* it did fail, at every step there is */
    room_close(&world);
}

struct crowd {
    struct room_world *world;
    int first;
    int step;
    int last;
};

static void *ask_for_many(void *arg)
{
    const struct crowd *crowd = arg;
    struct asked asked;
    for (int parent = crowd->first; parent <= crowd->last; parent += crowd->step) {
        char key[16];
        snprintf(key, sizeof key, "k%d", parent);
        EXPECT_OK(asking_room(crowd->world, &asked, parent, 1, key, ROOM_DAY));
    }
    return NULL;
}

static void crowd_asks(struct room_world *world, int parents)
{
    enum { THREADS = 16 };
    pthread_t threads[THREADS];
    struct crowd crowd[THREADS];
    for (int i = 0; i < THREADS; i++) {
        crowd[i] = (struct crowd){world, i + 1, THREADS, parents};
        EXPECT_INT(pthread_create(&threads[i], NULL, ask_for_many, &crowd[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
}

TEST("R-RSV-03 R-RSV-06: 400 parents on sixteen threads ask for a room of six: six confirmed, the rest ranked without "
     "a gap")
{
    enum { PARENTS = 400 };
    struct room_world world;
    room_open(&world, 1, 6, PARENTS);
    crowd_asks(&world, PARENTS);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2"), 6);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 3"), PARENTS - 6);
    EXPECT_INT(asking_count(&world, "SELECT count(DISTINCT child_id) FROM reservation"), PARENTS);
    EXPECT_INT(asking_count(&world, "SELECT coalesce(sum(waiting), 0) FROM sick_queue"), PARENTS - 6);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2 AND id > 6"),
               0); /* the first six commits */
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM idempotency"), PARENTS);
    room_close(&world);
}

/* A row written past the decision, as a faulty action would. */
static enum err overfill(struct tx *tx, void *arg)
{
    static const unsigned char need[RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD];
    struct reservation_id id;
    struct reservation_new new = {.child = {*(int *)arg},
                                  .site = {1},
                                  .day = ROOM_DAY,
                                  .slot = STR(RESERVATION_DAY_SLOT),
                                  .state = RESERVATION_CONFIRMED,
                                  .account_id = 1,
                                  .channel = 1,
                                  .segments = 1,
                                  .condition = (const unsigned char *)"",
                                  .need = need,
                                  .planned_min = POLICY_NONE,
                                  .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, new.public_id);
    return reservation_insert(tx->db, &new, &id);
}

TEST("R-RSV-03: without the decision the schema alone refuses the row too many, by itself and after a cancelled one "
     "comes back")
{
    struct room_world world;
    struct asked asked;
    int second = 2;
    room_open(&world, 1, 1, 2);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "a", ROOM_DAY));
    struct lane_job job = {.priority = LANE_BOOKING, .run = overfill, .arg = &second};
    EXPECT_INT(lane_do(world.lane, &job), ERR_CONFLICT);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation"), 1);
    room_close(&world);
}
