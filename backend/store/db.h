/* One SQLite connection with its prepared statements. With lane.c, migrate.c and readers.c the only users of sqlite3.h in the server.
 * Statements are named in sql/<noun>.sql and become enum sql (build/gen/sql.h); parameters are bound by name. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "sql.h"

enum db_mode {
    DB_WRITE, /* the lane's connection: the only writer and the only checkpointer */
    DB_READ,  /* query_only */
};

struct db;
struct sqlite3_stmt;

/* Settings of the whole library, once, before the first connection; db_open and migrate_up call it. */
void db_library_start(void);
/* Opens DATA/tsubame.db (made when absent only with DB_WRITE). Pragmas: WAL, synchronous=FULL, foreign keys, trusted_schema off,
 * no automatic checkpoint. ERR_IO when it cannot be opened. */
enum err db_open(const char *path, enum db_mode mode, struct db **ret) NODISCARD;
void db_close(struct db *db); /* NULL is fine */
/* Refuses DDL and ATTACH from now on: the second wall after start-up. */
void db_lock_schema(struct db *db);
/* BEGIN IMMEDIATE / COMMIT / ROLLBACK of the whole batch; the lane's own. */
enum err db_begin(struct db *db) NODISCARD;
enum err db_commit(struct db *db) NODISCARD;
void db_rollback(struct db *db);
enum err db_savepoint(struct db *db) NODISCARD;
enum err db_release(struct db *db) NODISCARD;
void db_undo(struct db *db); /* back to the savepoint, and releases it */
/* Copies the log into the database file; truncate also empties the log. */
enum err db_checkpoint(struct db *db, bool truncate) NODISCARD;
/* Pages in the log after the last commit. */
int db_log_pages(const struct db *db);
/* Writes a consistent copy to a new file (VACUUM INTO). */
enum err db_copy_to(struct db *db, const char *path) NODISCARD;
/* "ok" when PRAGMA integrity_check finds nothing; ERR_IO and the first finding in `finding` otherwise. */
enum err db_integrity(struct db *db, char *finding, size_t finding_bytes) NODISCARD;
/* SQLite's own words for the last failure: for logs. */
const char *db_message(const struct db *db);
/* Tests only: the n-th step from now fails as a broken disk does (0 = never). */
void db_fail_step(struct db *db, int64_t n);

struct query {
    struct db *db;
    struct sqlite3_stmt *stmt;
    enum sql sql;
    enum err err;
};

/* QUERY(q, db, SQL_X); binds; then query_row()… or query_run(). The statement is reset when q goes out of scope. */
#define QUERY(q, db, sql) struct query q __attribute__((cleanup(query_end))) = query_begin((db), (sql))

struct query query_begin(struct db *db, enum sql sql);
void query_end(struct query *q);
/* Names include the colon: ":child_id". A name the statement does not have asserts. Texts and blobs are not copied: keep them
 * until the statement has run. */
void query_int(struct query *q, const char *name, int64_t value);
void query_null(struct query *q, const char *name);
/* 0 is NULL: an id of something that may be none. */
void query_int_or_null(struct query *q, const char *name, int64_t value);
void query_text(struct query *q, const char *name, struct str text);
void query_blob(struct query *q, const char *name, const void *bytes, size_t n);
/* true: a row stands; false: the end, or a failure (query_err). */
bool query_row(struct query *q);
/* Runs to the end. ERR_CONFLICT when a constraint or trigger refused, ERR_IO when the world broke. */
enum err query_run(struct query *q) NODISCARD;
/* For one row that is known: ERR_CONFLICT also unless exactly one was changed. */
enum err query_run_one(struct query *q) NODISCARD;
/* OK after query_row has returned false at the end. */
enum err query_err(const struct query *q) NODISCARD;
/* When a row was wanted and query_row has returned false: ERR_NOT_FOUND, or what broke. */
enum err query_no_row(const struct query *q) NODISCARD;
int64_t query_col_int(const struct query *q, int column);
/* Views live until the next query_row or query_end. */
struct str query_col_text(const struct query *q, int column);
struct str query_col_blob(const struct query *q, int column);
/* Exactly the text into out (NUL-terminated); asserts that the schema's length fits. */
void query_col_copy(const struct query *q, int column, char *out, size_t max);
/* Rows changed by the last query_run; the row id it inserted. */
int64_t db_changed(const struct db *db);
int64_t db_inserted(const struct db *db);
