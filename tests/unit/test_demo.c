/* cli/demo_town.c, demo_people.c: the demonstration municipality of the contract. */
#include "cli/demo_people.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/data_dir.h"
#include "support/test.h"

#include "base/banned.h"

enum { TODAY = 20778 }; /* 2026-11-21 */

struct filling {
    struct demo_town town;
    struct demo_people people;
};

static enum err run(struct tx *tx, void *arg)
{
    struct filling *filling = arg;
    enum err err = demo_town_build(tx, &filling->town);
    while (err == OK && filling->people.children_n < filling->people.children_max) {
        err = demo_people_add(tx, &filling->people);
    }
    return err;
}

/* Fills NAME with so many children; the database is left open for questions. */
static sqlite3 *fill(const char *name, int64_t children, uint64_t seed, FILE *cards)
{
    static struct filling filling;
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    sqlite3 *db;
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = &filling};
    secret_init();
    memset(&filling, 0, sizeof filling);
    filling.town.seed = seed;
    filling.town.nurseries_n = 4;
    filling.people = (struct demo_people){
        .town = &filling.town, .children_max = children, .today = TODAY, .cards = cards};
    EXPECT(data_dir_create(&dir, test_path(name), failure));
    EXPECT(data_dir_start(&dir, failure));
    EXPECT_OK(lane_do(dir.lane, &job));
    data_dir_close(&dir);
    EXPECT_INT(sqlite3_open(dir.database, &db), SQLITE_OK);
    return db;
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt;
    EXPECT_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    int64_t answer = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return answer;
}

static void ask_text(sqlite3 *db, const char *sql, char *out, size_t max)
{
    sqlite3_stmt *stmt;
    EXPECT_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    EXPECT_OK(str_copy(str_of((const char *)sqlite3_column_text(stmt, 0)), out, max));
    sqlite3_finalize(stmt);
}

static const char everybody[] =
    "SELECT group_concat(public_id || name || birth_day || class || planned_arrive_min, ',') FROM child";

TEST("the same seed gives the same people, another seed gives others")
{
    static char first[65536];
    static char second[65536];
    static char other[65536];
    sqlite3 *a = fill("a", 120, 7, NULL);
    sqlite3 *b = fill("b", 120, 7, NULL);
    sqlite3 *c = fill("c", 120, 8, NULL);
    ask_text(a, everybody, first, sizeof first);
    ask_text(b, everybody, second, sizeof second);
    ask_text(c, everybody, other, sizeof other);
    EXPECT_STR(second, first);
    EXPECT(strcmp(first, other) != 0);
    sqlite3_close(a);
    sqlite3_close(b);
    sqlite3_close(c);
}

TEST("every child has one card, and no two cards are the same")
{
    sqlite3 *db = fill("a", 2500, 1, NULL);
    EXPECT_INT(ask(db, "SELECT count(*) FROM child"), 2500);
    EXPECT_INT(ask(db, "SELECT count(DISTINCT hash) FROM card"), 2500);
    EXPECT_INT(ask(db, "SELECT count(DISTINCT child_id) FROM card"), 2500);
    sqlite3_close(db);
}

TEST("every tenth household has two siblings, every seventh two guardians, and all of them may do everything for their "
     "children")
{
    sqlite3 *db = fill("a", 300, 1, NULL);
    EXPECT_INT(ask(db, "SELECT count(*) FROM (SELECT 1 FROM child GROUP BY household_id HAVING count(*) = 2)"), 27);
    EXPECT_INT(ask(db, "SELECT count(*) FROM (SELECT 1 FROM child GROUP BY household_id HAVING count(*) > 2)"), 0);
    EXPECT_INT(ask(db, "SELECT count(*) FROM household"), 273);
    EXPECT_INT(ask(db, "SELECT count(*) FROM account WHERE login LIKE 'parent___b@demo.example'"), 39);
    EXPECT_INT(ask(db, "SELECT count(*) FROM account WHERE login = 'parent007b@demo.example'"), 1);
    EXPECT_INT(ask(db, "SELECT count(*) FROM child c WHERE NOT EXISTS (SELECT 1 FROM guardian_child g JOIN account a "
                       "ON a.id = g.account_id "
                       "WHERE g.child_id = c.id AND g.rights = 1 AND a.household_id = c.household_id)"),
               0);
    EXPECT_INT(ask(db, "SELECT count(*) FROM guardian_child WHERE rights = 2"), 1);
    sqlite3_close(db);
}

