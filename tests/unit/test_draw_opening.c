/* The opening minutes of a room that draws, and of one that orders by priority: anchor b6. */
#include "actions/draw_opening.h"

#include <jansson.h>
#include <sqlite3.h>
#include <string.h>

#include "core/draw.h"
#include "store/draw_store.h"
#include "store/readers.h"
#include "support/asking.h"
#include "support/test.h"
#include "work/agenda_watch.h"

#define OPENING(how)                                                                                                   \
    "'registration':{'required':false},'places':{'licensed':2},'rooms':[{'id':'g','places':2}],'note':{'needed':"      \
    "'none'},'staffing':{'children_per_nurse':0,'children_per_teacher':0},'eligibility':{'age_high':'grade6','older':" \
    "{'from_grade':1}},"                                                                                               \
    "'booking':{'windows':[{'opens':{'basis':'calendar_day_before','at':'18:00'},'closes':{'on':'day_of_use','at':"    \
    "'08:00'}}],'opening':{'mode':'" how "','minutes':10}},'waiting':{'offer_min':15,'order':['age','sequence']}"

static void open_with(struct room_world *world, const char *rules, int children)
{
    room_open(world, 1, 2, children);
    room_rules(world, "r1", rules);
}

static int64_t drawn_first(struct room_world *world)
{
    return asking_count(world, "SELECT group_concat(child_id, '') FROM (SELECT child_id FROM reservation WHERE state "
                               "= 2 ORDER BY child_id)");
}

TEST("who asks in the opening minutes waits for the draw, whoever is first; at their end the places are given in the "
     "drawn order")
{
    struct room_world world;
    struct asked asked[7];
    open_with(&world, OPENING("lottery"), 7);
    for (int i = 0; i < 6; i++) {
        asking_id_at(&world, &asked[i], "2026-03-01T18:00:00.000+09:00", i + 1, 1);
        EXPECT_INT(asked[i].ask.results[0].decision.state, RESERVATION_WAITLISTED);
        EXPECT_INT(asked[i].ask.results[0].decision.reason, REASON_DRAW);
    }
    asking_at(&world, "2026-03-01T18:09:59.999+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 3"), 6);
    asking_at(&world, "2026-03-01T18:10:00.000+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2"), 2);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 3 AND reason = 1"), 4);
    EXPECT_INT(asking_count(&world, "SELECT count(DISTINCT queue_ms) FROM reservation WHERE queue_ms BETWEEN 1 AND 6"),
               6);
    /* Who asks afterwards stands behind all of them. */
    asking_id_at(&world, &asked[6], "2026-03-01T18:10:00.001+09:00", 7, 1);
    EXPECT_INT(asked[6].ask.results[0].decision.rank, 5);
    /* A second look draws nothing again. */
    int64_t first = drawn_first(&world);
    asking_at(&world, "2026-03-01T18:30:00.000+09:00");
    EXPECT_INT(drawn_first(&world), first);
    room_close(&world);
}

static void read_record(struct room_world *world, struct draw *draw, char *text, size_t bytes)
{
    struct readers *readers;
    struct buf record;
    EXPECT_OK(readers_open(world->path, 1, &readers));
    struct worker *worker = readers_borrow(readers, 1000);
    EXPECT_NOT_NULL(worker);
    buf_init(&record, text, bytes);
    EXPECT_OK(draw_get(worker->db, (struct site_id){1}, ROOM_DAY, draw, &record));
    readers_return(readers, worker);
    readers_close(readers);
}

