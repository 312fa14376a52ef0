/* What a registration says: who writes it, what is the household's, and who reads it. R-REG-04, R-REG-08, R-REG-11. */
#include "actions/save_registration.h"

#include <string.h>

#include "actions/read_registration.h"
#include "actions/submit_registration.h"
#include "support/asking.h"
#include "support/test.h"

#define HOUSEHOLD                                                                                                    \
    "{\"guardians\":[{\"name\":\"青木 葵\",\"relation\":\"\",\"phone\":\"\",\"employer\":null}],\"emergency\":[{" \
    "\"name\":\"祖母\",\"relation\":\"\",\"phone\":\"03-1\"}],\"doctor\":null,\"address\":\"\"}"
#define SHEET                                                                                                        \
    "{\"nursery\":\"\",\"no_allergies\":true,\"allergies\":[],\"history\":\"\",\"vaccinations\":[],\"note\":\"卵\"" \
    "}"

static struct save_registration saved(const char *child, const char *household, const char *sheet)
{
    return (struct save_registration){.child = str_of(child),
                                      .scope = STR("all"),
                                      .first = true,
                                      .household = str_of(household),
                                      .household_version = -1,
                                      .sheet = str_of(sheet)};
}

/* A brother or sister of c1: of the same household and guardian. */
static void give_sibling(struct room_world *world)
{
    asking_change(world, "INSERT INTO child (public_id, household_id, name, kana, birth_day, enrolled_from_day, "
                         "planned_arrive_min, planned_leave_min) VALUES ('sib', 1, 'S', 's', 19509, 0, 0, 0);"
                         "INSERT INTO guardian_child (account_id, child_id, rights) SELECT 1, id, 1 FROM child WHERE "
                         "public_id = 'sib'");
}

static char storage[2][REGISTRATION_SHEET_BYTES_MAX + 1];
static struct read_registration_step steps[READ_REGISTRATION_STEPS_MAX];

static enum err read_as(struct room_world *world, const struct caller *caller, const char *id,
                        struct read_registration *in)
{
    *in = (struct read_registration){.caller = caller, .id = str_of(id), .steps = steps};
    buf_init(&in->sheets.household, storage[0], sizeof storage[0]);
    buf_init(&in->sheets.child, storage[1], sizeof storage[1]);
    return read_registration(world->lane, in);
}

TEST("R-REG-04: each child has its own, and what was said of the household in the one stands in the other")
{
    struct room_world world;
    struct read_registration in;
    struct caller parent = room_caller(1);
    room_open(&world, 1, 1, 2);
    give_sibling(&world);
    struct save_registration one = saved("c1", HOUSEHOLD, SHEET);
    struct save_registration two = saved("sib", "", "");
    EXPECT_INT(asking_do(&world, parent, save_registration, &one), 200);
    EXPECT_INT(asking_do(&world, parent, save_registration, &two), 200);
    EXPECT_INT(one.state, REGISTRATION_DRAFT);
    EXPECT(strcmp(one.id, two.id) != 0);
    EXPECT_OK(read_as(&world, &parent, two.id, &in));
    EXPECT_STR(storage[0], HOUSEHOLD);
    EXPECT_INT(in.sheets.household_version, 1);
    EXPECT(strstr(storage[1], "卵") == NULL);
    EXPECT_OK(read_as(&world, &parent, one.id, &in));
    EXPECT_STR(storage[1], SHEET);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_registration'"), 2);
    /* Nothing of it stands readable in the database. */
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM household_sheet WHERE instr(detail, '祖母') > 0"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM registration WHERE instr(detail, '卵') > 0"), 0);
    room_close(&world);
}

TEST("two who write at once: the second is told, and nothing of hers is lost or written")
{
    struct room_world world;
    room_open(&world, 1, 1, 2);
    struct save_registration ask = saved("c1", HOUSEHOLD, SHEET);
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &ask), 200);
    struct save_registration again = saved("c1", "", SHEET);
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &again), 200);
    EXPECT(again.changed);
    EXPECT_INT(again.present_version, 1);
    again.first = false;
    again.version = 1;
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &again), 200);
    EXPECT_NOT(again.changed);
    EXPECT_INT(again.present_version, 2);
    struct save_registration late = saved("c1", HOUSEHOLD, "");
    late.first = false;
    late.household_version = 0;
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &late), 200);
    EXPECT(late.changed);
    EXPECT_INT(late.present_household_version, 1);
    room_close(&world);
}

TEST("another family's child, a scope in which nobody registers, and a room's staff where the municipality decides: "
     "nothing is there")
{
    struct room_world world;
    room_open(&world, 1, 1, 2);
    struct save_registration ask = saved("c1", "", SHEET);
    EXPECT_INT(asking_do(&world, room_caller(2), save_registration, &ask), 404);
    EXPECT_INT(asking_do(&world, room_nurse(&world, 1), save_registration, &ask), 404);
    ask.scope = STR("r1");
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &ask), 404);
    ask.scope = STR("r9");
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &ask), 404);
    asking_change(&world, "UPDATE guardian_child SET hides = 8 WHERE account_id = 1");
    ask.scope = STR("all");
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &ask), 404);
    room_close(&world);
}

TEST("R-REG-11: a guardian who may not see the others' addresses has a blank sheet, and writing it changes nobody "
     "else's")
{
    struct room_world world;
    struct read_registration in;
    struct caller second = room_caller(2);
    struct caller first = room_caller(1);
    room_open(&world, 1, 1, 2);
    struct save_registration ask = saved("c1", HOUSEHOLD, SHEET);
    EXPECT_INT(asking_do(&world, first, save_registration, &ask), 200);
    asking_change(&world, "INSERT INTO guardian_child (account_id, child_id, rights, hides) VALUES (2, 1, 1, 2)");
    EXPECT_OK(read_as(&world, &second, ask.id, &in));
    EXPECT_STR(storage[0], "{\"guardians\":[],\"emergency\":[],\"doctor\":null,\"address\":\"\"}");
    EXPECT_INT(in.sheets.household_version, 0);
    struct save_registration own = saved("c1", "{\"guardians\":[],\"emergency\":[],\"doctor\":null,\"address\":\"x\"}",
                                         "");
    own.first = false;
    EXPECT_INT(asking_do(&world, second, save_registration, &own), 200);
    EXPECT_OK(read_as(&world, &second, ask.id, &in));
    EXPECT(strstr(storage[0], "\"address\":\"x\"") != NULL);
    EXPECT_OK(read_as(&world, &first, ask.id, &in));
    EXPECT_STR(storage[0], HOUSEHOLD);
    room_close(&world);
}

TEST("staff of a room read the registration of a child who has a place there, and no other; they may not write it")
{
    struct room_world world;
    struct read_registration in;
    struct asked asked;
    room_open(&world, 2, 1, 2);
    struct caller nurse = room_nurse(&world, 1);
    struct caller other = room_nurse(&world, 2);
    struct save_registration ask = saved("c1", HOUSEHOLD, SHEET);
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &ask), 200);
    EXPECT_INT(read_as(&world, &nurse, ask.id, &in), ERR_NOT_FOUND);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    EXPECT_OK(read_as(&world, &nurse, ask.id, &in));
    EXPECT_INT(read_as(&world, &other, ask.id, &in), ERR_NOT_FOUND);
    struct submit_registration submit = {.id = str_of(ask.id)};
    EXPECT_INT(asking_do(&world, nurse, submit_registration, &submit), 404);
    room_close(&world);
}
