/* Who may fetch a child: R-CARE-03, R-SEC-01. */
#include "actions/pickup_persons.h"

#include "support/care.h"
#include "support/test.h"

static enum err read_list(struct care_world *world, struct caller caller, struct pickup_person *list, size_t *ret_n)
{
    struct read_pickup_persons in = {.caller = &caller, .child = STR("c1"), .list = list};
    enum err err = read_pickup_persons(world->town.lane, &in);
    *ret_n = in.list_n;
    return err;
}

TEST("R-CARE-03 R-SEC-01: guardians always may, others whom they name; the room reads it while something is open, on "
     "record")
{
    static struct pickup_person list[PICKUP_LIST_MAX];
    struct care_world world;
    size_t n = 0;
    care_open(&world, 1);
    struct add_pickup_person ask = {
        .child = STR("c1"), .name = STR("Grandmother"), .relation = STR("grandmother"), .phone = STR("03-1")};
    EXPECT_INT(asking_do(&world.town, room_caller(2), add_pickup_person, &ask), 404);
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_pickup_person, &ask), 200);
    EXPECT_OK(read_list(&world, world.nurse, list, &n));
    EXPECT_INT(n, 2);
    EXPECT(list[0].guardian);
    EXPECT_STR(list[0].id, "a1");
    EXPECT_STR(list[1].name, "Grandmother");
    EXPECT_STR(list[1].phone, "03-1");
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM pickup_person WHERE instr(person, 'Grandmother') > 0"),
               0);
    EXPECT_INT(read_list(&world, room_nurse(&world.town, 2), list, &n), ERR_NOT_FOUND);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_pickup_persons'"), 1);
    /* Once nothing is open any more, the room has no business with the list. */
    EXPECT_INT(asking_cancel(&world.town, 1, world.asked[0].ask.results[0].id, 0), 200);
    EXPECT_INT(read_list(&world, world.nurse, list, &n), ERR_NOT_FOUND);
    for (int i = 1; i < PICKUP_PERSONS_MAX; i++) {
        EXPECT_INT(asking_do(&world.town, room_caller(1), add_pickup_person, &ask), 200);
    }
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_pickup_person, &ask), 200);
    EXPECT(ask.full);
    care_close(&world);
}
