/* actions/write_page.c and read_page.c on a real lane: the home part, two who write at once, the page that is frozen, who may read what. */
#include "actions/write_page.h"

#include <string.h>

#include "actions/record_tap.h"
#include "base/civil.h"
#include "base/clock.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "support/book.h"
#include "support/test.h"

#define MORNING "{\"temp_c\":36.8,\"mood\":\"good\"}"
#define OTHER   "{\"temp_c\":36.9,\"mood\":\"normal\"}"

static void open_world(struct nursery_world *world)
{
    nursery_open(world, 1, 3);
    clock_pin(nursery_at("07:40"));
}

static void arrive(struct nursery_world *world, const char *when)
{
    struct record_tap out;
    struct tap tap = nursery_tap(world, 1, 1, 1, nursery_at(when));
    EXPECT_OK(nursery_record(world, 1, &tap, tap.time_ms, &out));
    clock_pin(tap.time_ms);
}

/* Account 2 is a guardian of c1 too. */
static enum err share(struct tx *tx, void *arg)
{
    (void)arg;
    return account_guard(tx->db, 2, 1, RIGHTS_EVERYTHING);
}

static struct caller second_guardian(struct nursery_world *world)
{
    struct lane_job job = {.priority = LANE_REST, .run = share};
    EXPECT_OK(lane_do(world->lane, &job));
    return nursery_guardian(world, 2);
}

TEST("R-CB-02: a family writes, writes over it with the version it read, and staff read the newest")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller family = nursery_guardian(&world, 1);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, MORNING), WRITE_SAVED);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 1, OTHER), WRITE_SAVED);
    EXPECT_OK(book_show(&world, nursery_teacher(&world, 1), "c1", BOOK_HOME, &shown));
    EXPECT_INT(shown.version, 2);
    EXPECT_INT(shown.revisions, 2);
    EXPECT_STR(shown.page, OTHER);
    EXPECT_INT(shown.home, BOOK_OPEN);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM book_revision WHERE instr(detail, 'normal') > 0"),
               0); /* sealed */
    nursery_close(&world);
}

TEST("R-CB-02: of two guardians who write at once the second is shown what the first wrote, and neither loses a word")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller mother = nursery_guardian(&world, 1);
    struct caller father = second_guardian(&world);
    EXPECT_INT(book_write(&world, mother, "c1", BOOK_HOME, 0, MORNING), WRITE_SAVED);
    EXPECT_INT(book_write(&world, father, "c1", BOOK_HOME, 0, OTHER), WRITE_CHANGED);
    EXPECT_STR(book_present(), MORNING);
    EXPECT_INT(book_present_version(), 1);
    EXPECT_INT(book_write(&world, father, "c1", BOOK_HOME, 1, OTHER), WRITE_SAVED);
    EXPECT_OK(book_show(&world, mother, "c1", BOOK_HOME, &shown));
    EXPECT_STR(shown.page, OTHER);
    EXPECT_INT(shown.revisions, 2); /* what the first wrote is still to be seen */
    nursery_close(&world);
}

TEST("R-CB-01: what is sent twice because the answer was lost is written once, before and after the freeze")
{
    struct nursery_world world;
    open_world(&world);
    struct caller family = nursery_guardian(&world, 1);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, MORNING), WRITE_SAVED);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, MORNING), WRITE_SAME);
    arrive(&world, "08:12");
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 1, OTHER), WRITE_ADDED);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 1, OTHER), WRITE_SAME);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 1, "{}"), WRITE_SAME);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM book_revision"), 2);
    nursery_close(&world);
}

TEST("R-CB-02: a draft that meets a page frozen by the arrival becomes an addition with its time; the page stays as it "
     "was")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    struct caller family = nursery_guardian(&world, 1);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, MORNING), WRITE_SAVED);
    arrive(&world, "08:12");
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 7, OTHER), WRITE_ADDED); /* whatever version it knew */
    EXPECT_OK(book_show(&world, nursery_teacher(&world, 1), "c1", BOOK_HOME, &shown));
    EXPECT_INT(shown.home, BOOK_FROZEN);
    EXPECT_STR(shown.page, MORNING);
    EXPECT_STR(shown.added, OTHER);
    EXPECT_INT(shown.additions, 1);
    nursery_close(&world);
}

