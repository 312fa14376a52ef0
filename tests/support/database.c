/* See database.h. */
#include "support/database.h"

#include <sqlite3.h>

#include "support/test.h"

enum { PATIENCE_MS = 5000 }; /* the program may be writing */

static sqlite3 *open_file(const char *path, int flags)
{
    sqlite3 *db;
    EXPECT_INT(sqlite3_open_v2(path, &db, flags, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, PATIENCE_MS);
    return db;
}

void database_change(const char *path, const char *sql)
{
    sqlite3 *db = open_file(path, SQLITE_OPEN_READWRITE);
    EXPECT_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

int64_t database_count(const char *path, const char *sql)
{
    sqlite3_stmt *stmt;
    sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
    EXPECT_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}
