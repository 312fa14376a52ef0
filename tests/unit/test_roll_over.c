/* actions/roll_over.c on a real lane: the nursery that turns on 1 April, and everything that must not. */
#include "actions/roll_over.h"

#include <stdio.h>
#include <string.h>

#include "actions/turn_registrations.h"
#include "base/civil.h"
#include "base/clock.h"
#include "core/calendar.h"
#include "store/audit_store.h"
#include "store/child_store.h"
#include "support/nursery.h"
#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

static const struct class_plan n1 = {.nursery = "n1", .rows = {{"a", "b"}, {"b", ""}}, .n = 2};

static struct roll_over turn_at(struct nursery_world *world, const char *instant, const struct class_plan *plan)
{
    struct roll_over turn = {.plan = plan, .fiscal_year = 2026};
    struct lane_job job = {.priority = LANE_REST, .run = roll_over, .arg = &turn};
    clock_pin(rules_instant(instant));
    EXPECT_OK(lane_do(world->lane, &job));
    return turn;
}

static struct child child_of(const struct nursery_world *world, int id)
{
    struct db *db;
    struct child child;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(child_by_id(db, id, &child));
    db_close(db);
    return child;
}

static int64_t audit_lines(const struct nursery_world *world)
{
    struct db *db;
    int64_t lines = 0;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(audit_verify(db, &lines));
    db_close(db);
    return lines;
}

struct change_of {
    int64_t id;
    int32_t last_day;
    const char *class_name;
};

static enum err change_child(struct tx *tx, void *arg)
{
    const struct change_of *change = arg;
    return change->class_name != NULL ? child_to_class(tx->db, change->id, change->class_name)
                                      : child_leaves(tx->db, change->id, change->last_day);
}

static void change(struct nursery_world *world, struct change_of change)
{
    struct lane_job job = {.priority = LANE_REST, .run = change_child, .arg = &change};
    EXPECT_OK(lane_do(world->lane, &job));
}

TEST("R-CAL-09: on 1 April class a becomes class b and class b has left on 31 March, in one nursery and no other")
{
    struct nursery_world world;
    nursery_open(&world, 2, 200); /* a hundred in each: several pages */
    int64_t lines = audit_lines(&world);
    struct roll_over turn = turn_at(&world, "2026-04-01T00:00:00.000+09:00", &n1);
    EXPECT_INT(turn.outcome, ROLL_OVER_DONE);
    EXPECT_INT(turn.moved, 50);
    EXPECT_INT(turn.left, 50);
    EXPECT_INT(turn.stayed, 0);
    for (int i = 1; i <= 200; i++) {
        struct child child = child_of(&world, i);
        bool other = i % 2 == 0;
        bool was_a = (i - 1) / 2 % 2 == 0;
        EXPECT_STR(child.class_name, other ? (was_a ? "a" : "b") : "b");
        EXPECT_INT(child.enrolled_to_day, other || was_a ? 0 : rules_day("2026-03-31"));
    }
    EXPECT_INT(audit_lines(&world), lines + 1);
    nursery_close(&world);
}

TEST("R-CAL-09: a second run does nothing, not even to a child whose class has the name of an old one")
{
    struct nursery_world world;
    nursery_open(&world, 1, 4);
    EXPECT_INT(turn_at(&world, "2026-04-01T06:00:00.000+09:00", &n1).outcome, ROLL_OVER_DONE);
    int64_t lines = audit_lines(&world);
    struct roll_over again = turn_at(&world, "2026-04-02T06:00:00.000+09:00", &n1);
    EXPECT_INT(again.outcome, ROLL_OVER_BEFORE);
    EXPECT_INT(again.moved + again.stayed + again.left, 0);
    EXPECT_STR(child_of(&world, 1).class_name, "b");
    EXPECT_INT(child_of(&world, 1).enrolled_to_day, 0);
    EXPECT_INT(audit_lines(&world), lines);
    nursery_close(&world);
}

