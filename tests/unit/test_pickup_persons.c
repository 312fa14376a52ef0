/* Who may fetch a child: R-CARE-03, R-SEC-01, R-REG-11. */
#include "actions/pickup_persons.h"

#include <stdio.h>

#include "core/hidden.h"
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

static char *added(struct care_world *world, struct caller caller, const char *name)
{
    static struct add_pickup_person ask;
    ask = (struct add_pickup_person){.child = STR("c1"), .name = str_of(name)};
    EXPECT_INT(asking_do(&world->town, caller, add_pickup_person, &ask), 200);
    EXPECT_NOT(ask.full);
    return ask.id;
}

TEST("R-CARE-03: who is taken off the list may no longer fetch the child; a stranger takes nobody off, and no guardian "
     "is taken off")
{
    static struct pickup_person list[PICKUP_LIST_MAX];
    struct care_world world;
    size_t n = 0;
    care_open(&world, 1);
    struct remove_pickup_person ask = {.child = STR("c1"), .person = str_of(added(&world, room_caller(1), "Aunt"))};
    struct check_out leaving = care_leaving(&world, 1);
    EXPECT_INT(asking_do(&world.town, room_caller(2), remove_pickup_person, &ask), 404);
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_pickup_person, &ask), 200);
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_pickup_person, &ask), 404);
    EXPECT_OK(read_list(&world, room_caller(1), list, &n));
    EXPECT_INT(n, 1);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM pickup_person WHERE removed_ms > 0"), 1);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'remove_pickup_person'"), 1);
    care_come(&world, 1, "2026-03-02T09:10:00.000+09:00");
    leaving.person = ask.person;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_out, &leaving), 200);
    EXPECT(leaving.unknown_person);
    ask.person = STR("a1");
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_pickup_person, &ask), 404);
    care_close(&world);
}

TEST("R-REG-11: a guardian from whom it is hidden is alone in the list with whom it named itself; the others and the "
     "room see everybody")
{
    static struct pickup_person list[PICKUP_LIST_MAX];
    struct care_world world;
    size_t n = 0;
    care_open(&world, 1);
    asking_change(&world.town,
                  "UPDATE account SET household_id = 1 WHERE id = 2; DELETE FROM guardian_child WHERE account_id "
                  "= 2; INSERT INTO guardian_child (account_id, child_id, rights) VALUES (2, 1, 1)");
    struct remove_pickup_person ask = {.child = STR("c1"), .person = str_of(added(&world, room_caller(1), "Aunt"))};
    char aunt[SECRET_PUBLIC_ID_TEXT];
    EXPECT_OK(str_copy(ask.person, aunt, sizeof aunt));
    EXPECT_OK(read_list(&world, room_caller(2), list, &n));
    EXPECT_INT(n, 3);
    char sql[96];
    snprintf(sql, sizeof sql, "UPDATE guardian_child SET hides = %d WHERE account_id = 2", HIDDEN_PICKUP);
    asking_change(&world.town, sql);
    EXPECT_OK(read_list(&world, room_caller(2), list, &n));
    EXPECT_INT(n, 1);
    EXPECT_STR(list[0].id, "a2");
    ask.person = str_of(aunt);
    EXPECT_INT(asking_do(&world.town, room_caller(2), remove_pickup_person, &ask), 404); /* as one that never was */
    (void)added(&world, room_caller(2), "Friend");
    EXPECT_OK(read_list(&world, room_caller(2), list, &n));
    EXPECT_INT(n, 2);
    EXPECT_STR(list[1].name, "Friend");
    EXPECT_OK(read_list(&world, room_caller(1), list, &n));
    EXPECT_INT(n, 4);
    EXPECT_OK(read_list(&world, world.nurse, list, &n));
    EXPECT_INT(n, 4);
    care_close(&world);
}