TEST("R-CB-02: nothing is written before 18:00 of the day before, on a closed day, or more than two weeks later")
{
    struct nursery_world world;
    open_world(&world);
    struct caller family = nursery_guardian(&world, 1);
    clock_pin(nursery_at("17:59") - CIVIL_MS_PER_DAY);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, MORNING), WRITE_EARLY);
    clock_pin(nursery_at("18:00") - CIVIL_MS_PER_DAY);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 0, MORNING), WRITE_SAVED);
    clock_pin(nursery_at("08:00") + 15 * CIVIL_MS_PER_DAY);
    EXPECT_INT(book_write(&world, family, "c1", BOOK_HOME, 1, OTHER), WRITE_OVER);
    EXPECT_INT(book_write_on(&world, family, NURSERY_DAY - 1, MORNING), WRITE_CLOSED); /* a Sunday */
    nursery_close(&world);
}

TEST("R-SEC-02: another family and another class's teacher have no page; a guardian writes no nursery part")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    EXPECT_INT(book_write(&world, nursery_guardian(&world, 3), "c1", BOOK_HOME, 0, MORNING), -1);
    EXPECT_INT(book_show(&world, nursery_guardian(&world, 3), "c1", BOOK_HOME, &shown), ERR_NOT_FOUND);
    EXPECT_INT(book_show(&world, nursery_teacher(&world, 1), "c2", BOOK_HOME, &shown), ERR_NOT_FOUND); /* class "b" */
    EXPECT_INT(book_write(&world, nursery_guardian(&world, 1), "c1", BOOK_NURSERY, 0, "{\"mood\":\"good\"}"), -1);
    EXPECT_INT(book_write(&world, nursery_teacher(&world, 1), "c1", BOOK_HOME, 0, MORNING), -1);
    nursery_close(&world);
}

TEST("R-REG-11: for a guardian from whom the times are hidden there is no page; one who may not know who fetches reads "
     "the rest")
{
    struct nursery_world world;
    struct book_shown shown;
    open_world(&world);
    EXPECT_INT(book_write(&world, nursery_guardian(&world, 1), "c1", BOOK_HOME, 0,
                          "{\"mood\":\"good\",\"pickup\":{\"who\":\"aunt\"}}"),
               WRITE_SAVED);
    struct caller father = second_guardian(&world);
    book_change(&world, "UPDATE guardian_child SET hides = 1 WHERE account_id = 2 AND child_id = 1");
    EXPECT_OK(book_show(&world, father, "c1", BOOK_HOME, &shown));
    EXPECT_STR(shown.page, "{\"mood\":\"good\"}");
    book_change(&world, "UPDATE guardian_child SET hides = 4 WHERE account_id = 2 AND child_id = 1");
    EXPECT_OK(book_show(&world, father, "c1", BOOK_HOME, &shown));
    EXPECT_INT(shown.version, 0);
    EXPECT_INT(shown.revisions, 0);
    EXPECT_INT(shown.home, BOOK_CLOSED);
    EXPECT_INT(book_write(&world, father, "c1", BOOK_HOME, 0, OTHER), WRITE_CLOSED);
    nursery_close(&world);
}

TEST("R-SEC-01: every reading leaves its line of the audit chain")
{
    struct nursery_world world;
    struct book_shown shown;
    struct db *db;
    int64_t before = 0;
    int64_t after = 0;
    open_world(&world);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_INT(book_write(&world, nursery_guardian(&world, 1), "c1", BOOK_HOME, 0, MORNING), WRITE_SAVED);
    EXPECT_OK(audit_verify(db, &before));
    EXPECT_OK(book_show(&world, nursery_teacher(&world, 1), "c1", BOOK_HOME, &shown));
    EXPECT_OK(audit_verify(db, &after));
    EXPECT_INT(after, before + 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_book' AND object = 'child:c1'"), 1);
    db_close(db);
    nursery_close(&world);
}
