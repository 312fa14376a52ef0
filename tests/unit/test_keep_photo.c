/* actions/keep_photo.c, read_photo.c, remove_photo.c, agree_photos.c and page_photos.c on a real lane: who may add, who sees, what is left. c1 and
 * c3 are in class "a" of nursery 1, c2 in "b". */
#include "actions/keep_photo.h"

#include <string.h>

#include "actions/agree_photos.h"
#include "actions/read_page.h"
#include "actions/read_photo.h"
#include "actions/remove_photo.h"
#include "base/clock.h"
#include "support/book.h"
#include "support/test.h"
#include "support/verb.h"

#include "base/banned.h"

#define LARGE "the large picture"
#define SMALL "small"

static struct nursery_world world;
static char photo[SECRET_PUBLIC_ID_TEXT];

static enum err act(struct caller caller, verb_fn *verb, void *arg)
{
    return verb_do(world.lane, caller, verb, arg);
}

static enum err agree(int child, bool agreed)
{
    char id[3] = {'c', (char)('0' + child), 0};
    struct agree_photos ask = {str_of(id), agreed};
    return act(nursery_guardian(&world, child), agree_photos, &ask);
}

static void open_world(void)
{
    nursery_open(&world, 1, 3);
    clock_pin(nursery_at("10:00"));
}

static struct keep_photo a_photo(enum photo_kind kind)
{
    static unsigned char large[100];
    static unsigned char small[100];
    struct keep_photo ask = {
        .place = {.kind = kind, .child = STR("c1"), .site = STR("n1"), .class_name = STR("a"), .day = NURSERY_DAY},
        .width = 40,
        .height = 30};
    secret_public_id(nursery_at("10:00"), ask.public_id);
    memcpy(photo, ask.public_id, sizeof photo);
    ask.large = keep_photo_seal(world.keys, ask.public_id, PHOTO_LARGE, STR(LARGE), large);
    ask.small = keep_photo_seal(world.keys, ask.public_id, PHOTO_SMALL, STR(SMALL), small);
    return ask;
}

/* −1: not found; else the refusal. */
static int add(struct caller caller, enum photo_kind kind, const struct str *children, size_t n)
{
    struct keep_photo ask = a_photo(kind);
    ask.children = children;
    ask.children_n = n;
    enum err err = act(caller, keep_photo, &ask);
    EXPECT(err == OK || err == ERR_NOT_FOUND);
    return err == OK ? (int)ask.refusal : -1;
}

static void count_photo(void *arg, const struct photo_row *row, struct db *db)
{
    int *n = arg;
    (void)row;
    (void)db;
    (*n)++;
}

static void no_head(void *arg, const struct book_sight *sight)
{
    (void)arg;
    (void)sight;
}

static void no_words(void *arg, const struct page_words *words)
{
    (void)arg;
    (void)words;
}

/* How many photos a reader sees with the nursery part of a child; −1: the page is not there for the reader. */
static int seen(struct caller caller, const char *child)
{
    int n = 0;
    struct read_page ask = {.caller = &caller,
                            .part = BOOK_NURSERY,
                            .child = str_of(child),
                            .day = NURSERY_DAY,
                            .head = no_head,
                            .revision = no_words,
                            .photo = count_photo,
                            .arg = &n};
    return read_page(world.lane, &ask) == OK ? n : -1;
}

static enum err bytes(struct caller caller, enum photo_size size, char out[64])
{
    struct read_photo ask = {
        .caller = &caller, .photo = str_of(photo), .size = size, .out = (unsigned char *)out, .max = 63};
    enum err err = read_photo(world.lane, &ask);
    out[err == OK ? ask.n : 0] = '\0';
    return err;
}

static void release_note(void)
{
    EXPECT_INT(book_write_note(&world, nursery_head(&world, 1), 0, "{\"message\":\"a walk\"}"), WRITE_SAVED);
    EXPECT_INT(book_let_go(&world, nursery_head(&world, 1), true, 0) > 0, 1);
}

