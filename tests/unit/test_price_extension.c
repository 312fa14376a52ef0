/* A nursery's month of extended care from its derived days: what is priced, what is not, and what holds from which day. */
#include "actions/price_extension.h"

#include <string.h>

#include "actions/correct_attendance.h"
#include "actions/record_tap.h"
#include "base/civil.h"
#include "base/clock.h"
#include "support/nursery.h"
#include "support/prices.h"
#include "support/rules.h"
#include "support/test.h"

static struct price_child seen[4];
static size_t seen_n;
static int32_t short_from_day;
static int64_t seq;

static void touch(struct nursery_world *world, int child, int32_t day, const char *at)
{
    struct record_tap done;
    int64_t ms = nursery_at(at) + (day - NURSERY_DAY) * CIVIL_MS_PER_DAY;
    struct tap tap = nursery_tap(world, 1, ++seq, child, ms);
    clock_pin(ms);
    EXPECT_OK(nursery_record(world, 1, &tap, ms, &done));
}

/* Short hours from a day on. */
static enum err agreed(void *arg, const char *child, int32_t day, struct extension_facts *facts)
{
    (void)arg;
    (void)child;
    facts->hours_class = day >= short_from_day ? HOURS_SHORT : HOURS_STANDARD;
    return OK;
}

static enum err take(void *arg, const struct price_child *child)
{
    (void)arg;
    EXPECT(seen_n < 4);
    seen[seen_n++] = *child;
    return OK;
}

static enum err price(const struct nursery_world *world, int64_t now_ms)
{
    struct db *db;
    struct arena arena;
    const struct price_extension ask = {.site_id = 1,
                                        .from_day = rules_day("2026-03-01"),
                                        .now_ms = now_ms,
                                        .rules = &prices,
                                        .agreed = agreed,
                                        .take = take};
    seen_n = 0;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    arena_open(&arena, ARENA_BYTES);
    enum err err = price_extension(db, &arena, &ask);
    arena_close(&arena);
    db_close(db);
    return err;
}

/* Monday 2 March: 08:15 to 16:41; Tuesday the same; Wednesday never left. */
static void make_days(struct nursery_world *world)
{
    nursery_open(world, 1, 1);
    touch(world, 1, NURSERY_DAY, "08:15");
    touch(world, 1, NURSERY_DAY, "16:41:59");
    touch(world, 1, NURSERY_DAY + 1, "08:15:59");
    touch(world, 1, NURSERY_DAY + 1, "16:41");
    touch(world, 1, NURSERY_DAY + 2, "08:15");
    prices_shipped("p6-ten-minutes-capped");
}

TEST("R-EXT-01 R-ATT-08 R-ATT-16: derived days are priced by truncated minutes; a day without its end is unresolved")
{
    struct nursery_world world;
    make_days(&world);
    short_from_day = 0;
    EXPECT_OK(price(&world, nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY));
    EXPECT_INT(seen_n, 1);
    EXPECT_INT(seen[0].days_n, 7); /* 1 to 7 March: the rest is still to come */
    EXPECT_INT(seen[0].days[1].state, PRICE_STAY);
    EXPECT_INT(seen[0].days[1].result.yen, 600);
    EXPECT_INT(seen[0].days[2].result.yen, 600);
    EXPECT_INT(seen[0].days[3].state, PRICE_UNRESOLVED);
    EXPECT_INT(seen[0].days[4].state, PRICE_NOTHING);
    EXPECT_INT(seen[0].month.yen, 1200);
    EXPECT_INT(seen[0].month.unresolved, 1);
    nursery_close(&world);
}

TEST("R-ATT-15: a child that is still there today is no unresolved day")
{
    struct nursery_world world;
    make_days(&world);
    short_from_day = 0;
    EXPECT_OK(price(&world, nursery_at("18:00") + 2 * CIVIL_MS_PER_DAY));
    EXPECT_INT(seen[0].days[3].state, PRICE_NOTHING);
    EXPECT_INT(seen[0].month.unresolved, 0);
    nursery_close(&world);
}

TEST("R-EXT-05: a change of hours class on the 3rd concerns only the days from the 3rd")
{
    struct nursery_world world;
    make_days(&world);
    short_from_day = NURSERY_DAY + 1;
    EXPECT_OK(price(&world, nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY));
    EXPECT_INT(seen[0].days[1].result.yen, 0);
    EXPECT_INT(seen[0].days[2].result.yen, 600);
    EXPECT_INT(seen[0].month.yen, 600);
    nursery_close(&world);
}

