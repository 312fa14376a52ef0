/* Forward-only migrations: see migrate.h. The only other file that speaks SQL of its own is db.c. */
#include "store/migrate.h"

#include <sqlite3.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/str.h"
#include "sql.h"
#include "store/db.h"

#include "base/banned.h"

static int user_version(sqlite3 *handle)
{
    sqlite3_stmt *stmt = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(handle, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW) {
        version = sqlite3_column_int(stmt, 0);
    }
    sqlite3_finalize(stmt);
    return version;
}

static enum err execute(sqlite3 *handle, const char *text, struct migrate_report *ret)
{
    if (sqlite3_exec(handle, text, NULL, NULL, NULL) == SQLITE_OK) {
        return OK;
    }
    struct buf buf;
    buf_init(&buf, ret->failure, sizeof ret->failure);
    buf_puts(&buf, sqlite3_errmsg(handle));
    return ERR_IO;
}

/* One migration and its number in one transaction. */
static enum err apply(sqlite3 *handle, const struct sql_migration *migration, struct migrate_report *ret)
{
    char pragma[48];
    struct buf buf;
    buf_init(&buf, pragma, sizeof pragma);
    buf_puts(&buf, "PRAGMA user_version = ");
    buf_int(&buf, migration->number);
    enum err err = execute(handle, "BEGIN IMMEDIATE", ret);
    err = err == OK ? execute(handle, migration->text, ret) : err;
    err = err == OK ? execute(handle, pragma, ret) : err;
    err = err == OK ? execute(handle, "COMMIT", ret) : err;
    if (err != OK && sqlite3_get_autocommit(handle) == 0) {
        sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL);
    }
    return err;
}

/* "PATH.before-NNNN.YYYY-MM-DDThhmmss": a dated copy of what stood there. */
static enum err copy_before(sqlite3 *handle, const char *path, struct migrate_report *ret)
{
    struct buf buf;
    int64_t now_ms = clock_now_ms();
    buf_init(&buf, ret->backup, sizeof ret->backup);
    buf_puts(&buf, path);
    buf_puts(&buf, ".before-");
    buf_padded(&buf, ret->from + 1, 4);
    buf_char(&buf, '.');
    civil_put_day(&buf, civil_day_of_ms(now_ms));
    buf_char(&buf, '.');
    buf_int(&buf, now_ms);
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(handle, "VACUUM INTO ?1", -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, ret->backup, -1, SQLITE_STATIC);
        rc = sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE && !buf.overflow ? OK : ERR_IO;
}

static enum err migrate_open(sqlite3 *handle, const char *path, struct migrate_report *ret)
{
    int newest = sql_migration_count == 0 ? 0 : sql_migration[sql_migration_count - 1].number;
    ret->from = user_version(handle);
    ret->to = ret->from;
    if (ret->from < 0) {
        enum err why = execute(handle, "PRAGMA user_version", ret); /* for what SQLite says */
        return why == OK ? ERR_INVALID : why;
    }
    if (ret->from > newest) {
        return ERR_CONFLICT;
    }
    enum err err = ret->from > 0 && ret->from < newest ? copy_before(handle, path, ret) : OK;
    for (int i = 0; err == OK && i < sql_migration_count; i++) {
        if (sql_migration[i].number > ret->from) {
            err = apply(handle, &sql_migration[i], ret);
            ret->to = err == OK ? sql_migration[i].number : ret->to;
        }
    }
    return err;
}

enum err migrate_up(const char *path, struct migrate_report *ret)
{
    sqlite3 *handle = NULL;
    db_library_start();
    memset(ret, 0, sizeof *ret);
    enum err err = ERR_IO;
    if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ==
        SQLITE_OK) {
        err = execute(handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", ret);
        err = err == OK ? migrate_open(handle, path, ret) : err;
    }
    sqlite3_close(handle);
    return err;
}