TEST("R-CB-07: without the agreement of every child's guardians there is no photo; nobody has agreed who has not said "
     "so")
{
    const struct str third = STR("c3");
    const struct str stranger = STR("c9");
    open_world();
    struct caller teacher = nursery_teacher(&world, 1);
    EXPECT_INT(add(teacher, PHOTO_CHILD, NULL, 0), PHOTO_NO_CONSENT);
    EXPECT_OK(agree(1, true));
    EXPECT_INT(add(teacher, PHOTO_CHILD, NULL, 0), PHOTO_ADDED);
    EXPECT_INT(add(teacher, PHOTO_CHILD, &third, 1), PHOTO_NO_CONSENT);
    EXPECT_INT(add(teacher, PHOTO_CLASS, &third, 1), PHOTO_NO_CONSENT);
    EXPECT_INT(add(teacher, PHOTO_CLASS, &stranger, 1), -1);
    EXPECT_OK(agree(3, true));
    EXPECT_INT(add(teacher, PHOTO_CLASS, &third, 1), PHOTO_ADDED);
    EXPECT_OK(agree(1, false));
    EXPECT_INT(add(teacher, PHOTO_CHILD, NULL, 0), PHOTO_NO_CONSENT);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo"), 2);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_consent WHERE child_id = 1 AND ended_by = 1"), 1);
    nursery_close(&world);
}

TEST("R-CB-07: only staff of the class add a photo, only on a day that is open and has come, and only so many")
{
    open_world();
    EXPECT_OK(agree(1, true));
    EXPECT_INT(add(nursery_guardian(&world, 1), PHOTO_CHILD, NULL, 0), -1);
    EXPECT_INT(add(nursery_guardian(&world, 1), PHOTO_CLASS, NULL, 0), -1);
    struct keep_photo ask = a_photo(PHOTO_CHILD);
    ask.place.child = STR("c2"); /* of class "b" */
    EXPECT_INT(act(nursery_teacher(&world, 1), keep_photo, &ask), ERR_NOT_FOUND);
    ask = a_photo(PHOTO_CHILD);
    ask.place.day = NURSERY_DAY + 1;
    EXPECT_OK(act(nursery_teacher(&world, 1), keep_photo, &ask));
    EXPECT_INT(ask.refusal, PHOTO_EARLY);
    ask = a_photo(PHOTO_CHILD);
    ask.place.day = NURSERY_DAY - 1; /* a Sunday */
    EXPECT_OK(act(nursery_teacher(&world, 1), keep_photo, &ask));
    EXPECT_INT(ask.refusal, PHOTO_CLOSED);
    for (int i = 0; i < PHOTO_PAGE_MAX; i++) {
        EXPECT_INT(add(nursery_head(&world, 1), PHOTO_CHILD, NULL, 0), PHOTO_ADDED);
    }
    EXPECT_INT(add(nursery_head(&world, 1), PHOTO_CHILD, NULL, 0), PHOTO_FULL);
    nursery_close(&world);
}

TEST("R-CB-07, R-CB-04: the family sees the photo of its child when the page is released, nobody else's")
{
    char text[64];
    open_world();
    EXPECT_OK(agree(1, true));
    EXPECT_INT(add(nursery_teacher(&world, 1), PHOTO_CHILD, NULL, 0), PHOTO_ADDED);
    EXPECT_INT(seen(nursery_teacher(&world, 1), "c1"), 1);
    EXPECT_INT(seen(nursery_guardian(&world, 1), "c1"), 0);
    EXPECT_INT(book_write(&world, nursery_head(&world, 1), "c1", BOOK_NURSERY, 0, "{\"message\":\"sand\"}"),
               WRITE_SAVED);
    EXPECT_INT(book_let_go(&world, nursery_head(&world, 1), false, 0) > 0, 1);
    EXPECT_INT(seen(nursery_guardian(&world, 1), "c1"), 1);
    EXPECT_INT(seen(nursery_guardian(&world, 3), "c1"), -1);
    EXPECT_OK(bytes(nursery_guardian(&world, 1), PHOTO_LARGE, text));
    EXPECT_STR(text, LARGE);
    EXPECT_OK(bytes(nursery_guardian(&world, 1), PHOTO_SMALL, text));
    EXPECT_STR(text, SMALL);
    EXPECT_INT(bytes(nursery_guardian(&world, 3), PHOTO_LARGE, text), ERR_NOT_FOUND);
    EXPECT_INT(
        book_count(
            &world,
            "SELECT count(*) FROM audit WHERE action IN ('read_photo', 'read_small_photo') AND object LIKE 'child:c1'"),
        2);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_bytes WHERE instr(sealed, 'picture') > 0"), 0);
    nursery_close(&world);
}

