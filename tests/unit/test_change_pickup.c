/* Who fetches a child today, on a real lane: R-CARE-03, R-ABS-01, R-REG-11. */
#include "actions/change_pickup.h"

#include <string.h>

#include "support/asking.h"
#include "support/care.h"
#include "support/test.h"

static void open_nursery(struct care_world *world)
{
    care_open(world, 2);
    asking_change(&world->town,
                  "INSERT INTO site (id, public_id, kind, name) VALUES (91, 'n1', 1, 'Nursery');"
                  "INSERT INTO account (id, public_id, login, password_hash, name, language, demo) VALUES "
                  "(950, 'head', 'head@test', '', 'Head', 'ja', 0);"
                  "INSERT INTO account_role (account_id, role, site_id, class) VALUES (950, 5, 91, '');"
                  "UPDATE child SET nursery_id = 91, class = 'a'");
}

static int say(struct care_world *world, int parent, const char *person, int32_t day, struct change_pickup *ask)
{
    *ask = (struct change_pickup){.child = STR("c1"), .day = day, .person = str_of(person), .at_min = 1050};
    return asking_do(&world->town, room_caller(parent), change_pickup, ask);
}

struct seen {
    int n;
    char name[64];
    int32_t at_min;
};

static void take(void *arg, const struct pickup_said *said)
{
    struct seen *seen = arg;
    seen->n++;
    seen->at_min = said->at_min;
    EXPECT_OK(str_copy(str_of(said->name), seen->name, sizeof seen->name));
}

static struct seen board(struct care_world *world)
{
    struct seen seen = {0};
    struct caller head = {.account_id = 950, .roles = ROLE_BIT(ROLE_HEAD)};
    struct read_pickups ask = {.caller = &head, .site = STR("n1"), .day = ROOM_DAY, .take = take, .arg = &seen};
    EXPECT_OK(read_pickups(world->town.lane, &ask));
    return seen;
}

TEST("R-CARE-03: a guardian says who fetches today from the list; the latest word stands on the board, and nobody else "
     "is taken")
{
    struct care_world world;
    struct change_pickup ask;
    open_nursery(&world);
    struct add_pickup_person aunt = {.child = STR("c1"), .name = STR("Hana"), .relation = STR("aunt")};
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_pickup_person, &aunt), 200);
    EXPECT_INT(board(&world).n, 0);
    EXPECT_INT(say(&world, 1, "a1", ROOM_DAY, &ask), 200);
    EXPECT_STR(board(&world).name, "Guardian");
    EXPECT_INT(say(&world, 1, aunt.id, ROOM_DAY, &ask), 200);
    struct seen seen = board(&world);
    EXPECT_INT(seen.n, 1);
    EXPECT_STR(seen.name, "Hana");
    EXPECT_INT(seen.at_min, 1050);
    EXPECT_INT(say(&world, 1, "a2", ROOM_DAY, &ask), 200);
    EXPECT(ask.unknown_person);
    EXPECT_INT(say(&world, 1, aunt.id, ROOM_DAY - 1, &ask), 200);
    EXPECT(ask.past);
    EXPECT_INT(say(&world, 2, "a2", ROOM_DAY, &ask), 404);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM pickup_word"), 2);
    struct remove_pickup_person gone = {.child = STR("c1"), .person = str_of(aunt.id)};
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_pickup_person, &gone), 200);
    EXPECT_INT(say(&world, 1, aunt.id, ROOM_DAY, &ask), 200);
    EXPECT(ask.unknown_person);
    care_close(&world);
}

TEST("R-REG-11: a guardian from whom the list is hidden chooses among its own, and sees its own word alone")
{
    struct care_world world;
    struct change_pickup ask;
    struct seen seen = {0};
    open_nursery(&world);
    asking_change(&world.town, "INSERT INTO guardian_child (account_id, child_id, rights, hides) VALUES (2, 1, 1, 1)");
    struct add_pickup_person aunt = {.child = STR("c1"), .name = STR("Hana")};
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_pickup_person, &aunt), 200);
    EXPECT_INT(say(&world, 1, aunt.id, ROOM_DAY, &ask), 200);
    EXPECT_INT(say(&world, 2, aunt.id, ROOM_DAY, &ask), 200);
    EXPECT(ask.unknown_person);
    struct caller father = room_caller(2);
    struct read_pickups own = {.caller = &father, .child = STR("c1"), .day = ROOM_DAY, .take = take, .arg = &seen};
    EXPECT_OK(read_pickups(world.town.lane, &own));
    EXPECT_INT(seen.n, 0);
    EXPECT_INT(say(&world, 2, "a2", ROOM_DAY, &ask), 200);
    EXPECT_NOT(ask.unknown_person);
    EXPECT_OK(read_pickups(world.town.lane, &own));
    EXPECT_INT(seen.n, 1);
    care_close(&world);
}