TEST("R-CAL-09: not a moment before 1 April, and not when the year is over")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    EXPECT_INT(turn_at(&world, "2026-03-31T23:59:59.999+09:00", &n1).outcome, ROLL_OVER_TOO_EARLY);
    EXPECT_STR(child_of(&world, 1).class_name, "a");
    EXPECT_INT(turn_at(&world, "2027-04-01T00:00:00.000+09:00", &n1).outcome, ROLL_OVER_TOO_LATE);
    EXPECT_STR(child_of(&world, 1).class_name, "a");
    EXPECT_INT(turn_at(&world, "2027-03-31T23:59:59.999+09:00", &n1).outcome, ROLL_OVER_DONE);
    EXPECT_STR(child_of(&world, 1).class_name, "b");
    nursery_close(&world);
}

TEST("R-CAL-09: a birthday changes no class, however old the child becomes")
{
    struct nursery_world world;
    int32_t turned = 0;
    nursery_open(&world, 1, 1);
    int32_t birth_day = child_of(&world, 1).birth_day;
    for (int32_t months = 24; months <= 84; months += 12) {
        clock_pin(civil_ms_at(calendar_months_old_day(birth_day, months), 0));
        EXPECT_OK(turn_all_registrations(world.lane, &turned)); /* what the calendar does by itself */
        EXPECT_STR(child_of(&world, 1).class_name, "a");
    }
    nursery_close(&world);
}

TEST("a class that the plan forgets, or a nursery that is none, leaves everything as it was")
{
    struct nursery_world world;
    const struct class_plan nobody = {.nursery = "n9"};
    nursery_open(&world, 1, 70);
    change(&world, (struct change_of){.id = 70, .class_name = "c"}); /* on the last page */
    int64_t lines = audit_lines(&world);
    struct roll_over turn = turn_at(&world, "2026-04-01T06:00:00.000+09:00", &n1);
    EXPECT_INT(turn.outcome, ROLL_OVER_NO_CLASS);
    EXPECT_STR(turn.no_class, "c");
    EXPECT_STR(child_of(&world, 1).class_name, "a");
    EXPECT_INT(child_of(&world, 2).enrolled_to_day, 0);
    EXPECT_INT(turn_at(&world, "2026-04-01T06:00:00.000+09:00", &nobody).outcome, ROLL_OVER_NO_NURSERY);
    EXPECT_INT(audit_lines(&world), lines);
    /* Whoever left before the year is not asked about. */
    change(&world, (struct change_of){.id = 70, .last_day = rules_day("2025-12-28")});
    EXPECT_INT(turn_at(&world, "2026-04-01T06:00:00.000+09:00", &n1).outcome, ROLL_OVER_DONE);
    EXPECT_INT(child_of(&world, 70).enrolled_to_day, rules_day("2025-12-28"));
    nursery_close(&world);
}

struct listed {
    int n;
    char text[256];
};

static void list(void *arg, const struct roll_over_row *row, const char *to_class)
{
    struct listed *listed = arg;
    size_t at = strlen(listed->text);
    snprintf(listed->text + at, sizeof listed->text - at, "%s:%s>%s ", row->child, row->class_name, to_class);
    listed->n++;
}

TEST("R-CAL-09: the dry run lists exactly what the run then does, at any time of the year, and writes nothing")
{
    struct nursery_world world;
    struct db *db;
    struct listed listed = {0};
    const struct roll_over_look look = {list, &listed};
    struct roll_over dry = {.plan = &n1, .fiscal_year = 2026};
    nursery_open(&world, 2, 6); /* the clock stands at 2 March */
    int64_t lines = audit_lines(&world);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(roll_over_preview(db, &dry, &look));
    EXPECT_STR(listed.text, "c1:a>b c3:b> c5:a>b ");
    EXPECT_INT(dry.moved, 2);
    EXPECT_INT(dry.left, 1);
    EXPECT_STR(child_of(&world, 1).class_name, "a");
    EXPECT_INT(audit_lines(&world), lines);
    struct roll_over turn = turn_at(&world, "2026-04-01T06:00:00.000+09:00", &n1);
    EXPECT_INT(turn.moved, dry.moved);
    EXPECT_INT(turn.left, dry.left);
    listed = (struct listed){0};
    EXPECT_OK(roll_over_preview(db, &dry, &look));
    EXPECT_INT(dry.outcome, ROLL_OVER_BEFORE);
    EXPECT_INT(listed.n, 0);
    db_close(db);
    nursery_close(&world);
}
