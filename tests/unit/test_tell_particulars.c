/* What a call had left open, asked later: R-RSV-11. */
#include "actions/tell_particulars.h"

#include "actions/sealed.h"
#include "core/policy.h"
#include "store/reservation_store.h"
#include "support/asking.h"
#include "support/test.h"

struct opening {
    const struct room_world *world;
    struct str id;
    struct buf plain;
};

static enum err open_it(void *arg, struct str condition, struct str need)
{
    struct opening *opening = arg;
    (void)need;
    return sealed_open(opening->world->keys, "reservation|condition", opening->id, condition, &opening->plain);
}

/* What is kept of the first reservation, opened; until the next call. */
static const char *kept(struct room_world *world, struct str id)
{
    static char text[RESERVATION_CONDITION_BYTES_MAX + 1];
    struct opening opening = {.world = world, .id = id};
    struct db *db;
    buf_init(&opening.plain, text, sizeof text);
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(reservation_sealed(db, (struct reservation_id){1}, open_it, &opening));
    db_close(db);
    return text;
}

TEST("R-RSV-11: what staff are told later joins what was said; the state, the place and the queue stay")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 2, 2);
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    struct str id = str_of(asked.ask.results[0].id);
    struct tell_particulars ask = {.id = id,
                                   .version = 1,
                                   .planned_min = 9 * 60 + 10,
                                   .told = STR("{\"temperature_c\":38.2,\"pickup\":{\"name\":\"A\"}}")};
    int64_t queue_ms = asking_count(&world, "SELECT queue_ms FROM reservation");
    EXPECT_INT(asking_do(&world, nurse, tell_particulars, &ask), 200);
    EXPECT_NOT(ask.changed);
    EXPECT_INT(ask.present_version, 2);
    EXPECT_STR(kept(&world, id), "{\"diagnosis\":\"COLD\",\"temperature_c\":38.2,\"pickup\":{\"name\":\"A\"}}");
    EXPECT_INT(asking_count(&world, "SELECT planned_min FROM reservation"), 550);
    ask = (struct tell_particulars){
        .id = id, .version = 2, .planned_min = POLICY_NONE, .told = STR("{\"pickup\":{\"time\":\"17:30\"}}")};
    EXPECT_INT(asking_do(&world, nurse, tell_particulars, &ask), 200);
    EXPECT_STR(kept(&world, id),
               "{\"diagnosis\":\"COLD\",\"temperature_c\":38.2,\"pickup\":{\"name\":\"A\",\"time\":\"17:30\"}}");
    EXPECT_INT(asking_count(&world, "SELECT planned_min FROM reservation"), 550);
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    EXPECT(asking_count(&world, "SELECT queue_ms FROM reservation") == queue_ms);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE reason = 'tell_particulars'"), 2);
    room_close(&world);
}

TEST("R-RSV-11: an older page, another room's nurse, a family and what is over change nothing")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 2, 2, 2);
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    struct tell_particulars ask = {.id = str_of(asked.ask.results[0].id),
                                   .version = 7,
                                   .planned_min = POLICY_NONE,
                                   .told = STR("{\"temperature_c\":38.2}")};
    EXPECT_INT(asking_do(&world, nurse, tell_particulars, &ask), 200);
    EXPECT(ask.changed);
    EXPECT_INT(ask.present_version, 1);
    ask.version = 1;
    EXPECT_INT(asking_do(&world, room_nurse(&world, 2), tell_particulars, &ask), 404);
    EXPECT_INT(asking_do(&world, room_caller(1), tell_particulars, &ask), 404);
    EXPECT_INT(asking_cancel(&world, 1, asked.ask.results[0].id, 0), 200);
    ask.version = 0;
    EXPECT_INT(asking_do(&world, nurse, tell_particulars, &ask), 200);
    EXPECT_INT(ask.reason, REASON_WRONG_STATE);
    EXPECT_STR(kept(&world, ask.id), "{\"diagnosis\":\"COLD\"}");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE reason = 'tell_particulars'"), 0);
    room_close(&world);
}
