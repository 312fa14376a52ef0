/* actions/release_pages.c on a real lane: draft, approval, release now or at a time, revisions, receipts, the note of a class. */
#include "actions/release_pages.h"

#include <string.h>

#include "actions/read_class_book.h"
#include "actions/set_book.h"
#include "base/civil.h"
#include "base/clock.h"
#include "support/book.h"
#include "support/test.h"

#include "base/banned.h"

#define DRAFT   "{\"mood\":\"good\",\"message\":\"sand\"}"
#define REVISED "{\"mood\":\"good\",\"message\":\"sand and water\"}"

static void open_world(struct nursery_world *world)
{
    nursery_open(world, 1, 2);
    clock_pin(nursery_at("13:00"));
}

static int64_t seen_by_family(struct nursery_world *world, struct book_shown *shown)
{
    EXPECT_OK(book_show(world, nursery_guardian(world, 1), "c1", BOOK_NURSERY, shown));
    return shown->version;
}

/* --- the class page ------------------------------------------------------------------------------------------------- */

struct class_seen {
    int children;
    int64_t unread;
    char page[64];
};

static void skip_class(void *arg, struct str class_name)
{
    (void)arg;
    EXPECT(class_name.n > 0);
}

static void skip_setting(void *arg, const struct book_setting *setting)
{
    (void)arg;
    EXPECT_INT(setting->due_min, BOOK_DUE_MIN);
}

static void take_line(void *arg, const struct book_line *line, const struct class_page *home,
                      const struct class_page *nursery)
{
    struct class_seen *seen = arg;
    seen->children++;
    seen->unread += line->unread;
    EXPECT_INT(home->page.n, 0);
    EXPECT_OK(str_copy(nursery->page, seen->page, sizeof seen->page));
}

static struct class_seen class_page(struct nursery_world *world, struct caller caller)
{
    struct class_seen seen = {.children = 0};
    struct read_class_book ask = {.caller = &caller,
                                  .site = STR("n1"),
                                  .class_name = STR("a"),
                                  .day = NURSERY_DAY,
                                  .class_of = skip_class,
                                  .head = skip_setting,
                                  .line = take_line,
                                  .arg = &seen};
    EXPECT_OK(read_class_book(world->lane, &ask));
    EXPECT_INT(seen.children, 1);
    EXPECT_STR(seen.page, DRAFT);
    return seen;
}

static int64_t unread_of_c1(struct nursery_world *world, struct caller caller)
{
    return class_page(world, caller).unread;
}

/* --- release -------------------------------------------------------------------------------------------------------- */

TEST("R-CB-04: no guardian sees a draft, nor that there is one; released it is there, and a later change is a revision "
     "beside it")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller teacher = nursery_teacher(&world, 1);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 0, "{\"mood\":\"bad\"}"), WRITE_SAVED);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 1, DRAFT), WRITE_SAVED);
    EXPECT_INT(seen_by_family(&world, &shown), 0);
    EXPECT_INT(shown.state, BOOK_NONE);
    EXPECT_INT(shown.revisions, 0);
    EXPECT_INT(book_let_go(&world, teacher, false, 0), 1);
    EXPECT_INT(seen_by_family(&world, &shown), 2);
    EXPECT_INT(shown.revisions, 1); /* the draft before the release stays the nursery's */
    EXPECT_STR(shown.page, DRAFT);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 2, REVISED), WRITE_SAVED);
    seen_by_family(&world, &shown);
    EXPECT_INT(shown.revisions, 2);
    EXPECT_STR(shown.page, REVISED);
    EXPECT_INT(book_let_go(&world, teacher, false, 0), 0); /* released already */
    nursery_close(&world);
}

TEST("R-CB-04: at a set time the agenda releases it, once, and what stands there then")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller teacher = nursery_teacher(&world, 1);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 0, DRAFT), WRITE_SAVED);
    EXPECT_INT(book_let_go(&world, teacher, false, nursery_at("16:00")), 10);
    clock_pin(nursery_at("15:59"));
    book_agenda(&world);
    EXPECT_INT(seen_by_family(&world, &shown), 0);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 1, REVISED), WRITE_SAVED);
    clock_pin(nursery_at("16:00"));
    book_agenda(&world);
    EXPECT_INT(seen_by_family(&world, &shown), 2);
    EXPECT_STR(shown.page, REVISED);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM agenda"), 0);
    nursery_close(&world);
}