TEST("R-CB-07: what stands beside the class's note is the class's, until a family in it takes its agreement back")
{
    const struct str both[] = {STR("c1"), STR("c3")};
    char text[64];
    open_world();
    EXPECT_OK(agree(1, true));
    EXPECT_OK(agree(3, true));
    EXPECT_INT(add(nursery_teacher(&world, 1), PHOTO_CLASS, both, 2), PHOTO_ADDED);
    EXPECT_INT(seen(nursery_guardian(&world, 1), "c1"), 0); /* the note is a draft */
    release_note();
    EXPECT_INT(seen(nursery_guardian(&world, 1), "c1"), 1);
    EXPECT_INT(seen(nursery_guardian(&world, 3), "c3"), 1);
    EXPECT_INT(seen(nursery_guardian(&world, 2), "c2"), 0); /* another class */
    EXPECT_OK(agree(3, false));
    EXPECT_INT(seen(nursery_guardian(&world, 1), "c1"), 0);
    EXPECT_INT(bytes(nursery_guardian(&world, 1), PHOTO_LARGE, text), ERR_NOT_FOUND); /* a link that it still holds */
    EXPECT_INT(seen(nursery_guardian(&world, 3), "c3"), 1);                           /* its own child */
    nursery_close(&world);
}

TEST("R-CB-07, R-REG-11: a guardian from whom the child's days are hidden sees no photo and agrees to none")
{
    char text[64];
    open_world();
    EXPECT_OK(agree(1, true));
    EXPECT_INT(add(nursery_teacher(&world, 1), PHOTO_CHILD, NULL, 0), PHOTO_ADDED);
    EXPECT_INT(book_write(&world, nursery_head(&world, 1), "c1", BOOK_NURSERY, 0, "{\"message\":\"sand\"}"),
               WRITE_SAVED);
    EXPECT_INT(book_let_go(&world, nursery_head(&world, 1), false, 0) > 0, 1);
    book_change(&world, "UPDATE guardian_child SET hides = 4 WHERE account_id = 1");
    EXPECT_INT(seen(nursery_guardian(&world, 1), "c1"), 0);
    EXPECT_INT(bytes(nursery_guardian(&world, 1), PHOTO_LARGE, text), ERR_NOT_FOUND);
    EXPECT_INT(agree(1, false), ERR_NOT_FOUND);
    nursery_close(&world);
}

TEST("a photo that staff take away is gone with its bytes; that it was there stays")
{
    char text[64];
    open_world();
    EXPECT_OK(agree(1, true));
    EXPECT_INT(add(nursery_teacher(&world, 1), PHOTO_CHILD, NULL, 0), PHOTO_ADDED);
    struct remove_photo ask = {.photo = str_of(photo)};
    EXPECT_INT(act(nursery_guardian(&world, 1), remove_photo, &ask), ERR_NOT_FOUND);
    EXPECT_OK(act(nursery_teacher(&world, 1), remove_photo, &ask));
    EXPECT_INT(act(nursery_teacher(&world, 1), remove_photo, &ask), ERR_NOT_FOUND);
    EXPECT_INT(seen(nursery_teacher(&world, 1), "c1"), 0);
    EXPECT_INT(bytes(nursery_teacher(&world, 1), PHOTO_LARGE, text), ERR_NOT_FOUND);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo_bytes"), 0);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM photo WHERE removed_ms IS NOT NULL"), 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action IN ('add_photo', 'remove_photo')"), 2);
    nursery_close(&world);
}
