/* actions/write_sheet.c, actions/record_days.c, store/figures_store.c: a room's months as sheets, the same bytes whatever came later. */
#include "actions/write_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "store/figures_store.h"
#include "support/asking.h"
#include "support/test.h"
#include "work/work.h"

#include "base/banned.h"

enum { SHEET_BYTES = 64 * 1024 };

static char sheet_text[SHEET_BYTES];
static char before_text[SHEET_BYTES];

static const char *sheet_of(struct room_world *world, enum sheet_kind kind, const char *room, bool json)
{
    struct db *db = NULL;
    struct site site;
    struct buf buf;
    struct write_sheet ask = {.kind = kind, .from_day = ROOM_DAY, .to_day = ROOM_DAY, .json = json};
    buf_init(&buf, sheet_text, sizeof sheet_text);
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    if (room != NULL) {
        EXPECT_OK(site_by_public_id(db, str_of(room), &site));
        ask.room = &site;
    }
    EXPECT_OK(write_sheet(db, &ask, &buf));
    db_close(db);
    return sheet_text;
}

static enum err tally(struct tx *tx, void *arg)
{
    return sick_tally_add(tx->db, arg);
}

static void leaves(struct room_world *world, const char *disease)
{
    struct figures_visit visit = {.site = {1},
                                  .day = ROOM_DAY,
                                  .birth_day = ROOM_DAY - 1000,
                                  .residence = STR(""),
                                  .disease = str_of(disease),
                                  .phase = PHASE_ACUTE,
                                  .now_ms = clock_now_ms()};
    struct lane_job job = {.priority = LANE_REST, .run = tally, .arg = &visit};
    EXPECT_OK(lane_do(world->lane, &job));
}

/* Room r1 with one place on ROOM_DAY: c1 confirmed, c2 waits and gets the place that c1 gives back on the morning of the day. */
static void play(struct room_world *world)
{
    static struct asked asked;
    room_open(world, 2, 1, 4);
    asking_clock("2026-03-01T12:00:00+09:00");
    EXPECT_OK(asking_room(world, &asked, 1, 1, "k1", ROOM_DAY));
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)asked.answer.body.n, asked.answer.body.p);
    EXPECT_OK(asking_room(world, &asked, 2, 1, "k2", ROOM_DAY));
    EXPECT_OK(asking_room(world, &asked, 3, 1, "k3", ROOM_DAY));
    asking_clock("2026-03-02T07:00:00+09:00");
    EXPECT_INT(asking_cancel(world, 1, first, 0), 200);
    leaves(world, "FLU_A");
}

static void expect_line(const char *line)
{
    if (strstr(sheet_text, line) == NULL) {
        printf("%s\n", sheet_text);
    }
    EXPECT_NOT_NULL(strstr(sheet_text, line));
}

TEST("R-STAT-01: what families asked, gave back and got is in the month's sheet, for each room and together")
{
    static const char *const lines[] = {
        "month,sick_room,figure,detail,value\r\n",
        "2026-03,r1,requests,,3\r\n",
        "2026-03,r1,confirmed,,2\r\n",
        "2026-03,r1,cancelled_same_day,,1\r\n",
        "2026-03,r1,waitlisted,,2\r\n",
        "2026-03,r1,waitlisted_placed,,1\r\n",
        "2026-03,r1,waitlisted_never_placed,,0\r\n",
        "2026-03,r1,given_without_asking,,1\r\n",
        "2026-03,r1,used_by_disease,influenza,1\r\n",
        "2026-03,r1,used_by_residence,own,1\r\n",
        "2026-03,r1,mean_rank,,1.5\r\n",
        "2026-03,r2,requests,,0\r\n",
        "2026-03,,requests,,3\r\n",
        "2026-03,,used_by_phase,acute,1\r\n",
    };
    struct room_world world;
    play(&world);
    sheet_of(&world, SHEET_FIGURES, NULL, false);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        expect_line(lines[i]);
    }
    room_close(&world);
}

TEST("R-STAT-01: days that are over are written down once, open or closed, with their places")
{
    struct room_world world;
    play(&world);
    asking_clock("2026-03-10T09:00:00+09:00");
    EXPECT_OK(work_record_days(world.lane));
    EXPECT_OK(work_record_days(world.lane));
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM sick_day_record WHERE site_id = 1"), 8);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM sick_day_record WHERE site_id = 2"), 0);
    sheet_of(&world, SHEET_FIGURES, "r1", false);
    expect_line("2026-03,r1,open_days,,6\r\n");
    expect_line("2026-03,r1,capacity_days,,6\r\n");
    room_close(&world);
}