TEST("R-ATT-14: a document that does not count a child that is out is refused here, not priced wrongly")
{
    struct nursery_world world;
    make_days(&world);
    prices.step_out_counts = false;
    EXPECT_INT(price(&world, nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY), ERR_INVALID);
    nursery_close(&world);
}

static enum err say_leave(struct tx *tx, void *arg)
{
    struct correct_attendance ask = {.seen_version = CORRECT_ANY_VERSION,
                                     .site = STR("n1"),
                                     .child = STR("c1"),
                                     .day = NURSERY_DAY,
                                     .kind = CORRECTION_LEAVE,
                                     .at_ms = nursery_at("16:41:20"),
                                     .reason = STR("seen at the gate")};
    struct caller caller = nursery_head(arg, 1);
    enum err err = correct_attendance(tx, &caller, &ask);
    return ask.outcome == CORRECT_DONE ? err : ERR_CONFLICT;
}

/* 16:41:20 by a clock that does not know so much: within 16:40 it would be one unit of ten minutes less. */
static void leave_in_doubt(struct nursery_world *world, int child, int64_t uncertainty_ms)
{
    struct record_tap done;
    touch(world, child, NURSERY_DAY, "08:40");
    struct tap tap = nursery_tap(world, 1, ++seq, child, nursery_at("16:41:20"));
    tap.clock_uncertainty_ms = uncertainty_ms;
    clock_pin(tap.time_ms);
    EXPECT_OK(nursery_record(world, 1, &tap, tap.time_ms, &done));
    prices_shipped("p6-ten-minutes-capped");
    short_from_day = 0;
}

TEST("R-ATT-08: what the entrance's clock did not know is the family's, and the bill says so in a line")
{
    static const struct {
        int64_t uncertainty_ms;
        int32_t yen;
        size_t lines_n;
    } rows[] = {{0, 300, 1}, {20000, 300, 1}, {20001, 150, 2}, {9000000, 150, 2}};
    struct nursery_world world;
    nursery_open(&world, 1, 4);
    for (int i = 0; i < 4; i++) {
        leave_in_doubt(&world, i + 1, rows[i].uncertainty_ms);
    }
    EXPECT_OK(price(&world, nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY));
    EXPECT_INT(seen_n, 4);
    static const size_t order[] = {0, 2, 1, 3}; /* class a, then class b */
    for (size_t i = 0; i < 4; i++) {
        const struct price_day *day = &seen[i].days[1];
        const size_t row = order[i];
        EXPECT_INT(day->facts.stays[0].to_min, prices_minute("16:41")); /* what the board shows stays what it is */
        EXPECT_INT(day->result.yen, rows[row].yen);
        EXPECT_INT(seen[i].month.yen, rows[row].yen);
        EXPECT_INT(day->result.lines_n, rows[row].lines_n);
        const struct extension_line *last = &day->result.lines[day->result.lines_n - 1];
        EXPECT_INT(last->kind, rows[row].lines_n == 2 ? EXTENSION_DOUBT : EXTENSION_SPOT);
        EXPECT_INT(last->full_yen, 300);
    }
    nursery_close(&world);
}

TEST("R-ATT-08, R-ATT-11: a time that staff have said is in no doubt, though a touch of that very moment was")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    leave_in_doubt(&world, 1, 81000);
    struct lane_job job = {.priority = LANE_REST, .run = say_leave, .arg = &world};
    clock_pin(nursery_at("18:00"));
    EXPECT_OK(lane_do(world.lane, &job));
    EXPECT_OK(price(&world, nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY));
    EXPECT_INT(seen[0].days[1].result.yen, 300);
    EXPECT_INT(seen[0].days[1].result.lines_n, 1);
    nursery_close(&world);
}

TEST(
    "R-ATT-08: a touch that came an hour late from a clock that nobody believed is billed by its own time, and flagged")
{
    struct nursery_world world;
    struct record_tap done;
    nursery_open(&world, 1, 1);
    touch(&world, 1, NURSERY_DAY, "08:40");
    struct tap tap = nursery_tap(&world, 1, ++seq, 1, nursery_at("16:31"));
    tap.clock_synced = false;
    EXPECT_OK(nursery_record(&world, 1, &tap, nursery_at("17:31"), &done));
    prices_shipped("p6-ten-minutes-capped");
    short_from_day = 0;
    EXPECT_OK(price(&world, nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY));
    EXPECT_INT(seen[0].days[1].facts.stays[0].to_min, prices_minute("17:31"));
    EXPECT_INT(seen[0].days[1].result.yen, 150);
    EXPECT_INT(seen[0].days[1].result.lines[1].kind, EXTENSION_DOUBT);
    EXPECT_INT(seen[0].days[1].result.lines[1].full_yen, 1050);
    nursery_close(&world);
}
