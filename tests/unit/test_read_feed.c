/* A guardian's calendar out of the real database: what stands in it, under which number, and what a limited guardian sees. */
#include "actions/read_feed.h"

#include <stdio.h>
#include <string.h>

#include "actions/keep_feed.h"
#include "support/book.h"
#include "support/test.h"

static struct nursery_world world;
static char lines[4096];

static void put_line(void *arg, const struct feed_entry *entry)
{
    size_t n = strlen(lines);
    (void)arg;
    snprintf(lines + n, sizeof lines - n, "%d%d %.*s %.*s|%.*s %d %d-%d #%d\n", (int)entry->kind, (int)entry->status,
             (int)entry->id.n, entry->id.p, (int)entry->title.n, entry->title.p, (int)entry->site.n, entry->site.p,
             (int)(entry->day - NURSERY_DAY), (int)entry->from_min, (int)entry->to_min, (int)entry->sequence);
}

static const char *feed_of_account(int64_t account)
{
    struct db *db = NULL;
    const struct feed feed = {.account_id = account};
    lines[0] = '\0';
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(read_feed(db, &feed, NURSERY_DAY, put_line, NULL));
    db_close(db);
    return lines;
}

/* A day that is closed, one that is open, a notice of a day, and two places of which one was given back; n1's name is N. */
static void begin(void)
{
    char sql[1024];
    nursery_open(&world, 1, 2);
    book_change(&world, "UPDATE site SET name = 'N'");
    book_change(&world, "DELETE FROM holiday");
    snprintf(sql, sizeof sql, "INSERT INTO site_day (site_id, day, open, version) VALUES (1, %d, 0, 1), (1, %d, 1, 4)",
             NURSERY_DAY + 2, NURSERY_DAY + 3);
    book_change(&world, sql);
    snprintf(sql, sizeof sql,
             "INSERT INTO notice (public_id, site_id, state, emergency, title, detail, audience, needs_second, "
             "names_said, version, written_by, "
             "written_ms, answers, anonymous, due_ms, event_day, event_from_min, event_to_min) VALUES "
             "('e1', 1, 4, 0, 'Sports', x'00', 1, 0, 0, 2, 3, 0, 0, 0, 0, %d, 540, 660), "
             "('e2', 1, 5, 0, 'About Hana', x'00', 1, 0, 0, 3, 3, 0, 0, 0, 0, %d, -1, -1), "
             "('e3', 1, 4, 0, 'Far', x'00', 1, 0, 0, 2, 3, 0, 0, 0, 0, %d, -1, -1), "
             "('e4', 1, 1, 0, 'Draft', x'00', 1, 0, 0, 2, 3, 0, 0, 0, 0, %d, -1, -1)",
             NURSERY_DAY + 5, NURSERY_DAY + 6, NURSERY_DAY + 181, NURSERY_DAY + 5);
    book_change(&world, sql);
    book_change(
        &world,
        "INSERT INTO notice_recipient (notice_id, account_id, child_id, household_id, class) SELECT n.id, 1, 1, "
        "(SELECT household_id FROM child WHERE id = 1), 'a' FROM notice n");
    book_change(&world, "INSERT INTO site (public_id, kind, name) VALUES ('s1', 2, 'R')");
    snprintf(sql, sizeof sql,
             "INSERT INTO sick_day (site_id, day, capacity, version) SELECT id, %d, 2, 1 FROM site WHERE kind = 2",
             NURSERY_DAY + 1);
    book_change(&world, sql);
    snprintf(sql, sizeof sql,
             "INSERT INTO reservation (public_id, child_id, site_id, day, slot, segments, state, account_id, channel, "
             "condition, version, "
             "created_ms, changed_ms) SELECT 'b' || v.state, 1, s.id, %d, 'day', 1, v.state, 1, 1, x'00', 5, 0, 0 FROM "
             "site s, "
             "(SELECT 3 AS state UNION ALL SELECT 7) v WHERE s.kind = 2",
             NURSERY_DAY + 1);
    book_change(&world, sql);
}

