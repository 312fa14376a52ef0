/* Spot places on a real lane: asking in the window, the draw on the day after it, first come afterwards, giving back (R-EXT-07). */
#include "actions/apply_spot.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "actions/draw_opening.h"
#include "actions/draw_spots.h"
#include "actions/load_nursery_rules.h"
#include "base/civil.h"
#include "base/clock.h"
#include "store/draw_store.h"
#include "store/readers.h"
#include "support/database.h"
#include "support/nursery.h"
#include "support/rules.h"
#include "support/test.h"
#include "work/agenda_watch.h"

#include "base/banned.h"

static struct load_nursery_rules load;

static enum err run_load(struct tx *tx, void *arg)
{
    (void)arg;
    return load_nursery_rules(tx, &load);
}

#define OPEN "\"open\":{\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\"],\"from\":\"07:00\",\"to\":\"19:00\"},"

/* One nursery; the children are two years old in April 2026 (class age 2), with two places a day from then on. */
static void town(struct nursery_world *world, int children, const char *more)
{
    static char text[512];
    struct lane_job job = {.priority = LANE_REST, .run = run_load};
    nursery_open(world, 1, children);
    snprintf(text, sizeof text,
             "{\"policy\":\"nursery\",\"valid_from\":\"2026-04-01\"," OPEN
             "\"spot\":{\"places\":{\"age1\":1,\"age2\":2,\"age3\":1}%s}}",
             more);
    load = (struct load_nursery_rules){.document = str_of(text)};
    EXPECT_OK(lane_do(world->lane, &job));
    EXPECT_INT(load.outcome, LOAD_NURSERY_DONE);
}

struct asked {
    struct caller caller;
    struct apply_spot ask;
    int32_t days[SPOT_DAYS_MAX];
    enum err err;
};

static enum err run_ask(struct tx *tx, void *arg)
{
    struct asked *asked = arg;
    return apply_spot(tx, &asked->caller, &asked->ask);
}

static struct asked asked;

/* The guardian of child `number` asks at an instant for days of April, such as {10, 13, 0}. */
static const struct apply_spot_result *ask_at(struct nursery_world *world, const char *at, int number, const int *days)
{
    char child[16];
    int64_t now_ms = 0;
    struct lane_job job = {.priority = LANE_BOOKING, .run = run_ask, .arg = &asked};
    EXPECT_OK(civil_parse_instant(str_of(at), &now_ms));
    clock_pin(now_ms);
    snprintf(child, sizeof child, "c%d", number);
    asked = (struct asked){.caller = nursery_guardian(world, number)};
    for (size_t i = 0; days[i] != 0; i++) {
        asked.days[asked.ask.days_n++] = rules_day("2026-04-01") + days[i] - 1;
    }
    asked.ask.child = str_of(child);
    asked.ask.days = asked.days;
    EXPECT_OK(lane_do(world->lane, &job));
    return asked.ask.results;
}

static struct cancel_spot given;
static struct caller giver;

static enum err run_cancel(struct tx *tx, void *arg)
{
    (void)arg;
    return cancel_spot(tx, &giver, &given);
}

static enum err cancel(struct nursery_world *world, int number, const char *id)
{
    struct lane_job job = {.priority = LANE_BOOKING, .run = run_cancel};
    giver = nursery_guardian(world, number);
    given = (struct cancel_spot){.id = str_of(id)};
    return lane_do(world->lane, &job);
}

static void look_at(struct nursery_world *world, const char *at)
{
    int64_t now_ms = 0;
    EXPECT_OK(civil_parse_instant(str_of(at), &now_ms));
    clock_pin(now_ms);
    EXPECT_OK(agenda_watch_look(world->lane));
}

static int64_t count(const struct nursery_world *world, const char *sql)
{
    return database_count(world->path, sql);
}