TEST("R-STAT-02: a closed month is the same byte for byte after rules, holidays, children and reservations changed")
{
    struct room_world world;
    play(&world);
    asking_clock("2026-04-09T09:00:00+09:00");
    EXPECT_OK(work_record_days(world.lane));
    EXPECT_OK(str_copy(str_of(sheet_of(&world, SHEET_FIGURES, NULL, true)), before_text, sizeof before_text));
    room_rules(&world, "r1",
               "'places':{'licensed':9},'rooms':[{'id':'g','places':9}],'hours':[{'days':['mon'],'opens':'09:00','"
               "closes':'10:00'}]");
    asking_change(
        &world,
        "INSERT INTO holiday (day, name) VALUES (20515, 'a new one'); UPDATE child SET birth_day = birth_day - 400;"
        "UPDATE reservation SET state = 10 WHERE state = 2;"
        "INSERT INTO reservation_event (reservation_id, at_ms, from_state, to_state, cause) SELECT id, 1775700000000, "
        "2, 10, 15 "
        "FROM reservation WHERE state = 10");
    leaves(&world, "RSV");
    asking_clock("2026-06-01T09:00:00+09:00");
    EXPECT_OK(work_record_days(world.lane));
    EXPECT_STR(sheet_of(&world, SHEET_FIGURES, NULL, true), before_text);
    room_close(&world);
}

TEST("R-STAT-02: a recorded day can neither be changed nor deleted")
{
    struct room_world world;
    struct db *db = NULL;
    play(&world);
    asking_clock("2026-03-10T09:00:00+09:00");
    EXPECT_OK(work_record_days(world.lane));
    EXPECT_OK(db_open(world.path, DB_WRITE, &db));
    EXPECT_OK(db_begin(db));
    EXPECT_INT(figures_record_day(db, &(struct figures_day){{1}, ROOM_DAY, true, 5}, 1), ERR_CONFLICT);
    db_rollback(db);
    db_close(db);
    room_close(&world);
}

TEST("R-CAN-07: same-day cancellations of the fiscal year are numbered rows without a child, with the bracket they "
     "reach")
{
    struct room_world world;
    play(&world);
    room_rules(&world, "r1", "'reports':{'same_day_brackets':[{'from':1,'to':1,'yen':247900},{'from':2}]}");
    sheet_of(&world, SHEET_SAME_DAY, "r1", false);
    expect_line(
        "fiscal_year,sick_room,number,reservation,day,at,what,bracket_from,bracket_to,bracket_yen\r\n2025,r1,1,");
    expect_line(",2026-03-02,2026-03-02T07:00:00.000+09:00,cancelled,1,1,247900\r\n");
    sheet_of(&world, SHEET_SAME_DAY, "r1", true);
    expect_line("\"cancelled_same_day\":1,\"no_shows\":0,\"bracket\":{\"from\":1,\"to\":1,\"yen\":247900}");
    EXPECT(strstr(sheet_text, "\"c1\"") == NULL);
    room_close(&world);
}

TEST("R-WL-12: every walk is in the audit with its steps: rank, outcome, and the reservation without its child")
{
    struct room_world world;
    play(&world);
    sheet_of(&world, SHEET_PROMOTIONS, "r1", true);
    expect_line(
        "{\"promotions\":[{\"sick_room_id\":\"r1\",\"day\":\"2026-03-02\",\"at\":\"2026-03-02T07:00:00.000+09:00\","
        "\"places_free\":1,\"steps\":[{\"rank_from\":1,\"rank_to\":1,\"reservation_id\":\"");
    expect_line("\"outcome\":\"given\"");
    sheet_of(&world, SHEET_PROMOTIONS, "r1", false);
    expect_line("r1,2026-03-02,1,2026-03-02T07:00:00.000+09:00,1,1,1,");
    room_close(&world);
}

TEST("R-FEE-07: the settlement sums days and yen by the child's municipality on the day of use")
{
    struct room_world world;
    play(&world);
    asking_change(&world,
                  "UPDATE reservation SET state = 8 WHERE state = 2; UPDATE reservation SET state = 9 WHERE state = 8;"
                  "INSERT INTO fee (public_id, reservation_id, kind, yen, lines, options, municipality, state, "
                  "version, created_ms, changed_ms) "
                  "SELECT 'f', id, 1, 3000, '[]', '', '131229', 1, 1, 0, 0 FROM reservation WHERE state = 9");
    EXPECT_STR(sheet_of(&world, SHEET_SETTLEMENT, "r1", false),
               "month,sick_room,municipality,days,yen\r\n2026-03,r1,131229,1,3000\r\n");
    EXPECT_STR(sheet_of(&world, SHEET_SETTLEMENT, "r1", true),
               "{\"settlement\":[{\"month\":\"2026-03\",\"sick_room_id\":\"r1\",\"municipality\":\"131229\",\"days\":1,"
               "\"yen\":3000}]}");
    room_close(&world);
}

TEST("a month is named as 2026-03, and nothing else is one")
{
    static const char *const wrong[] = {"2026-3", "2026-13", "2026-00", "2026/03", "", "2026-03-01", "march"};
    int32_t day = 0;
    EXPECT(sheet_month(STR("2026-03"), &day));
    EXPECT_INT(day, ROOM_DAY - 1);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT(!sheet_month(str_of(wrong[i]), &day));
    }
}
