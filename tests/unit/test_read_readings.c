/* Who read what of a child, the rooms in which it was included: R-SEC-01. */
#include "actions/read_readings.h"

#include <string.h>

#include "support/asking.h"
#include "support/care.h"
#include "support/test.h"

/* 09:00 of ROOM_DAY, and an hour later. */
#define NOON  "1772409600000"
#define LATER "1772413200000"

static const struct {
    const char *line; /* of the audit: at_ms, actor, action, object, reason */
    int64_t times;    /* 0: it is none of c1's */
} rows[] = {
    {NOON ", 951, 'read_book', 'child:c1', 'nursery 2026-03-02'", 1},
    {NOON ", 951, 'read_book', 'child:c2', 'nursery 2026-03-02'", 0},
    {NOON ", 951, 'write_book', 'child:c1', 'nursery 2026-03-02'", 0},
    {NOON ", 1, 'read_book', 'child:c1', 'home 2026-03-02'", 0}, /* its guardian */
    {NOON ", 951, 'read_class_book', 'nursery:n1', 'note 2026-03-02'", 1},
    {NOON ", 951, 'read_class_book', 'nursery:n1', 'note 2026-03-02 a'", 1},
    {NOON ", 951, 'read_class_book', 'nursery:n1', 'note 2026-03-02 b'", 0},
    {NOON ", 950, 'read_class_book', 'nursery:n1', 'note 2026-03-02'", 0}, /* of another class, and only of that */
    {NOON ", 951, 'read_class_book', 'nursery:n2', 'note 2026-03-02'", 0},
    {NOON ", 951, 'read_evacuation', 'nursery:n1', ''", 0}, /* it came later */
    {LATER ", 951, 'read_evacuation', 'nursery:n1', ''", 1},
    {NOON ", 951, 'read_pickups', 'nursery:n1', ''", 0},        /* nothing was said of it */
    {NOON ", 951, 'read_pickup_tickets', 'nursery:n1', ''", 0}, /* there was none of it yet */
    {LATER ", 951, 'read_pickup_tickets', 'nursery:n1', ''", 1},
    {NOON ", 951, 'read_diets', 'nursery:n1', ''", 0}, /* it came later */
    {LATER ", 951, 'read_diets', 'nursery:n1', ''", 1},
    {NOON ", 951, 'read_infections', 'nursery:n1', ''", 0}, /* figures */
    {NOON ", 951, 'read_day_board', 'sick_day:r1:20514', 'reservations 91 90'", 1},
    {NOON ", 951, 'read_day_board', 'sick_day:r1:20514', 'reservations 190 9'", 0},
};

struct seen {
    int lines;
    int64_t readings;
};

static void take(void *arg, const struct reading *reading)
{
    struct seen *seen = arg;
    seen->lines++;
    seen->readings += reading->times;
}

static void open_nursery(struct care_world *world)
{
    care_open(world, 2);
    asking_change(
        &world->town,
        "INSERT INTO site (id, public_id, kind, name) VALUES (91, 'n1', 1, 'Nursery');"
        "INSERT INTO account (id, public_id, login, password_hash, name, language, demo) VALUES "
        "(950, 'anna', 'anna@test', '', 'Anna', 'ja', 0), (951, 'ben', 'ben@test', '', 'Ben', 'ja', 0);"
        "INSERT INTO account_role (account_id, role, site_id, class) VALUES (950, 3, 91, 'b'), (951, 5, 91, '');"
        "UPDATE child SET nursery_id = 91, class = 'a', enrolled_from_day = 20000;"
        "INSERT INTO attendance_day (nursery_id, day, child_id, place, arrived_ms, left_ms, flags, version) "
        "VALUES (91, 20514, 1, 1, " NOON " + 1, 0, 0, 1);"
        "INSERT INTO pickup_ticket (id, public_id, site_id, day, person, account_id, made_ms) "
        "VALUES (1, 't1', 91, 20514, x'00', 1, " NOON " + 1);"
        "INSERT INTO pickup_ticket_child (ticket_id, child_id) VALUES (1, 1);"
        "UPDATE reservation SET id = 90 WHERE child_id = 1");
}

static void write_line(struct care_world *world, const char *line)
{
    char text[300];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, "INSERT INTO audit (seq, at_ms, actor, action, object, reason, hash) SELECT (SELECT MAX(seq) + 99 "
                   "FROM audit), ");
    buf_puts(&buf, line);
    buf_puts(&buf, ", zeroblob(32)");
    asking_change(&world->town, text);
}

static struct seen look(struct care_world *world, struct caller who)
{
    struct seen seen = {0};
    struct read_readings in = {.caller = &who, .child = STR("c1"), .take = take, .arg = &seen};
    EXPECT_OK(read_readings(world->town.lane, &in));
    return seen;
}

TEST("R-SEC-01: a reading of a whole room is found for each child that was in it, and for no other")
{
    struct care_world world;
    open_nursery(&world);
    int64_t before = look(&world, room_caller(1)).readings;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_line(&world, rows[i].line);
        struct seen seen = look(&world, room_caller(1));
        print_message("%s\n", rows[i].line);
        EXPECT_INT(seen.readings - before, rows[i].times);
        before = seen.readings;
    }
    care_close(&world);
}

TEST("R-SEC-01: what is opened all day stands once a day and person, with its number")
{
    struct care_world world;
    open_nursery(&world);
    struct seen before = look(&world, room_caller(1));
    for (int i = 0; i < 5; i++) {
        write_line(&world, LATER ", 951, 'read_evacuation', 'nursery:n1', ''");
    }
    struct seen seen = look(&world, room_caller(1));
    EXPECT_INT(seen.lines, before.lines + 1);
    EXPECT_INT(seen.readings, before.readings + 5);
    care_close(&world);
}
