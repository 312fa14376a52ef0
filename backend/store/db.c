/* A connection and its prepared statements: see db.h. */
#include "store/db.h"

#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "store/db_handle.h"

#include "base/banned.h"

enum { READ_BUSY_MS = 2000 };

enum err db_prepare(struct db *db, const char *text, sqlite3_stmt **ret)
{
    return sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, ret, NULL) == SQLITE_OK ? OK : ERR_IO;
}

static enum err execute(struct db *db, const char *text)
{
    return sqlite3_exec(db->handle, text, NULL, NULL, NULL) == SQLITE_OK ? OK : ERR_IO;
}

/* Settings every connection needs; DEFENSIVE keeps SQL from editing the file's own tables. */
static enum err configure(struct db *db)
{
    static const char common[] = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;"
                                 "PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;";
    static const char writing[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;";
    static const char reading[] = "PRAGMA query_only = ON; PRAGMA cache_size = -4096;";
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, db->mode == DB_READ ? 1 : 0, NULL);
    sqlite3_busy_timeout(db->handle, READ_BUSY_MS);
    enum err err = execute(db, common);
    return err != OK ? err : execute(db, db->mode == DB_WRITE ? writing : reading);
}

/* SQLite tells the length of the log after each commit; checkpoints are the lane's decision. */
static int note_log_pages(void *data, sqlite3 *handle, const char *name, int pages)
{
    struct db *db = data;
    (void)handle;
    (void)name;
    db->log_pages = pages;
    return SQLITE_OK;
}

static enum err prepare_own(struct db *db)
{
    const struct {
        const char *text;
        sqlite3_stmt **to;
    } list[] = {
        {"BEGIN IMMEDIATE", &db->begin},  {"COMMIT", &db->commit},           {"SAVEPOINT action", &db->savepoint},
        {"RELEASE action", &db->release}, {"ROLLBACK TO action", &db->undo},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        enum err err = db_prepare(db, list[i].text, list[i].to);
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

/* SQLite counts its memory under one lock for all threads; nobody reads the count. Effective only before the first connection. */
static void quiet_memory(void)
{
    int rc = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)rc; /* refused when the library was used already: only slower */
}

void db_library_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, quiet_memory);
}

enum err db_open(const char *path, enum db_mode mode, struct db **ret)
{
    db_library_start();
    struct db *db = calloc(1, sizeof *db);
    if (db == NULL) {
        return ERR_IO;
    }
    db->mode = mode;
    /* A reader opens for writing too (query_only keeps it from it): in WAL mode it must be able to make the shared index. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == DB_WRITE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &db->handle, flags, NULL) != SQLITE_OK || configure(db) != OK || prepare_own(db) != OK) {
        db_close(db);
        return ERR_IO;
    }
    if (mode == DB_WRITE) {
        sqlite3_wal_hook(db->handle, note_log_pages, db);
    }
    *ret = db;
    return OK;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    for (size_t i = 0; i < SQL_COUNT; i++) {
        sqlite3_finalize(db->statements[i]);
    }
    db_policies_close(db->policies);
    sqlite3_finalize(db->begin);
    sqlite3_finalize(db->commit);
    sqlite3_finalize(db->savepoint);
    sqlite3_finalize(db->release);
    sqlite3_finalize(db->undo);
    int rc = sqlite3_close(db->handle);
    assert(rc == SQLITE_OK);
    free(db);
}

/* After start-up nobody changes the schema or attaches files, whatever SQL should find its way here. */
static int refuse_schema(void *data, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)data;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_ALTER_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
        return SQLITE_DENY;
    default: /* SQLite's own numbers, not an enum of ours */
        return SQLITE_OK;
    }
}

void db_lock_schema(struct db *db)
{
    sqlite3_set_authorizer(db->handle, refuse_schema, NULL);
}

bool db_fails_now(struct db *db)
{
    return db->fail_in > 0 && --db->fail_in == 0;
}

void db_fail_step(struct db *db, int64_t n)
{
    db->fail_in = n;
}

static enum err step_own(struct db *db, sqlite3_stmt *stmt)
{
    if (db_fails_now(db)) {
        return ERR_IO;
    }
    int rc = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return rc == SQLITE_DONE ? OK : ERR_IO;
}

enum err db_begin(struct db *db)
{
    return step_own(db, db->begin);
}

enum err db_commit(struct db *db)
{
    return step_own(db, db->commit);
}

void db_rollback(struct db *db)
{
    if (sqlite3_get_autocommit(db->handle) == 0) {
        enum err ignored = execute(db, "ROLLBACK");
        (void)ignored; /* SQLite has rolled back by itself when it says no */
    }
}

enum err db_savepoint(struct db *db)
{
    return step_own(db, db->savepoint);
}

enum err db_release(struct db *db)
{
    return step_own(db, db->release);
}

void db_undo(struct db *db)
{
    sqlite3_step(db->undo);
    sqlite3_reset(db->undo);
    sqlite3_step(db->release);
    sqlite3_reset(db->release);
}

enum err db_checkpoint(struct db *db, bool truncate)
{
    int rc = sqlite3_wal_checkpoint_v2(db->handle, NULL,
                                       truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return rc == SQLITE_OK || rc == SQLITE_BUSY ? OK : ERR_IO;
}

int db_log_pages(const struct db *db)
{
    return db->log_pages;
}

/* The copy is another file, but SQLite counts writing it as writing: a reader is query_only again right after it. */
static enum err copy_writable(struct db *db, const char *path)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db->handle, "VACUUM INTO ?1", -1, &stmt, NULL) != SQLITE_OK) {
        return ERR_IO;
    }
    sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
    int rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE ? OK : ERR_IO;
}

enum err db_copy_to(struct db *db, const char *path)
{
    if (db->mode == DB_WRITE) {
        return copy_writable(db, path);
    }
    enum err err = execute(db, "PRAGMA query_only = OFF");
    err = err == OK ? copy_writable(db, path) : err;
    enum err again = execute(db, "PRAGMA query_only = ON");
    return err == OK ? again : err;
}

/* The first row of a check is "ok" (or there is none) when all is well. */
static enum err check(struct db *db, const char *pragma, char *finding, size_t finding_bytes)
{
    sqlite3_stmt *stmt = NULL;
    struct buf out;
    buf_init(&out, finding, finding_bytes);
    if (sqlite3_prepare_v2(db->handle, pragma, -1, &stmt, NULL) != SQLITE_OK) {
        buf_puts(&out, sqlite3_errmsg(db->handle));
        return ERR_IO;
    }
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW) {
        buf_puts(&out, (const char *)sqlite3_column_text(stmt, 0));
    }
    sqlite3_finalize(stmt);
    return (rc == SQLITE_ROW && str_is(buf_view(&out), "ok")) || rc == SQLITE_DONE ? OK : ERR_IO;
}

enum err db_integrity(struct db *db, char *finding, size_t finding_bytes)
{
    enum err err = check(db, "PRAGMA integrity_check", finding, finding_bytes);
    return err != OK ? err : check(db, "PRAGMA foreign_key_check", finding, finding_bytes);
}

const char *db_message(const struct db *db)
{
    return sqlite3_errmsg(db->handle);
}

int64_t db_changed(const struct db *db)
{
    return sqlite3_changes64(db->handle);
}

int64_t db_inserted(const struct db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}