static enum err want_approval(struct tx *tx, void *arg)
{
    struct set_book ask = {.site = STR("n1"),
                           .setting = {.opens_min = 1080, .due_min = 540, .release_min = 960, .approval = true}};
    EXPECT_OK(str_copy(STR("[\"see you\"]"), ask.setting.phrases, sizeof ask.setting.phrases));
    enum err err = set_book(tx, arg, &ask);
    EXPECT_NOT(ask.changed);
    return err;
}

TEST("R-CB-04: where the nursery wants approval a teacher's release waits for the head, and only the head revises "
     "after it")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller teacher = nursery_teacher(&world, 1);
    struct caller head = nursery_head(&world, 1);
    struct lane_job by_teacher = {.priority = LANE_REST, .run = want_approval, .arg = &teacher};
    struct lane_job by_head = {.priority = LANE_REST, .run = want_approval, .arg = &head};
    EXPECT_INT(lane_do(world.lane, &by_teacher), ERR_NOT_FOUND);
    EXPECT_OK(lane_do(world.lane, &by_head));
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 0, DRAFT), WRITE_SAVED);
    EXPECT_INT(book_let_go(&world, teacher, false, 0), 100);
    EXPECT_INT(seen_by_family(&world, &shown), 0);
    EXPECT_INT(book_let_go(&world, head, false, nursery_at("16:00")), 10);
    /* Another text than was approved: it needs approval again. */
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 1, REVISED), WRITE_SAVED);
    clock_pin(nursery_at("16:00"));
    book_agenda(&world);
    EXPECT_INT(seen_by_family(&world, &shown), 0);
    EXPECT_INT(book_let_go(&world, head, false, 0), 1);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 2, DRAFT), WRITE_APPROVAL);
    EXPECT_INT(book_write(&world, head, "c1", BOOK_NURSERY, 2, DRAFT), WRITE_SAVED);
    nursery_close(&world);
}

TEST("R-CB-06: each guardian's first reading of a released page is kept; the class page counts who has not read")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller teacher = nursery_teacher(&world, 1);
    EXPECT_INT(book_write(&world, teacher, "c1", BOOK_NURSERY, 0, DRAFT), WRITE_SAVED);
    seen_by_family(&world, &shown); /* nothing to read: no receipt */
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM book_read"), 0);
    EXPECT_INT(book_let_go(&world, teacher, false, 0), 1);
    EXPECT_OK(book_show(&world, teacher, "c1", BOOK_NURSERY, &shown));
    EXPECT_INT(shown.readers, 1);
    EXPECT_INT(shown.read_by, 0);
    EXPECT_INT(unread_of_c1(&world, teacher), 1);
    seen_by_family(&world, &shown);
    EXPECT_INT(shown.readers, 0); /* a family is not told who of it reads */
    EXPECT_OK(book_show(&world, teacher, "c1", BOOK_NURSERY, &shown));
    EXPECT_INT(shown.read_by, 1);
    EXPECT_INT(unread_of_c1(&world, teacher), 0);
    nursery_close(&world);
}

TEST("C2: the note of a class is the same for all of it, and nobody's of another class, once it is released")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller teacher = nursery_teacher(&world, 1);
    EXPECT_INT(book_write_note(&world, teacher, 0, "{\"activity\":\"walk\"}"), WRITE_SAVED);
    EXPECT_INT(book_write_note(&world, nursery_guardian(&world, 1), 0, "{\"activity\":\"walk\"}"), -1);
    seen_by_family(&world, &shown);
    EXPECT_NOT(shown.note);
    EXPECT_INT(book_let_go(&world, teacher, true, 0), 1);
    seen_by_family(&world, &shown);
    EXPECT(shown.note);
    EXPECT_OK(book_show(&world, nursery_guardian(&world, 2), "c2", BOOK_NURSERY, &shown));
    EXPECT_NOT(shown.note);
    nursery_close(&world);
}

TEST("R-CB-09: a family reads on after the child has left, and writes no more")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    EXPECT_INT(book_write(&world, nursery_teacher(&world, 1), "c1", BOOK_NURSERY, 0, DRAFT), WRITE_SAVED);
    EXPECT_INT(book_let_go(&world, nursery_teacher(&world, 1), false, 0), 1);
    book_change(&world, "UPDATE child SET enrolled_to_day = 20515 WHERE id = 1");
    clock_pin(nursery_at("13:00") + 400 * CIVIL_MS_PER_DAY);
    EXPECT_INT(seen_by_family(&world, &shown), 1);
    EXPECT_STR(shown.page, DRAFT);
    EXPECT_INT(book_write_on(&world, nursery_guardian(&world, 1), NURSERY_DAY + 399, "{\"mood\":\"good\"}"),
               WRITE_CLOSED);
    nursery_close(&world);
}