TEST("R-EXT-07: who asks in the window takes part in one draw, whoever was first; the first so many have the places, "
     "the "
     "rest waits in the drawn order; a second look draws nothing again")
{
    struct nursery_world world;
    town(&world, 5, "");
    EXPECT_INT(ask_at(&world, "2026-03-14T23:59:59+09:00", 1, (int[]){10, 0})->refusal, SPOT_TOO_EARLY);
    for (int i = 1; i <= 5; i++) {
        const struct apply_spot_result *result = ask_at(&world, "2026-03-15T08:00:00+09:00", i, (int[]){10, 13, 0});
        EXPECT_INT(result[0].refusal, SPOT_OK);
        EXPECT_INT(result[1].state, SPOT_APPLIED);
    }
    EXPECT_INT(ask_at(&world, "2026-03-21T08:59:59+09:00", 1, (int[]){14, 0})->refusal, SPOT_BEING_DRAWN);
    look_at(&world, "2026-03-21T08:59:59+09:00");
    EXPECT_INT(count(&world, "SELECT count(*) FROM spot_place WHERE state = 1"), 10);
    look_at(&world, "2026-03-21T09:00:00+09:00");
    EXPECT_INT(count(&world, "SELECT count(*) FROM spot_place WHERE state = 2"), 4);
    EXPECT_INT(count(&world, "SELECT count(*) FROM spot_place WHERE state = 3"), 6);
    EXPECT_INT(count(&world, "SELECT max(n) FROM (SELECT count(*) AS n FROM spot_place WHERE state = 2 GROUP BY day)"),
               2);
    EXPECT_INT(
        count(&world,
              "SELECT count(*) FROM spot_place g JOIN spot_place w ON w.day = g.day AND g.state = 2 AND w.state = 3 "
              "WHERE w.queue_ms < g.queue_ms"),
        0);
    int64_t version = count(&world, "SELECT sum(changed_ms) FROM spot_place");
    look_at(&world, "2026-03-21T10:00:00+09:00");
    EXPECT_INT(count(&world, "SELECT sum(changed_ms) FROM spot_place"), version);
    EXPECT_INT(count(&world, "SELECT count(*) FROM agenda"), 0);
    nursery_close(&world);
}

TEST("R-EXT-07: after the draw the first who asks has a free place at once, then they wait; who gives one back gives "
     "it to "
     "the first who waits")
{
    struct nursery_world world;
    char first[SECRET_PUBLIC_ID_TEXT];
    town(&world, 4, ",\"lottery\":false");
    const struct apply_spot_result *result = ask_at(&world, "2026-03-15T00:00:00+09:00", 1, (int[]){10, 0});
    EXPECT_INT(result->state, SPOT_GRANTED);
    EXPECT_OK(str_copy(str_of(result->id), first, sizeof first));
    EXPECT_INT(ask_at(&world, "2026-03-16T00:00:00+09:00", 2, (int[]){10, 0})->state, SPOT_GRANTED);
    EXPECT_INT(ask_at(&world, "2026-03-17T00:00:00+09:00", 3, (int[]){10, 0})->state, SPOT_WAITING);
    EXPECT_INT(asked.ask.results[0].rank, 1);
    EXPECT_INT(ask_at(&world, "2026-03-18T00:00:00+09:00", 4, (int[]){10, 0})->rank, 2);
    EXPECT_INT(cancel(&world, 2, first), ERR_NOT_FOUND); /* another family's */
    EXPECT_OK(cancel(&world, 1, first));
    EXPECT(!given.wrong_state);
    EXPECT_INT(count(&world, "SELECT state FROM spot_place WHERE child_id = 3"), SPOT_GRANTED);
    EXPECT_INT(count(&world, "SELECT seat FROM spot_place WHERE child_id = 3"), 1);
    EXPECT_INT(count(&world, "SELECT state FROM spot_place WHERE child_id = 4"), SPOT_WAITING);
    EXPECT_OK(cancel(&world, 1, first));
    EXPECT(given.wrong_state);
    /* … and asks again: at the end of the queue. */
    EXPECT_INT(ask_at(&world, "2026-03-19T00:00:00+09:00", 1, (int[]){10, 0})->rank, 2);
    nursery_close(&world);
}

