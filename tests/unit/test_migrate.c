/* Forward-only migrations. */
#include "store/migrate.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sql.h"
#include "support/test.h"

static void execute(const char *path, const char *statement)
{
    sqlite3 *db;
    EXPECT_INT(sqlite3_open(path, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

TEST("an empty file becomes today's version, a second run changes nothing")
{
    struct migrate_report report;
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
    EXPECT_INT(report.from, 0);
    EXPECT_INT(report.to, sql_migration[sql_migration_count - 1].number);
    EXPECT_STR(report.backup, "");
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
    EXPECT_INT(report.from, report.to);
}

TEST("a newer database is refused and left as it is")
{
    struct migrate_report report;
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
    execute(test_path("a.db"), "PRAGMA user_version = 9999");
    EXPECT_INT(migrate_up(test_path("a.db"), &report), ERR_CONFLICT);
    EXPECT_INT(report.from, 9999);
    EXPECT_INT(report.to, 9999);
}

TEST("a migration that fails leaves nothing of itself behind and says what SQLite said")
{
    struct migrate_report report;
    execute(test_path("a.db"), "CREATE TABLE site (id INTEGER)"); /* in the way of the first migration */
    EXPECT_INT(migrate_up(test_path("a.db"), &report), ERR_IO);
    EXPECT_INT(report.to, 0);
    EXPECT_NOT_NULL(strstr(report.failure, "site"));
    execute(test_path("a.db"), "DROP TABLE site");
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
}

TEST("migrations are numbered without a gap")
{
    for (int i = 0; i < sql_migration_count; i++) {
        EXPECT_INT(sql_migration[i].number, i + 1);
    }
}
