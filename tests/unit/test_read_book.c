/* actions/read_book.c on a real lane: the whole book for a guardian, day by day, as the family may see it. */
#include "actions/read_book.h"

#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "support/book.h"
#include "support/test.h"

#include "base/banned.h"

struct seen {
    int days;
    int revisions[BOOK_NOTE + 1];
    enum book_part part;
    int room; /* for so many days */
};

static bool has_room(void *arg)
{
    struct seen *seen = arg;
    return seen->days < seen->room;
}

static void take_day(void *arg, int32_t day)
{
    struct seen *seen = arg;
    EXPECT(day <= NURSERY_DAY);
    seen->days++;
}

static void take_part(void *arg, enum book_part part)
{
    ((struct seen *)arg)->part = part;
}

static void take_words(void *arg, const struct page_words *words)
{
    struct seen *seen = arg;
    EXPECT(words->page.n > 0);
    seen->revisions[seen->part]++;
}

static void take_note(void *arg, const struct page_words *words)
{
    struct seen *seen = arg;
    (void)words;
    seen->revisions[BOOK_NOTE]++;
}

static enum err read(struct nursery_world *world, struct caller caller, struct seen *seen, int32_t *ret_next)
{
    struct read_book ask = {.caller = &caller,
                            .child = STR("c1"),
                            .from_day = 0,
                            .to_day = NURSERY_DAY,
                            .room = has_room,
                            .day = take_day,
                            .part = take_part,
                            .revision = take_words,
                            .note = take_note,
                            .arg = seen};
    enum err err = read_book(world->lane, &ask);
    *ret_next = ask.next_day;
    return err;
}

TEST("R-CB-09: a guardian takes the whole book along, the newest of each page and what was added, no draft; staff do "
     "not")
{
    struct nursery_world world;
    struct seen seen = {.room = 10};
    int32_t next = 0;
    nursery_open(&world, 1, 2);
    clock_pin(nursery_at("07:40"));
    struct caller family = nursery_guardian(&world, 1);
    struct caller teacher = nursery_teacher(&world, 1);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, "{\"mood\":\"good\"}"), WRITE_SAVED);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 1, "{\"mood\":\"bad\"}"), WRITE_SAVED);
    EXPECT_INT(book_write_on(&world, family, NURSERY_DAY - 3, "{\"comment\":\"late\"}"), WRITE_ADDED);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 0, "{\"mood\":\"good\"}"), WRITE_SAVED);
    EXPECT_OK(read(&world, family, &seen, &next));
    EXPECT_INT(seen.days, 2);
    EXPECT_INT(next, 0);
    EXPECT_INT(seen.revisions[BOOK_HOME], 2);
    EXPECT_INT(seen.revisions[BOOK_NURSERY], 0);
    EXPECT_INT(book_let_go(&world, teacher, false, 0), 1);
    seen = (struct seen){.room = 1};
    EXPECT_OK(read(&world, family, &seen, &next));
    EXPECT_INT(seen.days, 1);
    EXPECT_INT(next, NURSERY_DAY); /* no room for more: it goes on there */
    seen = (struct seen){.room = 10};
    EXPECT_OK(read(&world, family, &seen, &next));
    EXPECT_INT(seen.revisions[BOOK_NURSERY], 1);
    EXPECT_INT(read(&world, teacher, &seen, &next), ERR_NOT_FOUND);
    EXPECT_INT(read(&world, nursery_guardian(&world, 2), &seen, &next), ERR_NOT_FOUND);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_whole_book'"), 3);
    nursery_close(&world);
}