TEST("R-EXT-07: four days a month, closed days, twice, the day before: each day is answered by itself; days of two "
     "months "
     "are refused")
{
    struct nursery_world world;
    town(&world, 1, "");
    const struct apply_spot_result *result = ask_at(&world, "2026-03-16T08:00:00+09:00", 1,
                                                    (int[]){10, 10, 11, 13, 14, 15, 16, 0});
    static const enum spot_refusal expected[] = {SPOT_OK, SPOT_ASKED_ALREADY, SPOT_CLOSED_DAY, SPOT_OK, SPOT_OK,
                                                 SPOT_OK, SPOT_TOO_MANY};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        EXPECT_INT(result[i].refusal, expected[i]);
    }
    (void)ask_at(&world, "2026-03-16T08:00:01+09:00", 1, (int[]){20, 31, 0});
    EXPECT(asked.ask.other_month);
    look_at(&world, "2026-03-21T09:00:00+09:00");
    EXPECT_INT(count(&world, "SELECT count(*) FROM spot_place WHERE state = 2"), 4);
    EXPECT_INT(ask_at(&world, "2026-04-16T00:00:00+09:00", 1, (int[]){16, 0})->refusal, SPOT_TOO_LATE);
    nursery_close(&world);
}

static void read_record(const struct nursery_world *world, struct draw *draw, char *text, size_t bytes)
{
    struct db *db;
    struct buf record;
    buf_init(&record, text, bytes);
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(draw_get(db, (struct site_id){1}, rules_day("2026-04-01"), draw, &record));
    db_close(db);
}

TEST("R-EXT-07: the nursery is committed to a seed before the window opens, and anyone can draw again by the published "
     "one")
{
    static char text[DRAW_RECORD_BYTES];
    static struct draw_entry entries[5];
    struct nursery_world world;
    struct draw before;
    struct draw after;
    struct readers *readers;
    char ids[5][SECRET_PUBLIC_ID_TEXT];
    town(&world, 5, "");
    clock_pin(civil_ms_at(rules_day("2026-03-10"), 600));
    EXPECT_OK(readers_open(world.path, 1, &readers));
    EXPECT_OK(agenda_watch_commit(world.lane, readers));
    EXPECT_OK(agenda_watch_commit(world.lane, readers));
    readers_close(readers);
    read_record(&world, &before, text, sizeof text);
    EXPECT_STR(text, "");
    EXPECT_INT(before.opens_ms, civil_ms_at(rules_day("2026-03-15"), 0));
    EXPECT_INT(count(&world, "SELECT count(*) FROM agenda"), 1);
    for (int i = 0; i < 5; i++) {
        EXPECT_OK(str_copy(str_of(ask_at(&world, "2026-03-20T23:59:59+09:00", i + 1, (int[]){10, 0})->id), ids[i],
                           sizeof ids[i]));
    }
    look_at(&world, "2026-03-21T09:00:00+09:00");
    read_record(&world, &after, text, sizeof text);
    EXPECT_INT(memcmp(before.commitment, after.commitment, sizeof before.commitment), 0);
    json_t *record = json_loads(text, 0, NULL);
    EXPECT_NOT_NULL(record);
    EXPECT_STR(json_string_value(json_object_get(record, "nursery_id")), "n1");
    unsigned char seed[DRAW_SEED_BYTES];
    unsigned char commitment[SECRET_HASH_BYTES];
    EXPECT_OK(str_unhex(str_of(json_string_value(json_object_get(record, "seed"))), seed, sizeof seed));
    draw_commit(seed, STR("n1"), rules_day("2026-04-01"), commitment);
    EXPECT_INT(memcmp(commitment, before.commitment, sizeof commitment), 0);
    for (int i = 0; i < 5; i++) {
        entries[i] = (struct draw_entry){.children = 1, .class = 9 * SPOT_AGES + 2};
        draw_ticket(str_of(ids[i]), entries[i].ticket);
    }
    draw_order(seed, entries, 5);
    json_t *list = json_object_get(record, "entries");
    EXPECT_INT(json_array_size(list), 5);
    for (size_t i = 0; i < 5; i++) {
        const json_t *entry = json_array_get(list, i);
        EXPECT_STR(json_string_value(json_object_get(entry, "ticket")), entries[i].ticket);
        EXPECT_INT(json_is_true(json_object_get(entry, "granted")), i < 2);
        EXPECT_INT(json_integer_value(json_object_get(entry, "class")), entries[i].class);
    }
    json_decref(record);
    nursery_close(&world);
}