TEST("the commitment stands before anybody asks, the seed is not readable until it is drawn, and the record proves the "
     "order")
{
    static char text[DRAW_RECORD_BYTES];
    struct room_world world;
    struct asked asked[3];
    struct draw before;
    struct draw after;
    struct readers *readers;
    open_with(&world, OPENING("lottery"), 3);
    asking_clock("2026-03-01T12:00:00.000+09:00");
    EXPECT_OK(readers_open(world.path, 1, &readers));
    EXPECT_OK(agenda_watch_commit(world.lane, readers));
    readers_close(readers);
    read_record(&world, &before, text, sizeof text);
    EXPECT_STR(text, "");
    EXPECT_INT(before.opens_ms, INT64_C(1772355600000));
    EXPECT_INT(before.closes_ms, INT64_C(1772356200000));
    for (int i = 0; i < 3; i++) {
        asking_id_at(&world, &asked[i], "2026-03-01T18:00:01.000+09:00", i + 1, 1);
    }
    asking_at(&world, "2026-03-01T18:10:00.000+09:00");
    read_record(&world, &after, text, sizeof text);
    EXPECT_INT(memcmp(before.commitment, after.commitment, sizeof before.commitment), 0);
    json_t *record = json_loads(text, 0, NULL);
    EXPECT_NOT_NULL(record);
    unsigned char seed[DRAW_SEED_BYTES];
    unsigned char commitment[SECRET_HASH_BYTES];
    EXPECT_OK(str_unhex(str_of(json_string_value(json_object_get(record, "seed"))), seed, sizeof seed));
    draw_commit(seed, STR("r1"), ROOM_DAY, commitment);
    EXPECT_INT(memcmp(commitment, before.commitment, sizeof commitment), 0);
    struct draw_entry entries[3];
    memset(entries, 0, sizeof entries);
    for (size_t i = 0; i < 3; i++) {
        draw_ticket(str_of(asked[i].ask.results[0].id), entries[i].ticket);
        entries[i].children = 1;
        entries[i].subject = (int64_t)i + 1;
    }
    draw_order(seed, entries, 3);
    json_t *list = json_object_get(record, "entries");
    EXPECT_INT(json_array_size(list), 3);
    for (size_t i = 0; i < 3; i++) {
        EXPECT_STR(json_string_value(json_object_get(json_array_get(list, i), "ticket")), entries[i].ticket);
    }
    /* The last of them is the one without a place. */
    EXPECT_INT(asking_count(&world, "SELECT child_id FROM reservation WHERE state = 3"), entries[2].subject);
    json_decref(record);
    room_close(&world);
}

TEST("a room that nobody committed before commits in the transaction of the first request")
{
    struct room_world world;
    struct asked asked;
    open_with(&world, OPENING("lottery"), 1);
    asking_id_at(&world, &asked, "2026-03-01T18:00:00.000+09:00", 1, 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM draw WHERE drawn_ms = 0"), 1);
    asking_at(&world, "2026-03-01T18:10:00.000+09:00");
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    room_close(&world);
}

TEST("R-WL-01: opening \"priority\": at the end of the minutes the classes come in order, inside them whoever asked "
     "first")
{
    struct room_world world;
    struct asked asked[4];
    open_with(&world, OPENING("priority"), 4);
    asking_change(&world, "UPDATE child SET birth_day = 17000 WHERE id IN (1, 2)"); /* schoolchildren */
    for (int i = 0; i < 4; i++) {
        asking_id_at(&world, &asked[i], "2026-03-01T18:00:01.000+09:00", i + 1, 1);
    }
    asking_at(&world, "2026-03-01T18:10:00.000+09:00");
    EXPECT_INT(drawn_first(&world), 34);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM draw"), 0);
    room_close(&world);
}

TEST("a telephone booking of the opening minutes is drawn with the others")
{
    struct room_world world;
    struct asked asked[3];
    open_with(&world, OPENING("lottery"), 3);
    struct caller nurse = room_nurse(&world, 1);
    asking_id_at(&world, &asked[0], "2026-03-01T18:00:00.000+09:00", 1, 1);
    asking_clock("2026-03-01T18:05:00.000+09:00");
    asking_fill(&asked[1], 2, 1, ROOM_DAY);
    asked[1].caller = nurse;
    asked[1].ask.asked.channel = 2;
    asked[1].ask.asked.called_ms = INT64_C(1772355780000); /* 18:03 */
    EXPECT_OK(asking_send(&world, &asked[1], ""));
    EXPECT_INT(asked[1].ask.results[0].decision.reason, REASON_DRAW);
    asking_id_at(&world, &asked[2], "2026-03-01T18:06:00.000+09:00", 3, 1);
    asking_at(&world, "2026-03-01T18:10:00.000+09:00");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE queue_ms BETWEEN 1 AND 3"), 3);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation WHERE state = 2"), 2);
    room_close(&world);
}