TEST("closed and opened days, events and places stand in it, each under its own number; what went is cancelled, and a "
     "recalled title is gone")
{
    begin();
    const char *had = feed_of_account(1);
    EXPECT_STR(had, "01 n1 |N 2 -1-0 #1\n" /* closed */
                    "02 n1 |N 3 -1-0 #4\n" /* open as always, after it had been closed */
                    "21 e1 Sports|N 5 540-660 #2\n"
                    "22 e2 |N 6 -1--1 #3\n"   /* recalled */
                    "30 b3 |R 1 -1--1 #5\n"   /* waits */
                    "32 b7 |R 1 -1--1 #5\n"); /* given back */
    nursery_close(&world);
}

TEST("R-REG-11: from whom times are hidden, nothing is fetched; from whom bookings are, no sick care; another family "
     "sees its nursery's days only")
{
    begin();
    book_change(&world, "UPDATE guardian_child SET hides = 12 WHERE account_id = 1");
    EXPECT_STR(feed_of_account(1), "");
    book_change(&world, "UPDATE guardian_child SET hides = 8 WHERE account_id = 1");
    const char *had = feed_of_account(1);
    EXPECT_NOT_NULL(strstr(had, "e1"));
    EXPECT_NULL(strstr(had, "|R"));
    book_change(&world, "UPDATE guardian_child SET hides = 0, rights = 2 WHERE account_id = 1");
    EXPECT_STR(feed_of_account(1), "");
    EXPECT_STR(feed_of_account(2), "01 n1 |N 2 -1-0 #1\n02 n1 |N 3 -1-0 #4\n");
    nursery_close(&world);
}

static enum err verb(struct tx *tx, void *arg)
{
    const struct caller caller = nursery_guardian(&world, 1);
    enum err (*run)(struct tx * tx, const struct caller *caller,
                    void *arg) = *(enum err(**)(struct tx *, const struct caller *, void *))arg;
    return run(tx, &caller, NULL);
}

static enum err act(enum err (*run)(struct tx *, const struct caller *, void *))
{
    struct lane_job job = {.priority = LANE_REST, .run = verb, .arg = (void *)&run};
    return lane_do(world.lane, &job);
}

static enum err find(const char *token)
{
    struct db *db = NULL;
    struct feed found;
    unsigned char hash[SECRET_HASH_BYTES];
    keep_feed_hash(str_of(token), hash);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    enum err err = feed_by_token(db, hash, &found);
    db_close(db);
    return err;
}

static void token_now(char token[KEEP_FEED_TOKEN_TEXT])
{
    struct db *db = NULL;
    struct feed feed;
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(feed_of(db, 1, &feed));
    keep_feed_token(world.keys, feed.public_id, token);
    db_close(db);
}

TEST("an address holds until there is another one or none; the database alone does not hold it; a closed account has "
     "none")
{
    char first[KEEP_FEED_TOKEN_TEXT];
    char second[KEEP_FEED_TOKEN_TEXT];
    nursery_open(&world, 1, 1);
    EXPECT_INT(act(end_feed), ERR_NOT_FOUND);
    EXPECT_OK(act(make_feed));
    token_now(first);
    EXPECT_OK(find(first));
    EXPECT_OK(act(make_feed));
    token_now(second);
    EXPECT(strcmp(first, second) != 0);
    EXPECT_INT(find(first), ERR_NOT_FOUND);
    EXPECT_OK(find(second));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM calendar_feed"), 1);
    book_change(&world, "UPDATE account SET closed_ms = 1 WHERE id = 1");
    EXPECT_INT(find(second), ERR_NOT_FOUND);
    book_change(&world, "UPDATE account SET closed_ms = NULL WHERE id = 1");
    EXPECT_OK(act(end_feed));
    EXPECT_INT(find(second), ERR_NOT_FOUND);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM audit WHERE action IN ('make_calendar', 'end_calendar')"), 3);
    nursery_close(&world);
}
