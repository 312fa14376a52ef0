/* actions/keep_person_photo.c on a real lane: who adds the photo of a person who fetches, who sees it, when it is gone. c1 and c3 are in class "a" of
 * nursery 1, c2 in "b". */
#include "actions/keep_person_photo.h"

#include <string.h>

#include "actions/pickup_persons.h"
#include "actions/read_photo.h"
#include "actions/remove_photo.h"
#include "core/hidden.h"
#include "support/book.h"
#include "support/test.h"
#include "support/verb.h"

#include "base/banned.h"

static struct nursery_world world;
static char person[SECRET_PUBLIC_ID_TEXT];
static char photo[SECRET_PUBLIC_ID_TEXT];

static enum err act(struct caller caller, verb_fn *verb, void *arg)
{
    return verb_do(world.lane, caller, verb, arg);
}

static void open_world(void)
{
    nursery_open(&world, 1, 3);
    struct add_pickup_person ask = {.child = STR("c1"), .name = STR("Aunt"), .relation = STR("aunt")};
    EXPECT_OK(act(nursery_guardian(&world, 1), add_pickup_person, &ask));
    memcpy(person, ask.id, sizeof person);
}

static enum err add(struct caller caller, const char *whose)
{
    static unsigned char large[100];
    static unsigned char small[100];
    struct keep_photo ask = {
        .place = {.kind = PHOTO_PICKUP, .child = STR("c1"), .about = str_of(whose)}, .width = 40, .height = 30};
    secret_public_id(nursery_at("10:00"), ask.public_id);
    ask.large = keep_photo_seal(world.keys, ask.public_id, PHOTO_LARGE, STR("a face"), large);
    ask.small = keep_photo_seal(world.keys, ask.public_id, PHOTO_SMALL, STR("small"), small);
    enum err err = act(caller, keep_person_photo, &ask);
    if (err == OK) {
        EXPECT_INT(ask.refusal, PHOTO_ADDED);
        memcpy(photo, ask.public_id, sizeof photo);
    }
    return err;
}

static enum err bytes(struct caller caller)
{
    unsigned char out[64];
    struct read_photo ask = {.caller = &caller, .photo = str_of(photo), .size = PHOTO_LARGE, .out = out, .max = 63};
    return read_photo(world.lane, &ask);
}

/* Does the list of c1 show the person's photo? −1: the list is not there. */
static int listed(struct caller caller)
{
    static struct pickup_person list[PICKUP_LIST_MAX];
    struct read_pickup_persons ask = {.caller = &caller, .child = STR("c1"), .list = list};
    int n = 0;
    if (read_pickup_persons(world.lane, &ask) != OK) {
        return -1;
    }
    for (size_t i = 0; i < ask.list_n; i++) {
        n += list[i].photo.public_id[0] != '\0' ? 1 : 0;
    }
    return n;
}

TEST("R-CARE-03: the photo of a person who fetches is seen by the guardians and the nursery's staff, and each look is "
     "written down")
{
    open_world();
    EXPECT_INT(add(nursery_guardian(&world, 3), person), ERR_NOT_FOUND);
    EXPECT_INT(add(nursery_teacher(&world, 1), person), ERR_NOT_FOUND);
    EXPECT_INT(add(nursery_guardian(&world, 1), "somebody"), ERR_NOT_FOUND);
    EXPECT_OK(add(nursery_guardian(&world, 1), person));
    EXPECT_INT(listed(nursery_guardian(&world, 1)), 1);
    EXPECT_INT(listed(nursery_teacher(&world, 1)), 1);
    EXPECT_INT(listed(nursery_guardian(&world, 3)), -1);
    EXPECT_OK(bytes(nursery_teacher(&world, 1)));
    EXPECT_INT(bytes(nursery_guardian(&world, 3)), ERR_NOT_FOUND);
    EXPECT_INT(
        book_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_pickup_photo' AND object = 'child:c1'"), 1);
    nursery_close(&world);
}

TEST("R-CARE-03: a new photo takes the place of the earlier one, and the photo goes with the person")
{
    open_world();
    EXPECT_OK(add(nursery_guardian(&world, 1), person));
    EXPECT_OK(add(nursery_guardian(&world, 1), person));
    EXPECT_INT(listed(nursery_guardian(&world, 1)), 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_bytes"), 2); /* small and large of the one */
    struct remove_pickup_person ask = {STR("c1"), str_of(person)};
    EXPECT_OK(act(nursery_guardian(&world, 1), remove_pickup_person, &ask));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_bytes"), 0);
    EXPECT_INT(bytes(nursery_teacher(&world, 1)), ERR_NOT_FOUND);
    nursery_close(&world);
}

TEST("R-CARE-03: only a guardian takes the photo away")
{
    open_world();
    EXPECT_OK(add(nursery_guardian(&world, 1), person));
    struct remove_photo ask = {.photo = str_of(photo)};
    EXPECT_INT(act(nursery_teacher(&world, 1), remove_photo, &ask), ERR_NOT_FOUND);
    EXPECT_OK(act(nursery_guardian(&world, 1), remove_photo, &ask));
    EXPECT_INT(listed(nursery_guardian(&world, 1)), 0);
    nursery_close(&world);
}

TEST("R-REG-11: a guardian from whom the list is hidden sees no photo that others added, with a link neither")
{
    open_world();
    book_change(&world, "INSERT INTO guardian_child (account_id, child_id, rights, hides) VALUES (2, 1, 1, 1)");
    _Static_assert((int)HIDDEN_PICKUP == 1, "as in the statement above");
    EXPECT_OK(add(nursery_guardian(&world, 1), person));
    EXPECT_INT(listed(nursery_guardian(&world, 2)), 0);
    EXPECT_INT(bytes(nursery_guardian(&world, 2)), ERR_NOT_FOUND);
    EXPECT_INT(add(nursery_guardian(&world, 2), person), ERR_NOT_FOUND);
    nursery_close(&world);
}