TEST("the sign-ins of the contract are there, each in its role and place")
{
    static const char *const logins[] = {"parent001",    "teacher-n01", "lead-n01", "head-n01", "nurse-s01",
                                         "sickroom-s05", "ward",        "auditor",  "operator", "pickup"};
    static const int roles[] = {1, 3, 4, 5, 6, 7, 8, 9, 10, 2};
    sqlite3 *db = fill("a", 30, 1, NULL);
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++) {
        char sql[256];
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM account a JOIN account_role r ON r.account_id = a.id WHERE a.demo = 1 AND "
                 "a.login = '%s@demo.example' AND r.role = %d",
                 logins[i], roles[i]);
        EXPECT_INT(ask(db, sql), 1);
    }
    sqlite3_close(db);
}

TEST("five rooms have five different sets of rules, and one takes requests at any hour")
{
    sqlite3 *db = fill("a", 10, 1, NULL);
    EXPECT_INT(ask(db,
                   "SELECT count(*) FROM (SELECT DISTINCT document -> '$.booking', document -> '$.places', document -> "
                   "'$.acceptance' FROM policy WHERE site_id IS NOT NULL)"),
               5);
    EXPECT(ask(db, "SELECT count(*) FROM policy WHERE document ->> '$.booking.windows[0].opens.basis' = 'always' AND "
                   "document ->> "
                   "'$.booking.windows[0].opens.days' >= 7") >= 1);
    EXPECT_INT(ask(db, "SELECT count(*) FROM policy WHERE site_id IS NULL"), 1);
    sqlite3_close(db);
}

TEST("classes hold children of their age, entered when they were old enough, by the mix of a ward")
{
    sqlite3 *db = fill("a", 2000, 1, NULL);
    /* Class age of fiscal year 2026: born 2 April 2025 to 1 April 2026 is 0, the oldest were born from 2 April 2020. */
    EXPECT_INT(ask(db, "SELECT count(*) FROM child WHERE birth_day NOT BETWEEN 18354 AND 20544"), 0);
    EXPECT_INT(ask(db, "SELECT count(*) FROM child WHERE enrolled_from_day < birth_day + 57"), 0);
    EXPECT_INT(ask(db, "SELECT count(*) FROM child WHERE enrolled_from_day > 20778"), 0);
    EXPECT_INT(ask(db, "SELECT count(*) FROM (SELECT 1 FROM child GROUP BY class)"), 6);
    EXPECT_INT(ask(db, "SELECT count(*) FROM (SELECT class, (birth_day - 18354) / 366 AS age FROM child GROUP BY class "
                       "HAVING max(birth_day) - min(birth_day) > 366)"),
               0);
    int64_t babies = ask(db, "SELECT count(*) FROM child WHERE birth_day >= 20180");
    EXPECT(babies > 60);
    EXPECT(babies < 180);
    EXPECT_INT(ask(db, "SELECT count(*) FROM child WHERE planned_arrive_min >= planned_leave_min"), 0);
    sqlite3_close(db);
}

TEST("the list of cards names a number of 4, 7 or 8 bytes, the child and its nursery")
{
    char line[128];
    int lengths[9] = {0};
    int lines = 0;
    FILE *cards = fopen(test_path("cards"), "w+");
    EXPECT_NOT_NULL(cards);
    sqlite3 *db = fill("a", 90, 1, cards);
    rewind(cards);
    while (fgets(line, sizeof line, cards) != NULL) {
        size_t uid = strcspn(line, ",");
        EXPECT(uid == 8 || uid == 14 || uid == 16);
        lengths[uid / 2]++;
        EXPECT_INT(strcspn(line + uid + 1, ","), 32);
        EXPECT_INT(line[uid + 34], 'n');
        EXPECT(uid != 8 || strncmp(line, "08", 2) != 0);
        lines++;
    }
    EXPECT_INT(lines, 90);
    EXPECT(lengths[4] > 20);
    EXPECT(lengths[7] > 20);
    EXPECT(lengths[8] > 20);
    fclose(cards);
    sqlite3_close(db);
}

TEST("the holidays of 2026 and 2027 are there, substitute ones and the day between two holidays among them (R-CAL-03)")
{
    sqlite3 *db = fill("a", 10, 1, NULL);
    EXPECT_INT(ask(db, "SELECT count(*) FROM holiday WHERE day BETWEEN 20454 AND 20818"), 18);
    EXPECT_INT(ask(db, "SELECT count(*) FROM holiday WHERE day BETWEEN 20819 AND 21183"), 17);
    EXPECT_INT(ask(db, "SELECT count(*) FROM holiday WHERE day IN (20579, 20718)"), 2); /* 2026-05-06, 2026-09-22 */
    EXPECT_INT(ask(db, "SELECT count(*) FROM holiday WHERE day = 20899"), 1);           /* 2027-03-22 */
    sqlite3_close(db);
}
